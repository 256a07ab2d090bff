"""Nobody outside learns from the public site whether a case exists: not from answers, their length, headers or time.

The site runs as the command of the house runs it, behind a socket. Several people go the same way through its pages in
step, in an order that is drawn at each page, so that what else the machine does meets all of them alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from random import Random

from caseclose.casework.models import IncomingPaper, WebCount
from tests.proofs.proof import Planted, Proof, Setting
from tests.proofs.secrecy_people import PLANTED_IN, Tried, everybody, records
from tests.proofs.secrecy_served import PLANTED, served
from tests.proofs.secrecy_site import EARLY, HEADER, LONGER, WANTED
from tests.proofs.secrecy_visitor import Answer, Visitor
from tests.proofs.timing import Interval, interval, told
from tests.public.site import on_the_public_site

DATABASE = True
CLAIM = (
    "Whoever asks to close, answers, follows, takes back, comes back or goes on with a draft on the public site gets "
    "the same status, headers and words of the same length whether the case, code or draft is there or not, and no "
    "later: the 95 % interval of the median time difference contains 0."
)
COUNTED = (
    "pages that came over a socket from the site as `caseclose serve` runs it. People who differ in one thing alone go "
    "through the pages in step, in drawn order. Tokens, references and what was typed are hidden sign by sign and the "
    "rest is compared; the time is the caller's, to the last byte. An interval that leaves 0 out is measured anew, and "
    "tells where it does so three times in a row to the same side. What the site counts of each caller is forgotten "
    "before each page, so that nobody is slowed down"
)
UNCOVERED = (
    "differences below the reach of the run, which is told for each page; what a caller sees who is slowed down; the "
    "load that an act brings later, when it is weighed; records of many million rows"
)
GUESSING = "guessing"
Compared = tuple[str, str]
"""A page, and the person on it who was compared with the first."""


def prove(setting: Setting) -> Proof:
    """Go every way, compare what each person gets and how long it takes; then see that defects are found."""
    rounds = setting.many(sample=5, whole=50)
    with on_the_public_site():
        every = everybody(records())
        tried = {"asking": PLANTED_IN, GUESSING: every[GUESSING]} if setting.sampled else every
        with served() as address:
            trials = {name: Trial(address, each, setting.draw(name)) for name, each in tried.items()}
            found = {name: trial.told(rounds * trial.tried.times) for name, trial in trials.items()}
        wrongs = [wrong for trial in trials.values() for wrong in sorted(trial.wrongs)]
        wrongs += [f"{name}: time tells {who} on: {page}" for name, (keys, _) in found.items() for page, who in keys]
        with served(PLANTED) as address:
            planted = [_early(address, setting), *(_seen(address, setting, *each) for each in SHOWN.items())]
    reaches = {f"microseconds: reach on {page}, {who}": round(each.reach * 1e6)
               for _, seen in found.values() for (page, who), each in seen.items()}  # fmt: skip
    pages = sum(trial.pages for trial in trials.values())
    return Proof(CLAIM, pages, "pages", COUNTED, wrongs, planted, UNCOVERED, {"rounds": rounds, **reaches})


class Trial:
    """A way that people go in step, over and over. `wrongs` are differences in what they got."""

    def __init__(self, address: str, tried: Tried, drawn: Random, planted: str = "") -> None:
        self.address, self.tried, self.drawn = address, tried, drawn
        self.more = {WANTED: planted} if planted else {}
        self.wrongs: set[str] = set()
        self.pages = 0

    def told(self, rounds: int) -> tuple[set[Compared], dict[Compared, Interval]]:
        """Return what the time tells, after so many rounds, and the interval of each comparison."""
        return told(lambda: self._measured(rounds))

    def goes(self) -> dict[str, dict[str, float]]:
        """Go once; return the seconds of each timed page by person."""
        taken = {}
        for page, answers in self._in_step():
            self._compare(page, answers)
            if page in self.tried.timed:
                taken[page] = {name: answer.seconds for name, answer in answers.items()}
        IncomingPaper.objects.exclude(case=None).update(case=None)  # or the case would have its measure of papers
        return taken

    def _measured(self, rounds: int) -> dict[Compared, Interval]:
        self.goes()
        differences: dict[Compared, list[float]] = defaultdict(list)
        for _ in range(rounds):
            for page, seconds in self.goes().items():
                first, *others = seconds
                for other in others:
                    differences[page, other].append(seconds[other] - seconds[first])
        return {key: interval(each, self.drawn) for key, each in differences.items()}

    def _in_step(self) -> Iterator[tuple[str, dict[str, Answer]]]:
        """Yield each page with what every person got. They come to it one after another, in drawn order."""
        names = list(self.tried.people)
        ways = {name: self.tried.way(Visitor(self.address, self.more), who) for name, who in self.tried.people.items()}
        while True:
            answers, page = {}, ""
            for name in self.drawn.sample(names, len(names)):
                WebCount.objects.all().delete()
                with suppress(StopIteration):
                    page, answers[name] = next(ways[name])
            self.pages += len(answers)
            if not answers:
                return
            yield page, {name: answers[name] for name in names}

    def _compare(self, page: str, answers: dict[str, Answer]) -> None:
        (first, *others), people = answers, self.tried.people
        status, headers, text = answers[first].shape(people[first].typed)
        for other in others:
            found = answers[other].shape(people[other].typed)
            differs = [what for what, one, two in zip(PARTS, (status, headers, text), found, strict=True) if one != two]
            self.wrongs |= {f"{page}: the {what} tells {other} from {first}" for what in differs}


PARTS = ("status", "headers", "page")
SHOWN = {HEADER: ("a header where there is no case", "headers"), LONGER: ("a page longer by a space", "page")}
"""By the defect: what it is called, and what it must be seen by."""


def _early(address: str, setting: Setting) -> Planted:
    """Return early where there is no case: the time must tell, and nothing else may."""
    trial = Trial(address, PLANTED_IN, setting.draw(EARLY), EARLY)
    keys, _ = trial.told(setting.many(sample=5, whole=10))
    return Planted("an early return where there is no case", bool(keys) and not trial.wrongs)


def _seen(address: str, setting: Setting, planted: str, what: tuple[str, str]) -> Planted:
    called, part = what
    trial = Trial(address, PLANTED_IN, setting.draw(planted), planted)
    trial.goes()
    return Planted(called, any(f"the {part} tells" in wrong for wrong in trial.wrongs))
