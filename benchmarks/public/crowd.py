"""A crowd of parents: what they ask for, in which share, and what each has to send for it.

What a page needs that only a page before it gives (a token, a draft, the answers so far) is fetched ahead of the load,
by walking the same pages. No file that pages are drawn with is asked for: those are lighter than any page.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from benchmarks.public.asking import Answer, Ask, answered, ask
from benchmarks.public.pages import form_of

PLACES = ("/en/ca/", "/es/ca/", "/en/ar/", "/es/ar/")
WALKS, VISITORS = 24, 24
"""How many ways through the questions are walked, and how many people have begun to ask."""
WRONG = 422
SENT_ON = 302
_PERSON = {"given": "Rosa", "family": "Made", "born_on": "1988-02-03", "number": "1"}
_NO_SUCH_CODE = "K7MW-3FQD-2BCC"
_LOOKED_FOR = ("can I come back later", "passport", "owed to me", "puedo volver", "dinero", "is it safe", "arrears")
_GUIDE = (
    "guide/",
    "guide/1/a/",
    "guide/1/b/",
    "guide/1/c/",
    "guide/2/",
    "guide/3/",
    *(f"guide/q/{n}/" for n in range(1, 7)),
)
_ABOUT = ("offices/", "safe/", "data/", "about/")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who has begun to ask: their cookies, and the token of their forms."""

    cookies: dict[str, str]
    token: str

    def fields(self, said: dict[str, str]) -> list[tuple[str, str]]:
        """Return what a form of theirs sends."""
        return [("csrfmiddlewaretoken", self.token), *said.items()]


@dataclass(frozen=True)
class Ready:
    """What was fetched ahead. `callers` are addresses, each of which calls once: wrong codes are counted by caller."""

    drawn: random.Random
    codes: list[tuple[str, str]]
    steps: list[Ask]
    visitors: list[Visitor]
    callers: Iterator[str] = field(default_factory=lambda: _addresses())

    @property
    def visitor(self) -> Visitor:
        """Anybody."""
        return self.drawn.choice(self.visitors)


def _addresses() -> Iterator[str]:
    return (f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}" for number in count(1))


async def made_ready(port: int, codes: list[tuple[str, str]], seed: int) -> Ready:
    """Walk the pages on which others depend."""
    drawn = random.Random(seed)  # noqa: S311 - the same crowd again for the same seed
    steps = [each for walk in range(WALKS) for each in await _walked(port, PLACES[walk % len(PLACES)], drawn)]
    visitors = [await _begun(port, PLACES[turn % len(PLACES)]) for turn in range(VISITORS)]
    return Ready(drawn, codes, steps, visitors)


async def _walked(port: int, place: str, drawn: random.Random) -> list[Ask]:
    """Go through the questions with answers that are drawn; return each step as it was sent."""
    path, steps = f"{place}questions/", list[Ask]()
    form = form_of((await _fetched(port, ask("questions", path))).said)
    while form.offered or "seen" in form.buttons:
        chosen = [(name, drawn.choice(answers)) for name, answers in form.offered.items()]
        steps.append(ask("questions, a step", path, fields=[*form.hidden, *(chosen or [("seen", "yes")])]))
        form = form_of((await _fetched(port, steps[-1])).said)
    return steps


async def _begun(port: int, place: str) -> Visitor:
    """Begin to ask, as far as the page on what is to stop."""
    path = f"{place}ask/1/"
    page = await _fetched(port, ask("asking, a step", path))
    visitor = Visitor(page.cookies, form_of(page.said).token)
    for number, said in ((1, {"safety": "no"}), (2, _PERSON)):
        sent = ask(
            "asking, a step sent",
            f"{place}ask/{number}/",
            fields=visitor.fields(said),
            cookies=visitor.cookies,
            expects=SENT_ON,
        )
        visitor.cookies.update((await _fetched(port, sent)).cookies)
    return visitor


async def _fetched(port: int, asked: Ask) -> Answer:
    answer = await answered(port, asked)
    if answer.status != asked.expects:
        raise ConnectionError(f"{asked.what}: {answer.status}, not {asked.expects}")
    return answer


def _page(ready: Ready, what: str, *paths: str) -> Ask:
    return ask(what, ready.drawn.choice(PLACES) + ready.drawn.choice(paths))


def _search(ready: Ready) -> Ask:
    return ask(
        "guide, a search",
        f"{ready.drawn.choice(PLACES)}guide/find/",
        fields=[("wanted", ready.drawn.choice(_LOOKED_FOR))],
    )


def _step_shown(ready: Ready) -> Ask:
    return ask("asking, a step", f"/en/ca/ask/{ready.drawn.randint(1, 3)}/", cookies=ready.visitor.cookies)


def _step_sent(ready: Ready) -> Ask:
    visitor = ready.visitor
    number, said = ready.drawn.choice([(1, {"safety": "no"}), (2, _PERSON), (3, {"stop": "all"})])
    return ask(
        "asking, a step sent",
        f"/en/ca/ask/{number}/",
        fields=visitor.fields(said),
        cookies=visitor.cookies,
        expects=SENT_ON,
    )


def _with_code(ready: Ready, what: str, path: str, more: dict[str, str]) -> Ask:
    visitor, (code, family) = ready.visitor, ready.drawn.choice(ready.codes)
    said = {"code": code, "family": family, **more}
    return ask(what, f"/en/ca/{path}", fields=visitor.fields(said), cookies=visitor.cookies, caller=next(ready.callers))


def _code_to_answer(ready: Ready) -> Ask:
    return _with_code(ready, "answer, the code", "answer/", {})


def _answer(ready: Ready) -> Ask:
    signed = {"words": "The other parent has work again.", "signer": "Made Person", "key": secrets.token_urlsafe(24)}
    return _with_code(ready, "answer, signed and filed", "answer/", signed)


def _code_to_follow(ready: Ready) -> Ask:
    return _with_code(ready, "follow, a right code", "follow/", {})


def _wrong_code(ready: Ready) -> Ask:
    visitor = ready.visitor
    said = {"code": _NO_SUCH_CODE, "family": "Nobody"}
    return ask("follow, a wrong code", "/en/ca/follow/", fields=visitor.fields(said), cookies=visitor.cookies,
               caller=next(ready.callers), expects=WRONG)  # fmt: skip


SHARES: dict[Callable[[Ready], Ask], int] = {
    lambda ready: _page(ready, "first page", ""): 120,
    lambda ready: _page(ready, "guide, a page", *_GUIDE): 350,
    lambda ready: _page(ready, "about the site", *_ABOUT): 60,
    _search: 61,
    lambda ready: _page(ready, "questions", "questions/"): 40,
    lambda ready: ready.drawn.choice(ready.steps): 180,
    lambda ready: _page(ready, "asking, first page", "ask/"): 30,
    _step_shown: 35,
    _step_sent: 35,
    lambda ready: _page(ready, "answer", "answer/"): 25,
    _code_to_answer: 18,
    _answer: 1,
    lambda ready: _page(ready, "follow", "follow/"): 20,
    _code_to_follow: 20,
    _wrong_code: 5,
}
"""How many of a thousand requests are of each kind. One of a thousand files an act: at 200 a second, 17,280 a day."""


def requests(ready: Ready) -> Iterator[Ask]:
    """Yield requests without end, in these shares."""
    makers, shares = list(SHARES), list(SHARES.values())
    while True:
        yield ready.drawn.choices(makers, shares)[0](ready)
