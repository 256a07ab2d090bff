"""What somebody who tries the public site out may use: the code of a letter, a reference, a case to ask about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from caseclose.casework.facts.reading import BadRecords
from caseclose.casework.models import Case, OutboxMessage, Person, WebFiling
from caseclose.casework.selectors.facts import facts_of_case
from caseclose.casework.selectors.law import law_on
from caseclose.casework.selectors.offices import busiest_office
from caseclose.casework.selectors.web import letter_of_code, reader_of
from caseclose.casework.services.mail.codes import code_of
from caseclose.casework.services.web.counting import caller_at
from caseclose.casework.services.web.filing import Act, file_act
from caseclose.casework.services.web.references import reference_for
from caseclose.closure.request import BECOMES, answer_request, with_request
from caseclose.closure.steps import Step
from caseclose.practice.cases import free_cases
from caseclose.practice.desk import book

_KEY, _HOME = "a request to try", "127.0.0.1"
_LOOKED_AT = 100
_OF_EACH = 4
"""So many letters and cases are handed out: whoever shows the way to others goes it more than once."""


def file_request_to_try(*, state: str, on: date, at: datetime) -> None:
    """Let one request arrive on the web, about the last case that nothing happens to."""
    case = None if WebFiling.objects.exists() else next(_to_ask_about(state, on), None)
    person = case.opened_by if case else None
    if case is None or person is None:
        return
    said = {
        "given": person.given_name, "family": person.family_name, "number": case.number, "safety": "no",
        "born_on": f"{person.born_on}", "stop": ["all"], "signer": f"{person.given_name} {person.family_name}",
    }  # fmt: skip
    told = (("Case number", case.number), ("Signed", f"{person.given_name} {person.family_name}"))
    act = Act("request", state, person.family_name, case.number, said, "Request to close", told, f"Arrived {at:%c}")
    file_act(act, caller=caller_at(_HOME, at), scan=lambda _data: "", on=on, at=at, key=_KEY)


def to_try(on: date) -> Iterator[tuple[str, str, str]]:
    """Yield what to try, the code or number for it, and whose it is: names are those of made people."""
    for notice in islice(_notices(on), _OF_EACH):
        yield "notice", code_of(notice.key), _last_name(notice.case)
    filing = WebFiling.objects.filter(kind=WebFiling.Kind.REQUEST).order_by("paper").first()
    if filing is not None and filing.said.get("signer"):
        yield "reference", reference_for(_KEY), filing.said["family"]
    for state in Case.objects.order_by("office__state").values_list("office__state", flat=True).distinct()[:1]:
        for case in islice(_to_ask_about(state, on), _OF_EACH):
            if (person := case.opened_by) is not None:
                named = f"first name {person.given_name}, last name {person.family_name}"
                yield "case", case.number, f"{named}, born {person.born_on}"


def _notices(on: date) -> Iterator[OutboxMessage]:
    """Yield notices of the office that went out and may still be answered, the newest first."""
    sent = OutboxMessage.objects.filter(
        kind="notice", state=OutboxMessage.State.SENT, case__closures__step=Step.NOTICED, case__office=busiest_office()
    )
    for message in sent.select_related("case__opened_by").order_by("-pk")[:_LOOKED_AT]:
        if letter_of_code(code_of(message.key), _last_name(message.case), on) is not None:
            yield message


def _last_name(case: Case) -> str:
    person = reader_of(case)
    return person.family_name if person else ""


def _to_ask_about(state: str, on: date) -> Iterator[Case]:
    """Yield cases of the office that nothing happens to and that close on request, the last ones first.

    Each is of somebody who can be known by name and birth date, and whom nothing that is read out puts at risk.
    """
    asked = set(WebFiling.objects.values_list("said__number", flat=True))
    free = [number for number in free_cases(state, on) if number not in asked]
    found = Case.objects.filter(number__in=free, office=busiest_office(), opened_by__born_on__isnull=False)
    safe = found.filter(opened_by__family_violence=False, opened_by__safe_contact=Person.Contact.MAIL)
    safe = safe.exclude(opened_by__family_name="").select_related("opened_by", "office")
    for case in safe.order_by("-number")[:_LOOKED_AT]:
        if _closes_on_request(case, on):
            yield case


def _closes_on_request(case: Case, on: date) -> bool:
    """Say whether a request is granted once a worker has looked up what a look can settle, and found nothing there."""
    law, looked_up = law_on(case.state, on), dict.fromkeys(book()["found"], False)
    try:
        facts = with_request({**looked_up, **facts_of_case(case.number, on).facts, "requester_opened_case": True})
    except BadRecords:
        return False
    return answer_request(law, facts).outcome in BECOMES
