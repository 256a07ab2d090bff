"""Looks at asking to close: each step empty, half filled, filled and wrong; what is foreseen; and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import pytest
from django.test import Client

from caseclose.forms import made_ahead
from caseclose.law.reading import shipped
from tests.casework.filing import BORN
from tests.papers.hostile import picture
from tests.public.looks.acts import KEY, LONG, WRONG, too_many_acts, too_many_forms, too_many_tries
from tests.public.looks.answering import NOT_TAKEN, papers
from tests.public.looks.look import Look, NoPage, Spot

Said = Mapping[str, Any]
YOU = {"given": "Rosa", "family": "Maker 1", "born_on": BORN.isoformat(), "number": "1"}
AID = ("cash_aid", "medicaid", "foster_care")
STEPS = ("safety", "you", "stop", "aid", "understood")


def _understood(state: str) -> Said:
    return {each.id: "on" for each in shipped().statements(state)}


def aided(cash: str, health: str, care: str) -> Said:
    """Return answers on aid."""
    return dict(zip(AID, (cash, health, care), strict=True))


NEVER = aided("never", "never", "never")


def answered(other: Mapping[str, Said] = MappingProxyType({}), *, until: str = "") -> Callable[[Client, Spot], None]:
    """Return how a browser answers each step before `until`, all of them where that is empty."""

    def goes(client: Client, spot: Spot) -> None:
        said = {"safety": {"safety": "no"}, "you": YOU, "stop": {"stop": ["all"]}, "aid": NEVER,
                "understood": _understood(spot.state)} | dict(other)  # fmt: skip
        for number, name in enumerate(STEPS, start=1):
            if name == until:
                return
            assert client.post(f"{spot.here}ask/{number}/", said[name]).status_code == 302

    return goes


@contextmanager
def none_built() -> Iterator[None]:
    """What forms say has changed since they were built, so that none is given out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made_ahead, "sources_of", lambda _form: "other words")
        yield


SAFETY: dict[str, Said] = {"safety": {"safety": "yes"}}
FORESEEN: dict[str, tuple[str, dict[str, Said]]] = {
    "yes": ("<details>", {}),
    "yes, somebody in danger": ("<details>", SAFETY),
    "no, for every kind of aid": ("<h2>", {"aid": aided("now", "now", "now")}),
    "no, for cash aid": ("<h2>", {"aid": aided("now", "never", "never")}),
    "no, for foster care": ("<h2>", {"aid": aided("past", "past", "now")}),
    "no, for aid, in danger": ("<h2>", {"aid": aided("now", "now", "now"), **SAFETY}),
    "health aid": ("", {"aid": aided("never", "now", "never")}),
    "health aid, in danger": ("", {"aid": aided("past", "now", "past"), **SAFETY}),
    "it depends": ("", {"aid": aided("past", "past", "past")}),
    "all unsure": ("", {"aid": aided("unsure", "unsure", "unsure"), "safety": {"safety": "talk"}}),
}
"""What is foreseen, what marks it, and the answers that lead there."""
ON_PAPER = {"key": KEY, "papers": papers(picture())}
SIGNED = {"signer": "Rosa Maker", "key": KEY}
LONG_YOU = {**YOU, "given": LONG, "family": LONG, "number": LONG[:64], "phone": f"{LONG} {LONG}"}
LOOKS = [
    Look("ask", "empty"),
    Look("ask", "filled", "begun before", first=answered(until="you")),
    *(Look(f"ask_{name}", "empty", first=answered(until=name)) for name in STEPS),
    *(Look(f"ask_{name}", "filled", "come back to", first=answered()) for name in STEPS),
    *(Look(f"ask_{name}", "error", "nothing said", send={}, status=422, first=answered(until=name)) for name in STEPS),
    Look("ask_safety", "error", "no such answer", send={"safety": "perhaps"}, status=422),
    Look("ask_you", "error", "half said", send={"given": "Rosa", "number": "1"}, status=422),
    Look("ask_you", "error", "a day that is none", send={**YOU, "born_on": "1990-02-31"}, status=422),
    Look("ask_you", "error", "more than there is room for", send={**LONG_YOU, "given": LONG * 3}, status=422),
    Look("ask_stop", "error", "no such answer", send={"stop": ["nothing"]}, status=422),
    Look("ask_aid", "error", "half said", send={"cash_aid": "never"}, status=422, first=answered(until="aid")),
    Look("ask_understood", "error", "half ticked", send={shipped().statements("ca")[0].id: "on"}, status=422,
         first=answered(until="understood")),
    Look("ask_talk", "filled"),
    *(Look("ask_foreseen", "filled", what, first=answered(said), has=(mark,))
      for what, (mark, said) in FORESEEN.items()),
    Look("ask_sign", "empty", first=answered(), has=("cp-pairs",)),
    Look("ask_sign", "filled", "very long names", first=answered({"you": LONG_YOU}), has=("cp-pairs",)),
    Look("ask_sign", "filled", "many unsure answers", first=answered({"aid": aided("unsure", "unsure", "unsure")})),
    Look("ask_sign", "error", "not signed", send={"key": KEY}, status=422, first=answered()),
    Look("ask_sign", "error", "signed by nothing that can be seen", send={"signer": "\u0301\u0301", "key": KEY},
         status=422, first=answered()),
    Look("ask_sign", "error", "open too long", send={"signer": "Rosa"}, status=422, first=answered()),
    Look("ask_sign", "too many", send=SIGNED, status=422, first=answered(), before=too_many_acts),
    Look("ask_sign", "filled", "received", send=SIGNED, first=answered(), has=("cp-receipt",)),
    Look("ask_sign", "filled", "received, drawn too", first=answered({"you": LONG_YOU}), has=("cp-receipt",),
         send={**SIGNED, "strokes": "[[[10,10],[200,100]]]"}),
    Look("ask_print", "empty", has=('value="blank"',)),
    Look("ask_print", "filled", "begun before", first=answered(until="aid"), has=('value="filled"',)),
    Look("ask_print", "error", "none was built", send={"wants": "filled"}, first=answered(), meanwhile=none_built),
    Look("ask_print", "too many", send={"wants": "filled"}, status=429, first=too_many_forms, has=('role="alert"',)),
    Look("ask_on_paper", "empty", first=answered(), has=("multipart",)),
    Look("ask_on_paper", "error", "nothing said", send={"key": KEY}, status=422, first=answered()),
    Look("ask_on_paper", "error", "open too long", send={"papers": papers(picture())}, status=422, first=answered()),
    *(Look("ask_on_paper", "error", f"with {what}", send={"key": KEY, "papers": papers(file)}, status=422,
           first=answered()) for what, file in NOT_TAKEN.items()),
    Look("ask_on_paper", "too many", send=ON_PAPER, status=422, first=answered(), before=too_many_acts),
    Look("ask_on_paper", "filled", "received", send=ON_PAPER, first=answered(), has=("cp-receipt",)),
    Look("ask_on_paper", "filled", "received, somebody in danger", send=ON_PAPER, first=answered(SAFETY),
         has=("cp-receipt",)),
    Look("ask_later", "empty"),
    Look("ask_later", "filled", "with a code", first=answered(until="stop"), has=("cp-code",)),
    Look("ask_again", "empty"),
    Look("ask_again", "error", "nothing said", send={}, status=422),
    Look("ask_again", "error", "wrong", send={"secret": WRONG}, status=422),
    Look("ask_again", "too many", send={"secret": WRONG}, status=429, first=too_many_tries),
]  # fmt: skip
NO_PAGES = [NoPage("ask_later", "POST", "to the first page of asking, and nothing is kept")]
