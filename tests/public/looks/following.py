"""Looks at following: every step of a closing, a reference, a wrong code, taking back, and coming back."""

from __future__ import annotations

from django.test import Client

from tests.public.looks.acts import KEY, STEPS, WORDY, WRONG, known, no_letters_yet, too_many_acts, too_many_tries
from tests.public.looks.asking import LONG_YOU, SIGNED, YOU, answered
from tests.public.looks.look import Look, Spot
from tests.public.phone import CODE

TAKES_BACK = {**known(), "wants": "take_back"}
SIGNS = {"signer": "Rosa Maker", "key": KEY}
OTHER = {"signer": "Rosa Maker", "key": KEY[::-1]}
"""The signature on what is sent after something else: it has a key of its own."""
OF_A_CASE = ("ca",)
"""The cases of these looks are of one state. What other states show differs by the head and foot of the page alone."""
HELD: dict[str, str] = {}
"""The reference of what was sent last: a receipt shows it once."""


def _asked(client: Client, spot: Spot) -> None:
    answered()(client, spot)
    page = client.post(f"{spot.here}ask/7/", SIGNED).content.decode()
    HELD["reference"] = CODE.findall(page)[0]


def _took_back(client: Client, spot: Spot) -> None:
    _asked(client, spot)
    client.post(f"{spot.here}follow/", {"code": HELD["reference"], "family": "Maker 1", "wants": "take_back", **OTHER})


def _asked_among_many(client: Client, spot: Spot) -> None:
    _asked(client, spot)
    too_many_acts()


BY_REFERENCE = {"code": lambda: HELD["reference"], "family": "Maker 1"}
BACK = {**YOU, "words": "He has a new job.", "call": "510-555-0101, mornings", **SIGNS}
FOLLOW = [
    Look("follow", "empty"),
    Look("follow", "error", "nothing said", send={}, status=422),
    Look("follow", "error", "wrong", send={"code": WRONG, "family": "Maker 1"}, status=422),
    Look("follow", "error", "a letter of nobody's", status=422,
         send={"code": WRONG, "family": "X", "wants": "letter:1"}),
    Look("follow", "too many", send={"code": WRONG, "family": "Maker 1"}, status=429, first=too_many_tries),
    *(Look("follow", "filled", step, send=known(), before=before, states=OF_A_CASE) for step, before in STEPS.items()),
    Look("follow", "filled", "no letter went yet", send=known(), before=no_letters_yet, states=OF_A_CASE),
    Look("follow", "filled", "by a reference", send=BY_REFERENCE, first=_asked, has=("cp-receipt", "take_back")),
    Look("follow", "filled", "by a reference, taken back", send=BY_REFERENCE, first=_took_back, has=("cp-receipt",)),
    Look("follow", "filled", "taking back", send=TAKES_BACK, before=STEPS["requested"], states=OF_A_CASE,
         has=('name="signer"',)),
    Look("follow", "error", "taking back, not signed", send={**TAKES_BACK, "signer": "", "key": KEY}, status=422,
         before=STEPS["requested"], states=OF_A_CASE),
    Look("follow", "filled", "taken back", send={**TAKES_BACK, **SIGNS}, before=STEPS["requested"], states=OF_A_CASE,
         has=("cp-receipt",)),
    Look("follow", "filled", "taking back by a reference", send={**BY_REFERENCE, "wants": "take_back"}, first=_asked,
         has=('name="signer"',)),
    Look("follow", "too many", "taking back", send={**BY_REFERENCE, "wants": "take_back", **OTHER}, status=422,
         first=_asked_among_many),
]  # fmt: skip
COMING_BACK = [
    Look("back", "empty"),
    Look("back", "error", "nothing said", send={}, status=422),
    Look("back", "error", "a day that is none", send={**BACK, "born_on": "yesterday"}, status=422),
    Look("back", "error", "too long", send={**BACK, **LONG_YOU, "words": WORDY}, status=422),
    Look("back", "too many", send=BACK, status=422, before=too_many_acts),
    Look("back", "filled", "received", send=BACK, has=("cp-receipt",)),
]
LOOKS = [*FOLLOW, *COMING_BACK]
