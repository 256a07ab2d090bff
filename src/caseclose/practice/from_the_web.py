"""What somebody who tries the public site out may use: the code of a letter, a reference, a case to ask about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from caseclose.casework.models import Case, OutboxMessage, Person, WebFiling
from caseclose.casework.selectors.web import letter_of_code, reader_of
from caseclose.casework.services.mail.codes import code_of
from caseclose.casework.services.web.counting import caller_at
from caseclose.casework.services.web.filing import Act, file_act
from caseclose.casework.services.web.references import reference_for
from caseclose.closure.steps import Step
from caseclose.practice.cases import free_cases

_KEY, _HOME = "a request to try", "127.0.0.1"
_LOOKED_AT = 50


def file_request_to_try(*, state: str, on: date, at: datetime) -> None:
    """Let one request arrive on the web, about the last case that nothing happens to."""
    case = _to_ask_about(state, on)
    person = case.opened_by if case else None
    if case is None or person is None or WebFiling.objects.exists():
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
    notice = _notice(on)
    if notice is not None:
        yield "notice", code_of(notice.key), _last_name(notice.case)
    filing = WebFiling.objects.filter(kind=WebFiling.Kind.REQUEST).order_by("paper").first()
    if filing is not None and filing.said.get("signer"):
        yield "reference", reference_for(_KEY), filing.said["family"]
    for state in Case.objects.order_by("office__state").values_list("office__state", flat=True).distinct()[:1]:
        case = _to_ask_about(state, on)
        person = case.opened_by if case else None
        if case is not None and person is not None:
            yield "case", case.number, f"{person.given_name} {person.family_name}, {person.born_on}"


def _notice(on: date) -> OutboxMessage | None:
    """Return a notice that went out and may still be answered."""
    sent = OutboxMessage.objects.filter(
        kind="notice", state=OutboxMessage.State.SENT, case__closures__step=Step.NOTICED
    )
    for message in sent.select_related("case__opened_by").order_by("-pk")[:_LOOKED_AT]:
        if letter_of_code(code_of(message.key), _last_name(message.case), on) is not None:
            return message
    return None


def _last_name(case: Case) -> str:
    person = reader_of(case)
    return person.family_name if person else ""


def _to_ask_about(state: str, on: date) -> Case | None:
    """Return a case that nothing happens to, of somebody who can be known by name and birth date."""
    asked = set(WebFiling.objects.values_list("said__number", flat=True))
    free = [number for number in free_cases(state, on)[-_LOOKED_AT:] if number not in asked]
    found = Case.objects.filter(number__in=free, opened_by__born_on__isnull=False)
    safe = found.filter(opened_by__family_violence=False, opened_by__safe_contact=Person.Contact.MAIL)
    return safe.exclude(opened_by__family_name="").select_related("opened_by").order_by("-number").first()
