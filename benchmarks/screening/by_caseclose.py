"""Caseclose: the rules compiled from the policy, asked part by part as a screening does it."""

from __future__ import annotations

from typing import Any

from benchmarks.caseload import DAY, STATE
from benchmarks.screening.parts import Counts, parts
from benchmarks.worker import Stopwatch
from caseclose.law.in_force import LawInForce, law_in_force
from caseclose.law.reading import shipped
from caseclose.law.tree import facts_read
from caseclose.screening.ahead import ahead
from caseclose.screening.sheet import Sheet, sheet_for


def asked(sheet: Sheet) -> list[str]:
    """Return the facts that the criteria ask for. The gates are not part of this benchmark."""
    return list(dict.fromkeys(name for question in sheet.verdicts for name in facts_read(question.tree)))


def california() -> LawInForce:
    """Return the law that the rules by hand are written from."""
    return law_in_force(shipped(), STATE, DAY)


def work(folder: str, cases: int, *, verdicts_only: bool = False) -> dict[str, Any]:
    """Screen the first `cases` cases of `folder`; `verdicts_only` leaves the missing evidence out."""
    law = california()
    watch = Stopwatch()
    sheet, counts = sheet_for(law), Counts()
    questions = sheet.answers[: len(sheet.verdicts)]
    wanted = asked(sheet)
    for facts in ahead(part.select(wanted).collect() for part in parts(folder, cases)):
        found = facts.lazy().select(questions).collect()
        if verdicts_only:
            counts.add_answers(found)
            continue
        missing = sheet.evidence.missing(facts, found)
        counts.add(found.lazy().select(sheet.words).collect(), missing)
    return {**watch.seconds(), "counts": counts.as_dict()}
