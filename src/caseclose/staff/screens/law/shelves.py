"""What stands on each shelf of the law, in rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from caseclose.closure.request import named
from caseclose.law.in_force import LawInForce, Standing
from caseclose.law.limits import Limit
from caseclose.web.worth import worth_in_words

RULES = ("criterion", "gate", "request", "outcome")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a shelf. `until` is the last day of its text; `governs` says that it counts in this state."""

    id: str
    heading: str
    cites: tuple[str, ...]
    since: date | None
    until: date | None
    verified: str
    address: str = ""
    governs: bool = True
    worth: str = ""


def rows_of(law: LawInForce, shelf: str, lang: str) -> list[Row]:
    """Return what stands on a shelf: of rules, notices, remedies, or limits."""
    if shelf in RULES:
        return [_rule(law, standing, lang) for standing in standing_on(law, shelf)]
    if shelf == "notice":
        return list(_notices(law, lang))
    return list(_remedies(law, lang) if shelf == "remedy" else _limits(law, lang))


def standing_on(law: LawInForce, shelf: str) -> tuple[Standing, ...]:
    """Return the rules of one kind that stand."""
    shelves = {"criterion": law.criteria, "gate": law.gates, "request": law.requests, "outcome": law.outcomes}
    return shelves.get(shelf, ())


def standing_rule(law: LawInForce, name: str) -> Standing | None:
    """Return one rule that stands, by its id; None where no such rule stands."""
    return next((each for shelf in RULES for each in standing_on(law, shelf) if each.id == name), None)


def _rule(law: LawInForce, standing: Standing, lang: str) -> Row:
    text = standing.version.text
    return Row(
        standing.id,
        named(law, standing.rule.text.heading)[lang],
        tuple(text.cites),
        text.since,
        text.until,
        text.verified,
        reverse("law_rule", args=[standing.id]),
        standing.governs,
    )


def _notices(law: LawInForce, lang: str) -> Iterator[Row]:
    for notice in law.policy.notices.values():
        for text in notice.version:
            if in_force(law.as_of, text.since, text.until):
                address = reverse("law_notice", args=[notice.id])
                yield Row(notice.id, notice.heading[lang], tuple(text.cites), text.since, text.until, text.verified,
                          address)  # fmt: skip


def _remedies(law: LawInForce, lang: str) -> Iterator[Row]:
    for name, remedy in law.policy.remedies.items():
        verified = _all_seen(each.effect.text.verified for each in law.effects[name])
        heading, address = named(law, remedy.text.heading)[lang], reverse("law_remedy", args=[name])
        yield Row(name, heading, tuple(remedy.text.cites), None, None, verified, address)


def _all_seen(marks: Iterable[str]) -> str:
    """What is only partly verified is not verified."""
    return "unverified" if "unverified" in set(marks) else "seen"


def _limits(law: LawInForce, lang: str) -> Iterator[Row]:
    for limit in law.limits.values():
        yield from (row for row in values_of(limit, lang) if row.since and in_force(law.as_of, row.since, row.until))


def values_of(limit: Limit, lang: str) -> list[Row]:
    """Return what a limit is worth from day to day."""
    return [
        Row(limit.name, _capital(limit.say[lang]), cites, since, until, verified, worth=worth_in_words(worth, lang))
        for (since, until, worth), cites, (verified, _) in zip(limit.values, limit.cites, limit.read_in, strict=True)
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def in_force(day: date, since: date, until: date | None) -> bool:
    """Say whether a text in force from `since` to `until` is in force on the day."""
    return since <= day and (until is None or day <= until)
