"""Worse than one kill: killed again while recovering, a database that restarts, a zombie, a COMMIT with no answer."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from caseclose.embedded.postmaster import end
from caseclose.embedded.server import Server, default_folder
from tests.ground import QUICK
from tests.proofs.crash_plants import (
    CrashPlant,
    a_command_without_its_key,
    journal_in_a_transaction_of_its_own,
    nobody_locks,
)
from tests.proofs.killing import Work
from tests.proofs.picture import broken, differences, picture, renumber, without_numbers
from tests.proofs.proof import Planted, Proof, Setting
from tests.proofs.proxy import go_through, losing_commit
from tests.proofs.rehearsed import Rehearsed, doing, done, new_saved, nothing, rehearse
from tests.proofs.saved import Saved
from tests.proofs.zombie import stop_myself, with_a_zombie

DATABASE = True
ENDING = 60.0


@dataclass(frozen=True)
class Fault:
    """Something bad that happens to an act at a step. It says what happened if that was not what should."""

    name: str
    happens: Callable[[Saved, Rehearsed, int, Random, Work], str]
    strikes: Callable[[str], bool] = bool
    """At which steps it strikes, by their kind."""
    numbers: bool = True
    """Whether everything is numbered as in a run that nothing disturbed."""


def killed_twice(saved: Saved, act: Rehearsed, step: int, chance: Random, plant: Work) -> str:
    """Killed before a step, done again, and killed again before some step of that."""
    if not done(act.act, saved.world, last=step, plant=plant).killed:
        return "it came to its end before it could be killed"
    saved.wait_until_alone()
    renumber(act.numbers)
    done(act.act, saved.world, last=chance.randint(1, len(act.steps)), plant=plant)
    return ""


def restarted(saved: Saved, act: Rehearsed, step: int, _chance: Random, plant: Work) -> str:
    """The database ends at once before a step, and is started again. The process goes on with what it has."""
    done(act.act, saved.world, last=step, plant=plant, fault=restart_the_database)
    return "" if Server(default_folder(os.environ)).running() else "the database did not come back"


def restart_the_database() -> None:
    """End the server without order, and start it."""
    server = Server(default_folder(os.environ), settings=QUICK)
    data = server.status().data
    if data is not None:
        end(data, patience=ENDING, in_order=False)
    server.start()


def overtaken(saved: Saved, act: Rehearsed, step: int, _chance: Random, plant: Work, *, cut_off: bool) -> str:
    """Stopped before a step; another does the same; then it goes on."""
    stops = doing(act.act, saved.world, last=step, plant=plant, fault=stop_myself)
    fate = with_a_zombie(stops, doing(act.act, saved.world, plant=plant), cut_off=cut_off)
    return fate.trouble if "before it could be stopped" in fate.trouble else ""


def commit_unheard(saved: Saved, act: Rehearsed, step: int, _chance: Random, plant: Work) -> str:
    """The answer to a COMMIT is lost: it was carried out, and the process is told that the connection broke."""
    which = act.steps[:step].count("commits")
    folder = saved.world.with_name("proxy")

    def through() -> None:
        go_through(folder)
        plant()

    with losing_commit(folder, which):
        fate = done(act.act, saved.world, plant=through)
    return "" if fate.trouble else "the lost answer was not noticed"


FAULTS = (
    Fault("killed again while recovering", killed_twice),
    Fault("database restarted at once", restarted),
    Fault("zombie that goes on", partial(overtaken, cut_off=False), numbers=False),
    Fault("zombie whose connection was cut off", partial(overtaken, cut_off=True), numbers=False),
    Fault("answer to a COMMIT lost", commit_unheard, lambda kind: kind == "commits"),
)
SHARES = {"sample": (2, 1, 2, 2, 3), "whole": (150, 60, 100, 100, 1000), "long": (750, 300, 500, 500, 1000)}
"""How many of each fault, at most as many as there are steps that it strikes at."""


def prove(setting: Setting) -> Proof:
    """Let each fault strike at steps drawn from the seed; a lost COMMIT at every one."""
    wrongs: list[str] = []
    figures: dict[str, int] = {}
    with new_saved(setting) as saved:
        acts = rehearse(saved)
        for fault, share in zip(FAULTS, SHARES[setting.size], strict=True):
            chance = setting.draw(fault.name)
            points = [(act, step) for act in acts for step in _steps(fault, act)]
            tried = chance.sample(points, min(share, len(points)))
            figures[f"{fault.name}, of {len(points)} steps"] = len(tried)
            for act, step in tried:
                found = after(saved, act, step, fault, chance)
                wrongs += [f"{fault.name}: {act.act.name} before step {step}: {wrong}" for wrong in found]
        planted = [Planted(what, found=_finds(saved, acts, plant, fault)) for what, plant, fault in _plants(setting)]
    return Proof(
        claim="What is begun again after a second kill, a restart of the database, the return of a process taken for"
        " dead, or a COMMIT whose answer never came, ends like a run that nothing disturbed.",
        count=sum(figures.values()),
        things="double faults",
        counted="Steps drawn from the seed among all steps of the same acts as in the proof `crash`; every COMMIT loses"
        " its answer once. After each fault the act is done once more, and everything is compared.",
        wrongs=wrongs,
        planted=planted,
        uncovered="Three faults at once; a disk that fails; a network that delays (the server is on the same machine).",
        figures=figures,
    )


def after(saved: Saved, act: Rehearsed, step: int, fault: Fault, chance: Random, plant: Work = nothing) -> list[str]:
    """Let the fault strike, do the act once more, and return what is not as it should be."""
    saved.restore(act.before)
    trouble = fault.happens(saved, act, step, chance, plant)
    if trouble:
        return [trouble]
    saved.wait_until_alone()
    renumber(act.numbers)
    again = done(act.act, saved.world, plant=plant)
    if again.trouble:
        return [f"done again it fails: {again.trouble}"]
    clean, now = act.after, picture(saved.world)
    if not fault.numbers:
        clean, now = without_numbers(clean), without_numbers(now)
    return differences(clean, now) + broken()


def _steps(fault: Fault, act: Rehearsed) -> list[int]:
    return [step for step, kind in enumerate(act.steps, start=1) if fault.strikes(kind)]


PLANTS = (
    CrashPlant("a command whose key is not looked at", a_command_without_its_key, "P:propose"),
    CrashPlant("the journal in a transaction of its own", journal_in_a_transaction_of_its_own, "P:propose"),
    CrashPlant("nobody locks the case", nobody_locks, "day:"),
    CrashPlant("the journal in a transaction of its own", journal_in_a_transaction_of_its_own, "R:propose"),
)


def _plants(setting: Setting) -> Sequence[tuple[str, CrashPlant, Fault]]:
    killed, restart, zombie, _, commit = FAULTS
    pairs = [(PLANTS[0], commit), (PLANTS[2], zombie), (PLANTS[1], restart), (PLANTS[3], killed)]
    return [
        (f"{plant.what} ({fault.name})", plant, fault) for plant, fault in (pairs[:1] if setting.sampled else pairs)
    ]


def _finds(saved: Saved, acts: Sequence[Rehearsed], plant: CrashPlant, fault: Fault) -> bool:
    """Say whether the fault shows the defect at some step of the act in which it lies."""
    place = next(act for act in acts if act.act.name.startswith(plant.act))
    saved.restore(place.before)
    fate = done(place.act, saved.world, plant=plant.plant)
    own = replace(place, steps=fate.said, after=picture(saved.world))
    steps = [step for step in _steps(fault, own) if own.steps[step - 1] != "ends"]
    return any(after(saved, own, step, fault, Random(step), plant.plant) for step in steps)
