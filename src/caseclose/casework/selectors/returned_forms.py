"""A form that came back, held against the records: is it of this case, by the number and by the code on it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from caseclose.casework.models import Case
from caseclose.casework.selectors.numbers import case_numbers
from caseclose.forms.codes import BadCode, case_of_code, form_code, read_code
from caseclose.forms.returned import Returned


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found out: the name of a text, whether it speaks against the case, and what stands in it."""

    says: str
    against: bool = True
    values: dict[str, str] = field(default_factory=dict)


def held_against_records(number: str, form: Returned, key: bytes, marks: frozenset[str]) -> list[Found]:
    """Return what is found out of a form that is said to be of case `number`.

    `marks` are what blank forms carry instead of a code. Raises BadKey where the key is too short to make codes.
    """
    return [_on_record(number), *_by_number(number, form), *_by_codes(number, form, key, marks)]


def _on_record(number: str) -> Found:
    kind = Case.objects.filter(pk=number).values_list("kind", flat=True).first()
    if kind is None:
        return Found("not_on_record")
    return Found("destroyed") if kind == Case.Kind.DESTROYED else Found("on_record", against=False)


def _by_number(number: str, form: Returned) -> Iterator[Found]:
    if form.case_number:
        same = form.case_number == number
        yield Found("same_number" if same else "other_number", against=not same, values={"number": form.case_number})


def _by_codes(number: str, form: Returned, key: bytes, marks: frozenset[str]) -> Iterator[Found]:
    if len(form.codes) > 1:
        yield Found("two_codes", values={"codes": ", ".join(form.codes)})
    for code in form.codes:
        yield _by_code(number, code, key, marks)
    if not form.codes:
        yield Found("no_code", against=False)


def _by_code(number: str, code: str, key: bytes, marks: frozenset[str]) -> Found:
    if code.partition("/")[0] in marks:
        return Found("blank", against=False, values={"code": code})
    try:
        printed = read_code(code)
    except BadCode:
        return Found("misread", values={"code": code})
    if form_code(number, key) == printed:
        return Found("same_code", against=False, values={"code": printed})
    other = case_of_code(printed, case_numbers(), key)
    return Found("code_of_other" if other else "code_of_none", values={"code": printed, "other": other or ""})
