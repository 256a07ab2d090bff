"""Random lives of one case, every closing of them judged by a second, independent reading of the law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from caseclose.casework.services import acting
from caseclose.casework.services.audit import verify
from caseclose.closure.decide import decide
from tests.closure import oracle_criteria
from tests.closure.cases import STATES
from tests.closure.lives import Life
from tests.closure.planted import PLANTS, Faulty, Plant
from tests.ground import empty
from tests.proofs.proof import Planted, Proof, Setting
from tests.proofs.stored_lives import StoredLife

DATABASE = True
AT_A_TIME = 10
TRIES = 60
FEWEST_CRITERIA = 6
"""Criteria under which cases must have closed in a sample; in a whole run it is every one."""
SHORTEST = settings(
    max_examples=AT_A_TIME,
    stateful_step_count=50,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
    report_multiple_bugs=False,
    print_blob=False,
)
"""A few lives from one seed; one that fails is made as short as can be."""
FOUND_IS_ENOUGH = settings(SHORTEST, phases=(Phase.generate,))
FEW = 4
ON_RECORD = settings(FOUND_IS_ENOUGH, max_examples=FEW, stateful_step_count=20)
"""Lives on record are shorter: each of their turns takes longer."""
ON_RECORD_PLANTS = ("one person for both", "a day short", "documents taken to be on file", "the notice dated back")
OUTCOMES = ("payment_processing", "closed", "state_debt_only")
WAYS = ("RequestRecorded", "ClosureProposed", "NoticeSent", "ReplyReviewed", "MailReturned")


class Found(Exception):
    """The second judge found the planted fault."""


def lived(life: type[Life], number: int, how: settings) -> None:
    """Live a few lives from the seed of this number."""
    once = type(life.__name__, (life,), {})
    seed(number)(once)
    run_state_machine_as_test(once, settings=how)


@dataclass
class Lived:
    """What came of lives: how often what, from how many seeds, and what was wrong."""

    counted: Counter[str] = field(default_factory=Counter)
    runs: int = 0
    wrongs: list[str] = field(default_factory=list)


def live(life: type[Life], closings: int, first: int, how: settings) -> Lived:
    """Live until so many closings were judged, or something was wrong."""
    found = Lived()
    judged = type("JudgedLife", (life,), {"counted": found.counted})
    while found.counted["closings"] < closings and not found.wrongs and found.runs < closings:
        try:
            lived(judged, first + found.runs, how)
        except Exception as fault:  # noqa: BLE001 - whatever breaks a life is against the claim
            found.wrongs.append(f"{life.__name__}, seed {first + found.runs}: {type(fault).__name__}: {fault}")
        found.runs += 1
    return found


def finds(life: type[Life], plant: Plant, first: int, how: settings, deciding: Callable[[Faulty], None]) -> bool:
    """Live with a planted fault until the second judge finds it, or for long enough. Say whether it was found."""

    def judge(_life: Life, found: list[str]) -> None:
        if any(plant.says in each for each in found):
            raise Found(plant.says)

    faulty = type("FaultyLife", (life,), {"deciding": staticmethod(plant.decide), "judge": judge})
    try:
        deciding(plant.decide)
        for number in range(TRIES):
            lived(faulty, first + number, how)
    except Found:
        return True
    finally:
        deciding(decide)
    return False


def prove(setting: Setting) -> Proof:
    """Live until enough cases have closed: by the pure decision, and some hundreds on record."""
    pure = live(Life, setting.many(sample=80, whole=10_000), setting.seed, SHORTEST)
    stored = live(StoredLife, setting.many(sample=6, whole=500), setting.seed, ON_RECORD)
    wrongs = [*pure.wrongs, *stored.wrongs, *_missing(pure.counted, sampled=setting.sampled)]
    wrongs += [str(each) for each in verify()]
    last = setting.seed + pure.runs - 1
    planted = list(_planted(setting))
    empty()
    return Proof(
        claim="Every closing is lawful by a second, independent reading of 45 CFR 303.11: the criterion held on the"
        " day, evidence was on file, two people agreed, the notice due had run its 60 days, and no reply was unread;"
        " on record, every remedy of the case has its order too.",
        count=pure.counted["closings"] + stored.counted["closings"],
        things="closings judged",
        counted=f"All closings of {pure.runs * AT_A_TIME:,} random lives of up to 50 turns, from the seeds"
        f" {setting.seed} to {last}, and of {stored.runs * FEW:,} on the real database, by way of the services,"
        " judged by what the journal tells. The federal bar for closing procedures is 90 % of the cases reviewed.",
        wrongs=wrongs,
        planted=planted,
        uncovered="Facts that people recorded wrongly. The judge reads the same facts as the program.",
        figures={**_story_of(pure.counted, "decided"), **_story_of(stored.counted, "on record")},
    )


def _planted(setting: Setting) -> Iterator[Planted]:
    """Plant faults in the decision, and some of them in the services."""
    sampled = setting.sampled
    for name in setting.draw("plants").sample(sorted(PLANTS), 2) if sampled else sorted(PLANTS):
        plant = PLANTS[name]
        yield Planted(name, found=finds(Life, plant, setting.seed, FOUND_IS_ENOUGH, lambda _: None))
    for name in ON_RECORD_PLANTS[:1] if sampled else ON_RECORD_PLANTS:
        plant = PLANTS[name]
        yield Planted(f"{name}, on record", found=finds(StoredLife, plant, setting.seed, ON_RECORD, _decided_by))


def _decided_by(decides: Faulty) -> None:
    """Let the services decide in this way."""
    vars(acting)["decide"] = decides


def _missing(counted: Counter[str], *, sampled: bool) -> Iterator[str]:
    """Yield what the lives never came to: a run that tries only the easy ways proves little."""
    seen = [f"in {state}" for state in STATES] + [f"as {kind}" for kind in OUTCOMES] + [f"after {way}" for way in WAYS]
    yield from (f"no closing {what}" for what in seen if not counted[what])
    under = {name.rpartition(".")[2] for name in counted if name.startswith("under ")} & set(oracle_criteria.FEDERAL)
    if len(under) < (FEWEST_CRITERIA if sampled else len(oracle_criteria.FEDERAL)):
        yield f"closings under only {len(under)} paragraphs: {sorted(under)}"


def _story_of(counted: Counter[str], where: str) -> dict[str, int]:
    names = {"closings": "closings", "after RequestRecorded": "of them on request"}
    names |= {"after ReplyReviewed": "after a reply that was reviewed"}
    names |= {"after MailReturned": "after a notice that came back"}
    refused = sum(count for name, count in counted.items() if name.startswith("refused "))
    told = {f"{said}, {where}": counted[name] for name, said in names.items()}
    return {**told, f"steps that were refused, {where}": refused}
