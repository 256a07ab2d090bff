"""Whose a paper is, by the codes on it: the request form carries one of its case, a letter one of its own.

A form code is made from the case number with the agency's key, so it is compared with those of the office's own cases.
A code that leads to a case of another office leads nowhere here: who keys it in must not hear of that case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings

from caseclose.casework.models import Case, Office, ReplyCode
from caseclose.casework.services.mail.codes import mark_of
from caseclose.casework.services.mail.drawn import as_drawn
from caseclose.forms.codes import SHORTEST_KEY, BadCode, case_of_code, read_code
from caseclose.forms.picture import read_picture
from caseclose.letters.reply_link import behind_link

REQUEST, LETTER = "request", "letter"
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class CodeRead:
    """The code that was read, the case it leads to in this office, and whether a form or a letter carries it."""

    code: str = ""
    case: str = ""
    of: str = ""


def case_of_marks(marks: Sequence[str], office: Office, form_key: bytes) -> CodeRead:
    """Return the first case that one of these marks leads to; else the first code of ours, without a case."""
    read = [found for mark in marks if (found := code_in(mark, office, form_key)).code]
    return next((found for found in read if found.case), read[0] if read else CodeRead())


def code_in(text: str, office: Office, form_key: bytes) -> CodeRead:
    """Return what a text says, typed by hand or read from a picture; nothing where it is no code of ours."""
    if not text.isprintable():
        return CodeRead()  # no code of ours has such signs, and the database takes none of them
    form = _form_code(text)
    if form:
        return CodeRead(form, _case_of_form(form, _cases_of(office), form_key), REQUEST)
    letter = _letter_code(text)
    kept = ReplyCode.objects.filter(fingerprint=mark_of(letter)).values_list("message__case", "message__case__office")
    found = kept.first()
    if found is None:
        return CodeRead()
    return CodeRead(letter, found[0] if found[1] == office.code else "", LETTER)


def _form_code(text: str) -> str:
    try:
        return read_code(read_picture(text)[0])
    except BadCode:
        return ""


def _letter_code(text: str) -> str:
    """Return the code of a letter: alone, or behind the address that the letter's picture names."""
    return as_drawn(behind_link(settings.REPLY_LINK, text.strip())[:_LONGEST])


def _cases_of(office: Office) -> Iterable[str]:
    return Case.objects.filter(office=office).values_list("number", flat=True).iterator(chunk_size=5000)


def _case_of_form(code: str, cases: Iterable[str], form_key: bytes) -> str:
    return (case_of_code(code, cases, form_key) or "") if len(form_key) >= SHORTEST_KEY else ""
