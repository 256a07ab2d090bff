"""Cases whose closing is due, made in bulk with records, journal and outbox as the steps would have left them.

Two thirds of a case's remedies end with it. Of every hundred cases one has since been paid on, and one is being sued
over: the first is kept open and the second waits for a person. The other parent has an address, and gets a letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

DAY = date(2026, 11, 22)
"""The day on which every notice went out."""

CHUNK = 2_000
OFFICE, STATE, ZONE = "ca-bench", "ca", "America/Los_Angeles"
REMEDIES = ("driver_license", "passport", "credit_bureau")
CHANGED, HELD = 3, 7
"""Of every hundred cases, the one whose facts have changed and the one that a gate holds."""

_MADE = "from generate_series(%(first)s::int, %(last)s::int) as n"
_RECORDS = (
    f"""insert into casework_person (given_name, family_name, born_on, language, family_violence, mailing_address,
            substitute_address, safe_contact, source_key)
        select '', '', case role when 'c' then date '2004-01-05' else date '1980-02-03' end, 'en', false,
            case role when 'q' then '["1 Made Street", "Madetown"]' else '[]' end::jsonb, '[]', 'mail', role || n
        {_MADE}, unnest(array['p', 'q', 'c']) as role""",
    f"""insert into casework_case (number, office_id, kind, service_basis, opened_on, opened_by_id,
            application_fee_cents, responding)
        select 'B' || n, '{OFFICE}', 'enforcement', 'application', date '2012-03-04', p.id, 0, false
        {_MADE} join casework_person p on p.source_key = 'p' || n""",
    f"""insert into casework_participant (case_id, person_id, role, paternity_established)
        select 'B' || n, p.id, role.name, case role.mark when 'c' then true end
        {_MADE} cross join (values ('p', 'custodial_party'), ('q', 'noncustodial_parent'), ('c', 'child'))
            as role(mark, name)
        join casework_person p on p.source_key = role.mark || n""",
    f"""insert into casework_supportorder (case_id, monthly, begun_on, ended_on, medical)
        select 'B' || n, 250, date '2012-05-01', date '2024-01-05', false {_MADE}""",
    f"""insert into casework_balance (case_id, as_of, family, assigned)
        select 'B' || n, date '2026-11-01', 100 + n %% 390, 0 {_MADE}""",
    f"""insert into casework_document (case_id, evidence, title, received_on, sha256)
        select 'B' || n, kind, kind, date '2026-11-02', ''
        {_MADE}, unnest(array['support_order', 'arrears_ledger']) as kind""",
    f"""insert into casework_finding (case_id, fact, value, found_on, found_by)
        select 'B' || n, fact, 'false', date '2026-11-02', 'worker one'
        {_MADE}, unnest(array['arrears_payment_made', 'money_held', 'served_action_pending', 'bypass_flag',
            'arrears_unenforceable', 'payment_processing_case']) as fact""",
    f"""insert into casework_finding (case_id, fact, value, found_on, found_by)
        select 'B' || n, case n %% 100 when {CHANGED} then 'arrears_payment_made' else 'served_action_pending' end,
            'true', date '2026-12-20', 'worker one'
        {_MADE} where n %% 100 in ({CHANGED}, {HELD})""",
    f"""insert into casework_finding (case_id, fact, value, found_on, found_by)
        select 'B' || n, 'last_arrears_payment_on', '2026-12-19', date '2026-12-20', 'worker one'
        {_MADE} where n %% 100 = {CHANGED}""",
    f"""insert into casework_remedy (kind, placed_on, party, source_key)
        select kind, date '2020-01-01', 'a party', kind || n {_MADE}, unnest(%(remedies)s::text[]) as kind""",
    f"""insert into casework_remedy_cases (remedy_id, case_id)
        select r.id, 'B' || n {_MADE} cross join unnest(%(remedies)s::text[]) as placed
        join casework_remedy r on r.source_key = placed || n""",
    f"""insert into casework_closure (case_id, step, way, begun_by, begun_on, criterion, outcome, reply_count, notice,
            noticed_on, earliest_close_on, policy)
        select 'B' || n, 'noticed', 'proposal', 'worker one', %(begun)s, 'ca.b1', 'closed', 0, 'intent_to_close',
            %(day)s, %(due)s, '' {_MADE}""",
    f"""insert into casework_outboxmessage (key, case_id, kind, party, body, state, tries, made_on, sent_on,
            mailed_on)
        select 'B' || n || ':' || k.id || ':notice:1', 'B' || n, 'notice', 'mail_vendor',
            jsonb_build_object('closure', k.id, 'letter', 'notice'), 'sent', 1, %(day)s, %(day)s,
            %(day)s
        {_MADE} join casework_closure k on k.case_id = 'B' || n""",
)


def due_on() -> date:
    """Return the day on which every closing is due."""
    from caseclose.closure.assessment import notice_days
    from caseclose.law.in_force import law_in_force
    from caseclose.law.reading import shipped

    law = law_in_force(shipped(), STATE, DAY)
    criterion = next(standing for standing in law.criteria if standing.id == "ca.b1")
    return DAY + timedelta(days=notice_days(law, criterion))


def make(cases: int) -> Iterator[int]:
    """Make so many cases in the database that Django is set up for; yield how many there are after each chunk."""
    from django.db import connection, transaction

    from caseclose.casework.models import Office

    Office.objects.create(code=OFFICE, state=STATE, name="An office", zone=ZONE)
    values: dict[str, Any] = {"day": DAY, "begun": DAY - timedelta(days=5), "due": due_on(), "remedies": list(REMEDIES)}
    for first in range(1, cases + 1, CHUNK):
        last = min(first + CHUNK - 1, cases)
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in _RECORDS:
                cursor.execute(statement, {**values, "first": first, "last": last})
            _tell(first, last)
        yield last
    with connection.cursor() as cursor:
        cursor.execute("select casework_look_anew()")


def _tell(first: int, last: int) -> None:
    """Tell the journal how each closing came about."""
    from caseclose.casework.models import Closure
    from caseclose.casework.services import journal

    numbers = [f"B{n}" for n in range(first, last + 1)]
    closures = dict(Closure.objects.filter(case__in=numbers).values_list("case_id", "pk"))
    told = (
        ("ClosureProposed", 5, "worker one", "caseworker", {"criterion": "ca.b1"}),
        ("ClosureApproved", 2, "supervisor two", "supervisor",
         {"criterion": "ca.b1", "outcome": "closed", "notice": "intent_to_close"}),
        ("NoticeSent", 0, "system", "system", {"notice": "intent_to_close", "sent_on": DAY.isoformat(),
         "earliest_close_on": due_on().isoformat()}),
    )  # fmt: skip
    for kind, days, by, role, body in told:
        on = DAY - timedelta(days=days)
        at = datetime.combine(on, time(12), UTC)
        journal.append([journal.Line(n, closures[n], kind, on, at, by, role, dict(body)) for n in numbers])
