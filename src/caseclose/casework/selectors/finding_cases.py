"""Finding cases: by a part of the number, by a name, by the receipt of a payment, by the code of a letter.

A name is looked for as it is heard: capitals, accents, apostrophes and the order of its words do not matter, and the
beginning of each word is enough. What is found says of nobody where they live, and of those who have something to
protect not even the name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Collate, Reverse

from caseclose.casework.models import Case, Closure, Participant, Payment, Person, ReplyCode
from caseclose.casework.selectors.case_page import is_protected
from caseclose.casework.selectors.work_queue import IN_PROGRESS
from caseclose.casework.services.mail.codes import mark_of

MOST = 200
"""How many are looked for at most: who gets more must say more."""
SHORTEST = 2
"""How many letters of a word, or signs of a number, are enough to look for."""
LONGEST = 100
_LEFT_OUT = re.compile(r"['’ʼ.\u0300-\u036f]+")
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Among:
    """Among which cases: those of one office, or of any where none is named, and never those that are hidden.

    `kinds`: what the agency may do in the case, where that matters. `most` are looked for, and one more.
    """

    office: str | None
    hidden: Collection[str] = ()
    kinds: Collection[str] = ()
    most: int = MOST

    def condition(self, case: str = "") -> Q:
        """Return the condition for the case at the end of this path."""
        office, number = (f"{case}__office", case) if case else ("office", "number")
        asked = Q(**{office: self.office}) if self.office is not None else Q()
        if self.kinds:
            asked &= Q(**{f"{case}__kind__in" if case else "kind__in": list(self.kinds)})
        return asked & ~Q(**{f"{number}__in": self.hidden}) if self.hidden else asked


def name_words(name: str) -> list[str]:
    """Return the words of a name as the index has them, each once."""
    plain = _LEFT_OUT.sub("", unicodedata.normalize("NFKD", name[:LONGEST]).lower())
    return list(dict.fromkeys(word for word in _BETWEEN.split(plain) if word))


def cases_of_people(name: str, among: Among) -> list[dict[str, Any]]:
    """Return the parts in cases of people with this name; none where too little is said."""
    words = [word for word in name_words(name) if word.isprintable()]
    if not words or max(map(len, words)) < SHORTEST:
        return []
    people = Person.objects.filter(_has_words(words))
    parts = Participant.objects.filter(among.condition("case"), person__in=people).exclude(case__kind="destroyed")
    return [_part(part) for part in _with_cases(parts)[: among.most + 1]]


def _has_words(words: list[str]) -> Any:  # noqa: ANN401 - a condition of Django's
    asked = " & ".join(f"'{word}':*" for word in words)
    return _Has(
        Func("given_name", "family_name", function="casework_name_words", output_field=TextField()),
        Func(Value(asked), template="%(expressions)s::tsquery", output_field=TextField()),
    )


class _Has(Func):
    """Words that are in a name."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    conditional = True


_SHOWN = ("role", "case__kind", "case__office__name", "person__given_name", "person__family_name", "person__born_on",
          "person__family_violence", "person__substitute_address", "person__safe_contact")  # fmt: skip
"""All that is read of what is found: two hundred whole records take longer to read than to find."""


def _with_cases(parts: QuerySet[Participant]) -> QuerySet[Participant]:
    queued = Closure.objects.filter(case=OuterRef("case"), step__in=IN_PROGRESS)
    return parts.select_related("person", "case__office").only(*_SHOWN).annotate(closing=Exists(queued))


def _part(part: Any) -> dict[str, Any]:  # noqa: ANN401 - with what was annotated
    safe = is_protected(part.person)
    return {
        "id": part.pk,
        "number": part.case_id,
        "name": "" if safe else f"{part.person.given_name} {part.person.family_name}".strip(),
        "protected": safe,
        "born_on": None if safe else part.person.born_on,
        "role": part.role,
        "kind": part.case.kind,
        "office": part.case.office.name,
        "closing": part.closing,
    }


def cases_by_number(part: str, among: Among) -> list[dict[str, Any]]:
    """Return the cases whose number begins or ends with this."""
    part = part.strip()
    if len(part) < SHORTEST or len(part) > LONGEST or not part.isprintable():
        return []
    cases = Case.objects.alias(begin=Collate("number", "C"), end=Collate(Reverse("number"), "C"))
    begins = cases.filter(among.condition(), begin__startswith=part)
    ends = cases.filter(among.condition(), end__startswith=part[::-1])
    found = [number for each in (begins, ends) for number in each.values_list("number", flat=True)[: among.most + 1]]
    return _cases(sorted(dict.fromkeys(found))[: among.most + 1])


def cases_by_code(code: str, among: Among) -> list[dict[str, Any]]:
    """Return the cases of the payment with this receipt, and of the letter that bears this code."""
    code = code.strip()
    if not code or len(code) > LONGEST or not code.isprintable():
        return []
    paid = Payment.objects.filter(among.condition("case"), receipt=code).values_list("case", flat=True)
    path = "message__case"
    told = ReplyCode.objects.filter(among.condition(path), fingerprint=mark_of(code)).values_list(path, flat=True)
    return _cases(sorted({*paid, *told}))


def _cases(numbers: Collection[str]) -> list[dict[str, Any]]:
    if not numbers:
        return []
    queued = Closure.objects.filter(case=OuterRef("number"), step__in=IN_PROGRESS)
    found = Case.objects.filter(number__among=list(numbers)).annotate(closing=Exists(queued)).select_related("office")
    return [
        {"number": case.number, "kind": case.kind, "office": case.office.name, "closing": case.closing}
        for case in found.order_by("number")
    ]
