"""Looks at the interview: each question, unanswered too, each page that comes between, and each way it can end."""

from __future__ import annotations

from collections.abc import Mapping

from tests.public.looks.look import Look

WAY = {"who": "opened", "safety": "no", "aid": "earlier", "health": "earlier", "health_rights": "no",
       "payments_only": "collects", "state_debt": "none", "debt": "none", "order": "no",
       "other_case": "no"}  # fmt: skip
"""Answers on a way that comes by every question."""
UNSURE = dict.fromkeys(WAY, "dont_know")
GOT_AID = {"who": "opened", "safety": "no", "aid": "earlier", "health": "never", "payments_only": "collects",
           "debt": "some", "other_case": "no"}  # fmt: skip
NO_AID = {"who": "caretaker", "aid": "never", "health": "never", "debt": "none", "order": "yes", "other_case": "no"}
ENDS: dict[str, tuple[str, Mapping[str, str]]] = {
    "yes": ("yes", {**NO_AID, "safety": "no", "payments_only": "collects"}),
    "yes, with an order and debt, in danger": (
        "yes", {**NO_AID, "safety": "yes", "payments_only": "collects", "debt": "some"}),
    "yes, much unknown": (
        "yes", {**UNSURE, "who": "opened", "aid": "never", "health": "never", "payments_only": "collects"}),
    "in part": ("part", {**GOT_AID, "state_debt": "some"}),
    "in part, a little, in danger": ("part", {**GOT_AID, "state_debt": "little", "safety": "yes"}),
    "in part, much": ("part", {**GOT_AID, "state_debt": "more", "other_case": "yes"}),
    "in part, much unknown": ("part", {**UNSURE, **GOT_AID, "state_debt": "some", "other_case": "dont_know"}),
    "no, for aid": ("no", {"who": "opened", "safety": "no", "aid": "cash_now"}),
    "no, for foster care, in danger": ("no", {"who": "opened", "safety": "yes", "aid": "foster_now"}),
    "no, for health rights": (
        "no", {"who": "opened", "safety": "no", "aid": "never", "health": "now", "health_rights": "yes"}),
    "no, for payments only": ("no", {**GOT_AID, "payments_only": "passes_on"}),
    "it depends": ("depends", {**UNSURE, "who": "opened", "safety": "no"}),
    "it depends, in danger": ("depends", {**GOT_AID, "state_debt": "dont_know", "safety": "yes"}),
    "all unknown": ("depends", UNSURE),
    "not theirs": ("way", {"who": "other_parent"}),
    "a grown child": ("way", {"who": "grown_child"}),
    "a letter came": ("way", {"who": "notice"}),
}  # fmt: skip
"""By how it ends the verdict, and the answers that lead there."""


def asks(name: str) -> tuple[str]:
    """Return what stands in the page that asks this question."""
    return (f'name="now" value="{name}"',)


def _answers_before(name: str) -> dict[str, str]:
    return dict(list(WAY.items())[: list(WAY).index(name)])


LOOKS = [
    Look("questions", "empty", has=asks("who")),
    *(Look("questions", "filled", f"asks of {name}", send=_answers_before(name), has=asks(name)) for name in WAY),
    *(Look("questions", "error", f"of {name} nothing was said", send={**_answers_before(name), "now": name},
           has=(*asks(name), "cc-errors")) for name in WAY),
    *(Look("questions", "filled", f"asks of {name} again", send={**WAY, "again": name}, has=(*asks(name), "checked"))
      for name in WAY),
    Look("questions", "filled", "on safety", send={"who": "opened", "safety": "yes", "now": "safety"},
         has=('name="seen"',)),
    *(Look("questions", "filled", f"ends: {what}", send=said, has=(f"cp-verdict-{verdict}",))
      for what, (verdict, said) in ENDS.items()),
]  # fmt: skip
