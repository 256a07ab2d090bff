"""What can become of every service and remedy when a case closes, where nothing is known of the case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caseclose.law.in_force import LawInForce, StandingEffect
from caseclose.law.written import Words
from caseclose.public.place import Place

STOPS, GOES_ON, DEPENDS = "stops", "goes_on", "depends"
KIND = {"ends": STOPS, "released": STOPS, "goes_on": GOES_ON, "state_debt_only": GOES_ON}


@dataclass(frozen=True, slots=True)
class Way:
    """What a case can turn into, as the policy names it; the letter that the address has; and words for it."""

    letter: str
    becomes: str
    title: Promise
    means: Promise


WAYS = (
    Way(
        "a",
        "payment_processing",
        _("There is a court order, or something is owed to me"),
        _("We stop all our work to collect. Payments that come in are still sent to you."),
    ),
    Way(
        "b",
        "state_debt_only",
        _("Something is owed to the state"),
        _("We stop for your family, and go on for the debt to the state."),
    ),
    Way(
        "c",
        "closed",
        _("There is no order, and nothing is owed"),
        _("The case closes for good."),
    ),
)


@dataclass(frozen=True, slots=True)
class Fate:
    """A service or remedy, and in words what becomes of it; several where it depends on the case."""

    heading: str
    says: tuple[str, ...]


def fates(place: Place, way: Way) -> dict[str, Any]:
    """Return three lists of what stops, what goes on and what depends, and whether some of it was not verified."""
    lists: dict[str, list[Fate]] = {STOPS: [], GOES_ON: [], DEPENDS: []}
    unverified = False
    for name in _services_first(place.law):
        texts = [each.effect.text for each in tried_for(place.law, name, way.becomes)]
        kinds = {KIND[text.then] for text in texts}
        if kinds:
            says = dict.fromkeys(place.say(text.say) for text in texts)
            heading = place.say(place.law.policy.remedies[name].text.heading)
            lists[kinds.pop() if len(kinds) == 1 else DEPENDS].append(Fate(heading, tuple(says)))
            unverified = unverified or any(text.verified != "seen" for text in texts)
    return {"lists": lists, "unverified": unverified}


def _services_first(law: LawInForce) -> list[str]:
    return sorted(law.policy.remedies, key=lambda name: law.policy.remedies[name].text.kind != "service")


def tried_for(law: LawInForce, remedy: str, becomes: str) -> Iterator[StandingEffect]:
    """Yield what can become of a remedy where a case becomes `becomes`, down to what has no condition."""
    for each in law.effects[remedy]:
        if becomes in each.effect.text.on:
            yield each
            if each.when is None:
                return


@dataclass(frozen=True, slots=True)
class Told:
    """What can become of a remedy in some ways of closing (none where it is so in all), in words."""

    ways: tuple[Way, ...]
    says: tuple[Words, ...]


def told_of(law: LawInForce, remedy: str) -> tuple[list[Told], bool]:
    """Return what can become of a remedy, ways with the same words together, and whether all of it was seen."""
    together: dict[tuple[Words, ...], list[Way]] = {}
    seen = True
    for way in WAYS:
        texts = [each.effect.text for each in tried_for(law, remedy, way.becomes)]
        if texts:
            together.setdefault(tuple(dict.fromkeys(text.say for text in texts)), []).append(way)
            seen = seen and all(text.verified == "seen" for text in texts)
    if len(together) == 1:
        return [Told((), says) for says in together], seen
    return [Told(tuple(ways), says) for says, ways in together.items()], seen
