"""Killed at every step of a case's whole life, and begun again: nothing lost, nothing repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.proofs.crash_plants import PLANTS, CrashPlant
from tests.proofs.picture import broken, differences, picture, renumber
from tests.proofs.proof import Planted, Proof, Setting
from tests.proofs.rehearsed import Rehearsed, by_kind, done, new_saved, nothing, rehearse
from tests.proofs.saved import Saved

DATABASE = True
TO_THE_END = 25
"""One of so many kills is followed by the whole rest of the life."""
Point = tuple[int, int]
"""An act, and the step before which it is killed."""


def prove(setting: Setting) -> Proof:
    """Kill at each step of each act, in its turn."""
    with new_saved(setting) as saved:
        acts = rehearse(saved)
        points = [(place, step) for place, act in enumerate(acts) for step in range(1, len(act.steps) + 1)]
        chance = setting.draw("crash points")
        tried = sorted(chance.sample(points, 12)) if setting.sampled else points
        to_the_end = set(chance.sample(tried, max(1, len(tried) // TO_THE_END)))
        wrongs: list[str] = []
        for point in tried:
            wrongs += [f"{_name(acts, point)}: {wrong}" for wrong in after_a_kill(saved, acts, point)]
            if point in to_the_end and not wrongs:
                wrongs += [
                    f"{_name(acts, point)}, then to the end: {wrong}" for wrong in the_rest(saved, acts, point[0])
                ]
        planted = [Planted(plant.what, found=found(saved, acts, plant)) for plant in _plants(setting)]
    return Proof(
        claim="A process killed with -9 before any step of the whole life of a case, and begun again with the same"
        " commands and keys, loses nothing and repeats nothing: every row and everything that the parties outside have"
        " and did is as after a run that nothing disturbed; the journal is whole, and the ledger adds up.",
        count=len(tried),
        things=f"of {len(points):,} crash points",
        counted=f"Every SQL statement, commit, file opened, flushed or renamed, message sent and answer taken of the"
        f" {len(acts)} acts of five cases: request, proposal, approval, notice, returned mail, a notice that leaves a"
        " day late, letters handed over in batches, reply, review, closing, releases sent, accepted, confirmed, aged"
        " and settled, reopening, payments received, held, placed, paid out and answered, another agency told and"
        f" heard, records destroyed, days' work. A step is counted once, before it is taken; {len(to_the_end)} of the"
        " kills were followed by the rest of the life.",
        wrongs=wrongs,
        planted=planted,
        uncovered="Loss of power: the server's flushes are off here. Kills within one statement of the server, or while"
        " a letter is printed: its pages are blank here. The new process is forked from one that has read the law, and"
        " the database numbers on without gaps.",
        figures={f"{kind}": count for kind, count in by_kind(acts).items()},
    )


def after_a_kill(
    saved: Saved, acts: Sequence[Rehearsed], point: Point, *, plant: CrashPlant | None = None
) -> list[str]:
    """Kill an act before a step, do it again, and return what is not as it is after an act that nothing disturbed."""
    act, step = acts[point[0]], point[1]
    defect = plant.plant if plant else nothing
    saved.restore(act.before)
    if not done(act.act, saved.world, last=step, plant=defect).killed:
        return ["it came to its end before it could be killed"]
    saved.wait_until_alone()
    renumber(act.numbers)
    again = done(act.act, saved.world, plant=defect)
    found = [f"done again it fails: {again.trouble}"] if again.trouble else []
    return found + differences(act.after, picture(saved.world)) + broken()


def the_rest(saved: Saved, acts: Sequence[Rehearsed], place: int) -> list[str]:
    """Do everything that comes after an act, and return what is not as it should be at the end."""
    for act in acts[place + 1 :]:
        fate = done(act.act, saved.world)
        if fate.trouble:
            return [f"{act.act.name} fails: {fate.trouble}"]
    return differences(acts[-1].after, picture(saved.world)) + broken()


def found(saved: Saved, acts: Sequence[Rehearsed], plant: CrashPlant) -> bool:
    """Plant a defect, and say whether some kill of the act in which it lies shows it. No kill, no difference."""
    place = next(place for place, act in enumerate(acts) if act.act.name == plant.act)
    saved.restore(acts[place].before)
    fate = done(acts[place].act, saved.world, plant=plant.plant)
    as_planted = replace(acts[place], steps=fate.said, after=picture(saved.world))
    own = [*acts[:place], as_planted]
    steps = [step for step, kind in enumerate(fate.said, start=1) if kind in plant.shows_at]
    return any(after_a_kill(saved, own, (place, step), plant=plant) for step in steps)


def _plants(setting: Setting) -> Sequence[CrashPlant]:
    return setting.draw("plants").sample(PLANTS, 2) if setting.sampled else PLANTS


def _name(acts: Sequence[Rehearsed], point: Point) -> str:
    act = acts[point[0]]
    return f"{act.act.name}, killed before step {point[1]} of {len(act.steps)} ({act.steps[point[1] - 1]})"
