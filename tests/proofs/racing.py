"""Two who act on one case at the same moment, thousands of times: every end must be one that some order explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random
from threading import Event, local
from typing import Any

from caseclose.casework.ports import Party
from caseclose.casework.services.outbox.mailed import prove_mailing
from caseclose.casework.services.outbox.sending import send_waiting
from caseclose.casework.services.reopening import reopen_case
from caseclose.closure import commands as to
from caseclose.closure.commands import Actor, Command
from caseclose.closure.steps import Role
from tests.casework.closable import CLERK, DUE, SUPERVISOR, SYSTEM, WORKER, do, moment
from tests.casework.releasing import World
from tests.proofs.crew import Crew, Wish
from tests.proofs.history import History, anomalies
from tests.proofs.proof import Setting
from tests.proofs.race_scenes import BOARD, cases_at, history_of, let_the_notice_be_under_way, newest_entry, reply_of

AT_A_TIME, MOST_AT_ONCE = 50, 4
"""How many cases are made together, of which none has work waiting for a sender; and how many act at once."""
LONGEST_DELAY = 0.004
"""Seconds by which one may begin after the other, so that each comes first about as often."""
AT_THE_DOOR = 2.0
"""Seconds to wait at most for a message to come to its party."""
COLLEAGUE = Actor("worker four", Role.CASEWORKER)
ANOTHER = Actor("supervisor five", Role.SUPERVISOR)
_own = local()


def outside(folder: Path) -> World:
    """The parties outside, as this thread sees them."""
    if getattr(_own, "folder", None) != folder:
        _own.folder, _own.world = folder, World(folder)
    world: World = _own.world
    return world


@dataclass(frozen=True)
class Race:
    """Who races: where the case stands, and what is wished at the same moment."""

    name: str
    stands_at: str
    wishes: Callable[[str, Random, Path], list[Wish]]


def wish(command: Command, by: Actor, number: str, key: str = "") -> Wish:
    """A command on the closing day."""
    return Wish(command.name, by.name, lambda: do(command, by, DUE, number, key))


def reply_and_closing(number: str, _chance: Random, _folder: Path) -> list[Wish]:
    reply = to.RecordReply(f"late reply of {number}", moment(DUE), "web")
    return [wish(to.Close(), SYSTEM, number), wish(reply, CLERK, number)]


Asked = tuple[Command, Actor]
PAIRS: dict[str, Sequence[tuple[Asked, Asked]]] = {
    "proposed": (((to.Approve(), SUPERVISOR), (to.Approve(), ANOTHER)),
                 ((to.Approve(), SUPERVISOR), (to.KeepOpen(("new_information",)), COLLEAGUE))),
    "approved": (((to.SendNotice(DUE), SYSTEM), (to.SendNotice(DUE), COLLEAGUE)),
                 ((to.SendNotice(DUE), SYSTEM), (to.KeepOpen(("new_information",)), WORKER))),
    "noticed": (((to.Close(), SYSTEM), (to.Close(), COLLEAGUE)),
                ((to.Close(), SYSTEM), (to.KeepOpen(("new_information",)), WORKER)),
                ((to.Close(), SYSTEM), (to.RecordReturnedMail(), CLERK))),
}  # fmt: skip


def two_workers_at(step: str) -> Callable[[str, Random, Path], list[Wish]]:
    def wishes(number: str, chance: Random, _folder: Path) -> list[Wish]:
        return [wish(command, by, number) for command, by in chance.choice(PAIRS[step])]

    return wishes


def a_proof_of_mailing(number: str, chance: Random, _folder: Path) -> list[Wish]:
    """It is proven that the notice was mailed, only on the day on which the case would be due, while somebody acts."""
    key = let_the_notice_be_under_way(number)
    reply = to.RecordReply(f"reply of {number}", moment(DUE), "web")
    others: list[Asked] = [(to.Close(), WORKER), (to.KeepOpen(("new_information",)), WORKER), (reply, CLERK),
                           (to.RecordReturnedMail(), CLERK)]  # fmt: skip

    def prove() -> tuple[str, ...]:
        prove_mailing(key=key, mailed_on=DUE, on=DUE, at=moment(DUE))
        return ()

    return [wish(*chance.choice(others), number), Wish("prove", SYSTEM.name, prove)]


def two_reviewers(number: str, chance: Random, _folder: Path) -> list[Wish]:
    """Two who read one reply, or one who reads it while another reply comes in."""
    first = to.ReviewReply(reply_of(number), chance.random() < 0.5, "says why")
    second = to.ReviewReply(reply_of(number), could_lead=False, words="says why not")
    another = to.RecordReply(f"another of {number}", moment(DUE), "phone")
    others: list[Asked] = [(second, COLLEAGUE), (another, CLERK)]
    return [wish(first, WORKER, number), wish(*chance.choice(others), number)]


def one_key(number: str, chance: Random, _folder: Path) -> list[Wish]:
    """The same command under the same key, sent by an impatient hand two to four times."""
    reply = to.RecordReply(f"sent again by {number}", moment(DUE), "web")
    either: list[Asked] = [(to.Close(), COLLEAGUE), (reply, CLERK)]
    command, by = chance.choice(either)
    return [wish(command, by, number, f"key of {number}") for _ in range(chance.randint(2, MOST_AT_ONCE))]


def reversal_and_release(number: str, chance: Random, folder: Path) -> list[Wish]:
    """A supervisor opens the case again while its release is being sent, or as soon as it is at the party's door."""
    at_the_door, wait = Event(), chance.random() < 0.5

    def reopen() -> tuple[str, ...]:
        if wait:
            at_the_door.wait(AT_THE_DOOR)
        reopen_case(number=number, basis="correction", by=SUPERVISOR, on=DUE, at=moment(DUE))
        return ("CaseReopened",)

    def send() -> tuple[str, ...]:
        world = outside(folder)
        door = Door(world.port(BOARD), at_the_door)
        send_waiting(on=DUE, at=moment(DUE), ports={**world.ports, BOARD: door})
        return ()

    return [Wish("reopen", SUPERVISOR.name, reopen), Wish("send", SYSTEM.name, send)]


class Door:
    """The port of a party, which tells when somebody stands before it with a message."""

    at_a_time = 1

    def __init__(self, port: Party, somebody: Event) -> None:
        self._port, self._somebody = port, somebody
        self.answers, self.taken = port.answers, port.taken

    def send(self, messages: Sequence[Any], *, on: date) -> None:
        """Tell, and let the message through."""
        self._somebody.set()
        self._port.send(messages, on=on)


RACES = (
    Race("a reply against the closing", "noticed", reply_and_closing),
    Race("two workers on a proposed case", "proposed", two_workers_at("proposed")),
    Race("two workers on an approved case", "approved", two_workers_at("approved")),
    Race("two workers on a noticed case", "noticed", two_workers_at("noticed")),
    Race("a proof of mailing against another act", "noticed", a_proof_of_mailing),
    Race("two who read a reply", "replied", two_reviewers),
    Race("one command sent again", "noticed", one_key),
    Race("a reversal against the release", "closed", reversal_and_release),
)


@dataclass
class Run:
    """What came of so many rounds of a race."""

    rounds: int = 0
    wrongs: list[str] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)


def run(race: Race, rounds: int, setting: Setting, *, what: str = "", until_wrong: bool = False) -> Run:
    """Let a race take place so many times, each on a case of its own."""
    found, chance = Run(), setting.draw(f"{race.name}{what}")
    folder = setting.folder / f"{race.name} {what}".strip().replace(" ", "-")
    with Crew(MOST_AT_ONCE) as crew:
        while found.rounds < rounds and not (until_wrong and found.wrongs):
            together = 1 if race.stands_at == "closed" else AT_A_TIME
            some = range(found.rounds, min(found.rounds + together, rounds))
            numbers = [f"{race.name} {what}{nth}".replace(" ", "-") for nth in some]
            cases_at(race.stands_at, numbers)
            for number in numbers:
                _round(race, number, crew, chance, folder, found)
    return found


def _round(race: Race, number: str, crew: Crew, chance: Random, folder: Path, found: Run) -> None:
    before = newest_entry()
    wishes = race.wishes(number, chance, folder)
    acts = crew.at_once([replace(each, delay=chance.random() * LONGEST_DELAY) for each in wishes])
    board: Any = outside(folder).parties.licensing_board if race.stands_at == "closed" else None
    found.rounds += 1
    found.wrongs += [f"{number}: {each.what} broke: {each.refused}" for each in acts if each.refused.startswith("!")]
    history = history_of(number, acts, before, board)
    found.wrongs += [f"{number}: {wrong}" for wrong in anomalies(history)]
    found.ends[_end(history)] += 1


def _end(history: History) -> str:
    """How a round ended: what the journal came to tell, in its order."""
    return ", ".join(entry.kind for entry in history.entries if entry.number > history.before) or "nothing"
