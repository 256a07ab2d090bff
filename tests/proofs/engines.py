"""Four engines read one folded text: the walk over the tree, Polars, PostgreSQL and Spark answer alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from tests.engines import postgres, spark
from tests.engines.asking import MET, NOT_MET, UNKNOWN, by_polars, by_postgres, by_spark
from tests.engines.questions import DAYS
from tests.engines.trial import Engine, Trial, a_trial
from tests.proofs.proof import Planted, Proof, Setting

DATABASE = False
WHOLE, SAMPLE = 6_000_000, 300_000
MISSING_IN = 1_000
"""Of how many cases the missing evidence is asked as well."""


def prove(setting: Setting) -> Proof:
    """Ask every engine every question about the same cases."""
    verdicts, days = setting.many(sample=SAMPLE, whole=WHOLE), DAYS[-1:] if setting.sampled else DAYS
    trial = a_trial(verdicts, missing_in=MISSING_IN, seed=setting.seed, days=days)
    wrongs, planted, names = list(_unanswered(trial)), [], []
    for name, engine in _engines(setting):
        differences = trial.verdict_differences(engine)
        planted.append(Planted(f"a date that turns a day late, {name}", found=differences.pop("planted", 0) > 0))
        differences |= trial.missing_differences(engine)
        wrongs += [f"{name} and the walk differ in {count:,} cases: {asked}" for asked, count in differences.items()]
        names.append(name)
    return Proof(
        claim="The walk over the tree and every engine that reads the folded text give the same verdicts and name the"
        " same missing evidence.",
        count=trial.verdicts.size,
        things="verdicts of each engine",
        counted=f"{len(trial.frame):,} drawn cases x {len(trial.questions)} different conditions of every layer, on"
        f" {len(days)} days around the turns of the law; facts missing, leap days, month ends, amounts at, one cent"
        " under and one cent over each limit.",
        wrongs=wrongs,
        planted=planted,
        uncovered="Other versions of the engines than those installed here; text facts are shown, never decided on.",
        figures={"answers on missing evidence of each engine": trial.missing.size},
        notes=[f"Engines beside the walk: {', '.join(names)}."],
    )


def _unanswered(trial: Trial) -> Iterator[str]:
    """Yield each word that no case led to for some question: such a comparison would be empty."""
    for code, word in ((NOT_MET, "not met"), (MET, "met"), (UNKNOWN, "unknown")):
        if not (trial.verdicts == code).any(axis=0).all():
            yield f"for some question no drawn case is {word}"


def _engines(setting: Setting) -> Iterator[tuple[str, Engine]]:
    yield "Polars", by_polars
    version, programs = next(iter(postgres.installed().items()))
    with postgres.server(programs) as address:
        yield f"PostgreSQL {version}", partial(by_postgres, address=address)
    with _spark(setting) as engine:
        yield "Spark", engine


@contextmanager
def _spark(setting: Setting) -> Iterator[Engine]:
    with spark.session(setting.folder) as session:
        yield partial(by_spark, spark=session, folder=setting.folder)
