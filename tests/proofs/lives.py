"""Random lives of one case, every closing of them judged by a second, independent reading of the law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.closure import oracle_criteria
from tests.closure.cases import STATES
from tests.closure.lives import Life
from tests.closure.planted import PLANTS, Plant
from tests.proofs.proof import Planted, Proof, Setting

DATABASE = False
AT_A_TIME = 10
TRIES = 60
FEWEST_CRITERIA = 8
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
OUTCOMES = ("payment_processing", "closed", "state_debt_only")
WAYS = ("RequestRecorded", "ClosureProposed", "NoticeSent", "ReplyReviewed", "MailReturned")


class Found(Exception):
    """The second judge found the planted fault."""


def lived(life: type[Life], number: int, *, shortest: bool = True) -> None:
    """Live a few lives from the seed of this number."""
    once = type(life.__name__, (life,), {})
    seed(number)(once)
    run_state_machine_as_test(once, settings=SHORTEST if shortest else FOUND_IS_ENOUGH)


def finds(plant: Plant, first: int) -> bool:
    """Live with a planted fault until the second judge finds it, or for long enough. Say whether it was found."""

    def judge(_life: Life, found: list[str]) -> None:
        if any(plant.says in each for each in found):
            raise Found(plant.says)

    faulty = type("FaultyLife", (Life,), {"deciding": staticmethod(plant.decide), "judge": judge})
    try:
        for number in range(TRIES):
            lived(faulty, first + number, shortest=False)
    except Found:
        return True
    return False


def prove(setting: Setting) -> Proof:
    """Live until enough cases have closed."""
    closings = setting.many(sample=120, whole=10_000)
    counted: Counter[str] = Counter()
    judged = type("JudgedLife", (Life,), {"counted": counted})
    wrongs: list[str] = []
    runs = 0
    while counted["closings"] < closings and not wrongs and runs < closings:
        try:
            lived(judged, setting.seed + runs)
        except AssertionError as fault:
            wrongs.append(f"seed {setting.seed + runs}: {fault}")
        runs += 1
    wrongs += _missing(counted, sampled=setting.sampled)
    plants = setting.draw("plants").sample(sorted(PLANTS), 3) if setting.sampled else sorted(PLANTS)
    return Proof(
        claim="Every closing is lawful by a second, independent reading of 45 CFR 303.11: the criterion held on the"
        " day, evidence was on file, two people agreed, the notice due had run its 60 days, and no reply was unread.",
        count=counted["closings"],
        things="closings judged",
        counted=f"All closings of {runs * AT_A_TIME:,} random lives of up to 50 turns, from the seeds {setting.seed} to"
        f" {setting.seed + runs - 1}. The federal bar for closing procedures is 90 % of the cases reviewed.",
        wrongs=wrongs,
        planted=[Planted(name, found=finds(PLANTS[name], setting.seed)) for name in plants],
        uncovered="Facts that people recorded wrongly. The judge reads the same facts as the program.",
        figures=_story_of(counted),
    )


def _missing(counted: Counter[str], *, sampled: bool) -> Iterator[str]:
    """Yield what the lives never came to: a run that tries only the easy ways proves little."""
    seen = [f"in {state}" for state in STATES] + [f"as {kind}" for kind in OUTCOMES] + [f"after {way}" for way in WAYS]
    yield from (f"no closing {what}" for what in seen if not counted[what])
    under = {name.rpartition(".")[2] for name in counted if name.startswith("under ")} & set(oracle_criteria.FEDERAL)
    if len(under) < (FEWEST_CRITERIA if sampled else len(oracle_criteria.FEDERAL)):
        yield f"closings under only {len(under)} paragraphs: {sorted(under)}"


def _story_of(counted: Counter[str]) -> dict[str, int]:
    names = {"after RequestRecorded": "of them on request", "after ReplyReviewed": "after a reply that was reviewed"}
    names |= {"after MailReturned": "after a notice that came back"}
    refused = sum(count for name, count in counted.items() if name.startswith("refused "))
    return {said: counted[name] for name, said in names.items()} | {"steps that were refused": refused}
