"""Looks at what administrators, auditors and policy analysts see, and at the law."""

from __future__ import annotations

from caseclose.casework.models import Closure
from caseclose.staff.screens.law.saying import SHELVES
from tests.staff.looks.look import Look
from tests.staff.looks.people import LONG
from tests.staff.looks.scene import key, the_account, who_called

HERE = "state=ca&on=2026-11-22"
ADMIN, AUDITOR, ANALYST = "admin", "auditor", "policy_analyst"
GONE, OWN = {"pk": the_account}, {"pk": lambda: who_called("demo.admin")}


def _with_a_factor() -> None:
    from tests.staff.looks.factors import an_app

    an_app("gone")


def _conflict() -> int:
    from caseclose.staff.models import Conflict

    return int(Conflict.objects.latest("pk").pk)


def _other_policy() -> None:
    Closure.objects.filter(case="closed").update(policy="another")


NEW = {"key": key, "sign_in": "worker.7", "person": LONG[:90], "roles": ["caseworker"], "office": "ca", "team": "t"}
PEOPLE = [
    Look("people", "empty", "nobody fits", ADMIN, ask="active=no"),
    Look("people", "filled", "", ADMIN),
    Look("people", "filled", "found by name", ADMIN, send={"name": "gone"}),
    Look("people", "error", "no name", ADMIN, send={"name": ""}),
    Look("people_new", "filled", "", ADMIN),
    Look("people_new", "filled", "its password", ADMIN, send=NEW),
    Look("people_new", "error", "nothing said", ADMIN, send={"key": key}, status=422),
    Look("people_log", "empty", "", ADMIN),
    Look("people_log", "filled", "", ADMIN, before=lambda: _logged()),
    Look("people_account", "empty", "their own", ADMIN, OWN),
    Look("people_account", "filled", "with conflicts", ADMIN, GONE, before=_with_a_factor),
    Look("people_account", "filled", "with a long name", ADMIN, {"pk": lambda: who_called(LONG)}),
    Look("people_change", "filled", "", ADMIN, GONE),
    Look("people_change", "error", "nothing said", ADMIN, GONE, send={"key": key}, status=422),
    Look("people_password", "filled", "", ADMIN, GONE),
    Look("people_password", "filled", "shown", ADMIN, GONE, send={"key": key}),
    Look("people_password", "error", "their own", ADMIN, OWN, send={"key": key},
         status=422),
    Look("people_ask_password", "filled", "", ADMIN, GONE),
    Look("people_ask_password", "error", "their own", ADMIN, OWN, send={"key": key}, status=422),
    Look("people_second_factor", "filled", "", ADMIN, GONE),
    Look("people_second_factor", "error", "their own", ADMIN, OWN,
         send={"key": key}, status=422),
    Look("people_conflict", "filled", "", ADMIN, GONE),
    Look("people_conflict", "error", "no such case", ADMIN, GONE, send={"key": key, "number": "nowhere"}, status=422),
    Look("people_conflict_end", "filled", "", ADMIN, {**GONE, "conflict": _conflict}),
    Look("people_conflict_end", "error", "their own", ADMIN, {**OWN, "conflict": _conflict}, send={"key": key},
         status=422),
    Look("offices", "nothing", "", ADMIN),
    Look("offices", "filled", "", ADMIN),
    Look("settings", "filled", "", ADMIN),
    Look("health", "empty", "", ADMIN),
    Look("health", "filled", "", ADMIN),
]  # fmt: skip


def _logged() -> None:
    from caseclose.staff.people import changing
    from caseclose.staff.people.telling import By
    from tests.casework import factories as make

    by = By("demo.admin", make.DAY, make.at_noon(make.DAY))
    for number in range(3):
        changing.make(
            changing.MakeAccount(f"w{number}", LONG[: 90 + number], ("caseworker",), "ca", "t"), by, key=key()
        )


AUDIT = [
    Look("audit", "empty", "", AUDITOR),
    Look("audit", "filled", "", AUDITOR),
    Look("audit", "filled", "a sample", AUDITOR, ask="sample=5&seed=a"),
    Look("audit", "error", "what cannot be asked", AUDITOR, ask="office=nowhere&sample=x&since=x"),
    Look("audit_record", "filled", "no closing", AUDITOR, {"number": "bare"}),
    Look("audit_record", "filled", "closed", AUDITOR, {"number": "closed"}),
    Look("audit_record", "filled", "under another policy", AUDITOR, {"number": "closed"}, before=_other_policy),
    Look("audit_record", "filled", "kept open", AUDITOR, {"number": "kept"}),
    Look("audit_record", "filled", "under way", AUDITOR, {"number": "noticed"}),
    Look("audit_record", "filled", "a request", AUDITOR, {"number": "called"}),
]
TRIED = {"state": "ca", "on": "2026-11-22", "rule": "ca.b1", "fact_current_order": "false"}
BOTH = f"first_state=us&first_on=2016-05-01&second_state=ca&{HERE.replace('state=ca&on', 'second_on')}"
SAME = BOTH.replace("us", "ca").replace("2016-05-01", "2026-11-22")
LAW = [
    *(Look("law", "filled", shelf, ANALYST, ask=f"shelf={shelf}&{HERE}") for shelf in SHELVES),
    Look("law", "error", "no such day", ANALYST, ask="state=ca&on=x"),
    Look("law_rule", "filled", "of a state", ANALYST, {"rule": "ca.b1"}, HERE),
    Look("law_rule", "filled", "before it was in force", ANALYST, {"rule": "us.b7"}, "state=us&on=1980-01-01"),
    Look("law_rule", "filled", "a gate", ANALYST, {"rule": "us.b13"}, HERE),
    Look("law_remedy", "filled", "", ANALYST, {"remedy": "passport"}, HERE),
    Look("law_notice", "filled", "", ANALYST, {"notice": "intent_to_close"}, HERE),
    Look("law_compare", "empty", "to ask", ANALYST),
    Look("law_compare", "filled", "two that differ", ANALYST, ask=BOTH),
    Look("law_compare", "filled", "two that are the same", ANALYST, ask=SAME),
    Look("law_compare", "error", "no such day", ANALYST, ask=BOTH.replace("2016-05-01", "x")),
    Look("law_try", "filled", "of one rule", ANALYST, ask=f"{HERE}&rule=ca.b1"),
    Look("law_try", "filled", "of every rule", ANALYST, ask=HERE),
    Look("law_try", "filled", "tried", ANALYST, send={**TRIED, "fact_arrears_total": "120"}),
    Look("law_try", "error", "no such amount", ANALYST, send={**TRIED, "fact_arrears_total": "much"}, status=422),
]  # fmt: skip
LOOKS = [*PEOPLE, *AUDIT, *LAW]
