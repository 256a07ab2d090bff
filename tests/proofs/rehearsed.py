"""The whole life once without a fault: how many steps each act has, what everything was like before and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from caseclose.casework.selectors.facts import facts_of_case
from caseclose.closure.assessment import assess
from caseclose.law.in_force import law_in_force
from caseclose.law.reading import shipped
from tests.casework.closable import DAY
from tests.proofs.killing import NEVER, THE_END, Fate, Say, Steps, Work, in_a_process, kill_myself
from tests.proofs.life_end import not_as_it_must_be
from tests.proofs.life_scene import scene, stage
from tests.proofs.picture import Numbers, Picture, numbers, picture
from tests.proofs.proof import Setting
from tests.proofs.quick_press import print_quickly
from tests.proofs.saved import Saved
from tests.proofs.whole_life import Act, whole_life

Doing = Callable[[Say], None]


def nothing() -> None:
    """Plant nothing."""


@dataclass(frozen=True)
class Rehearsed:
    """An act that was done without a fault: its steps by kind, in their order, and what everything is like after it.

    `numbers` says how far the database had numbered before it.
    """

    act: Act
    steps: tuple[str, ...]
    after: Picture
    numbers: Numbers

    @property
    def before(self) -> str:
        """The name under which the state before it is kept."""
        return f"before {self.act.name}"


def doing(act: Act, folder: Path, *, last: int = NEVER, plant: Work = nothing, fault: Work = kill_myself) -> Doing:
    """Return the work of doing an act, which meets its fault before step `last`."""

    def work(say: Say) -> None:
        steps = Steps(say, last, fault)
        print_quickly()
        plant()
        steps.watch()
        act.do(stage(folder, steps.ports))
        steps.step(THE_END)

    return work


def done(act: Act, folder: Path, *, last: int = NEVER, plant: Work = nothing, fault: Work = kill_myself) -> Fate:
    """Do an act in a process of its own, which says its steps and meets its fault before step `last`."""
    return in_a_process(doing(act, folder, last=last, plant=plant, fault=fault))


def rehearse(saved: Saved) -> list[Rehearsed]:
    """Do the whole life, keeping the state before each act. Raises RuntimeError where it does not end as it must."""
    found: list[Rehearsed] = []
    scene(saved.world)
    read_the_law()
    for act in whole_life():
        before = numbers()
        saved.save(f"before {act.name}")
        fate = done(act, saved.world)
        if fate.trouble or fate.killed:
            raise RuntimeError(f"{act.name} failed without any fault: {fate.trouble}")
        found.append(Rehearsed(act, fate.said, picture(saved.world), before))
    if wrongs := list(not_as_it_must_be()):
        raise RuntimeError(f"the life does not end as it must: {'; '.join(wrongs)}")
    return found


def read_the_law() -> None:
    """Read the law once, so that every process that is forked from this one has read it."""
    assess(law_in_force(shipped(), "ca", DAY), facts_of_case("P", DAY).facts)


def new_saved(setting: Setting) -> Saved:
    """Return a place to keep states in, in the proof's own folder."""
    return Saved(setting.folder / "world", setting.folder / "kept")


def by_kind(acts: Sequence[Rehearsed]) -> Counter[str]:
    """Return how many steps of each kind there are."""
    return Counter(step for act in acts for step in act.steps)
