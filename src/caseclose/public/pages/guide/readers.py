"""The kinds of readers that the guide has a page for. The letter is what the address has."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caseclose.public.pages.guide.words import filled
from caseclose.public.place import Place


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of reader: as the policy calls it, what the link to its page says, and how the page begins."""

    letter: str
    whom: str
    link: Promise
    begins: Promise


READERS = (
    Reader(
        "a",
        "opener",
        _("I opened the case"),
        _("You can ask to close it. First see what that would do, and what it would not do."),
    ),
    Reader(
        "b",
        "payer",
        _("I pay support, or I am the other parent"),
        _("You cannot ask to close the case, unless you opened it. Here is what you can do, and what is let go."),
    ),
    Reader(
        "c",
        "letter",
        _("I got a letter that my case will close"),
        _("If you want the case to stay open, answer the letter. There is a day by which we must have your answer."),
    ),
    Reader(
        "d",
        "employer",
        _("I am an employer"),
        _("Go on as the order says, until you get an official notice from the agency that sent it."),
    ),
)


def asked_by(place: Place, reader: Reader) -> list[tuple[int, str, str]]:
    """Return the questions of a kind of reader: number, question, and the answer in short."""
    every = place.law.policy.guide(place.state)
    return [(each.number, filled(place, each.ask), filled(place, each.say[0]))
            for each in every if reader.whom in each.whom]  # fmt: skip
