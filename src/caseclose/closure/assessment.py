"""What the law says of one case on one day: each criterion and gate weighed, explained, and summed up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from caseclose.law.explain import Because, because
from caseclose.law.in_force import LawInForce, Part, Standing
from caseclose.law.spans import Span
from caseclose.law.verdict import Facts, Verdict, decisive, missing, verdict_of

OPEN, SHUT = Verdict.NOT_MET, Verdict.MET


@dataclass(frozen=True, slots=True)
class Finding:
    """A condition weighed: its verdict, what carries it, and what is missing to settle it."""

    id: str
    cites: tuple[str, ...]
    verdict: Verdict
    because: tuple[Because, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriterionFinding:
    """One criterion of the law found met, not met or unknown, limb by limb."""

    standing: Standing
    finding: Finding
    limbs: tuple[Finding, ...]

    @property
    def closable(self) -> bool:
        """Whether a closing may rest on this criterion: it is met, and it governs in this state."""
        return self.standing.governs and self.finding.verdict is Verdict.MET


@dataclass(frozen=True, slots=True)
class GateFinding:
    """One gate found shut (met), open (not met) or unknown, and the steps that it bars when shut."""

    standing: Standing
    finding: Finding

    @property
    def shut(self) -> bool:
        """Whether the gate is known to be shut."""
        return self.finding.verdict is SHUT

    def bars(self, step: str, criterion: Standing) -> bool:
        """Say whether this gate, open or shut, stands before `step` of a closing under `criterion`."""
        text = self.standing.rule.text
        if step not in text.shuts or criterion.under in text.not_for:
            return False
        return not text.only_for or criterion.under in text.only_for


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole reading of one case."""

    law: LawInForce
    facts: Facts
    criteria: tuple[CriterionFinding, ...]
    gates: tuple[GateFinding, ...]

    @property
    def closable_under(self) -> tuple[str, ...]:
        """The criteria under which the agency may propose to close: met, governing, and no gate to proposing shut."""
        return tuple(item.standing.id for item in self.criteria if item.closable and not self.held(item, "propose"))

    @property
    def must_close(self) -> bool:
        """Whether the law says that the case must be closed: a duty of the paragraph, or of the state."""
        met = [item for item in self.criteria if item.standing.id in self.closable_under]
        return any(item.standing.rule.text.effect == "must_close" for item in met) or (
            bool(met) and self.law.duty == "shall"
        )

    def held(self, item: CriterionFinding, step: str) -> tuple[GateFinding, ...]:
        """Return the gates known to be shut before `step`."""
        return tuple(gate for gate in self.gates if gate.shut and gate.bars(step, item.standing))


def assess(law: LawInForce, facts: Facts, lang: str = "en") -> Assessment:
    """Weigh every criterion and gate of `law` against `facts`, which name only what is known."""
    criteria = tuple(_criterion(law, standing, facts, lang) for standing in law.criteria)
    gates = tuple(GateFinding(standing, find(law, standing.whole, facts, lang)) for standing in law.gates)
    return Assessment(law, facts, criteria, gates)


def _criterion(law: LawInForce, standing: Standing, facts: Facts, lang: str) -> CriterionFinding:
    limbs = tuple(find(law, limb, facts, lang) for limb in standing.limbs)
    return CriterionFinding(standing, find(law, standing.whole, facts, lang), limbs)


def find(law: LawInForce, part: Part, facts: Facts, lang: str) -> Finding:
    """Weigh and explain one condition."""
    tree = part.read(facts)
    book = law.policy.facts
    carried = tuple(because(atom, facts, book, lang) for atom in decisive(tree))
    return Finding(part.id, part.cites, tree.verdict, carried, missing(tree))


def verdicts(law: LawInForce, facts: Facts) -> dict[str, Verdict]:
    """Return only the verdicts, without reasons: the quick answer for one case."""
    return {standing.id: verdict_of(standing.weigh(facts)) for standing in law.criteria}


@dataclass(frozen=True, slots=True)
class ClosingDay:
    """Whether a closing under one criterion could be carried out on the day itself."""

    criterion: str
    verdict: Verdict
    held_by: tuple[str, ...]
    missing: tuple[str, ...]
    notice: str
    notice_days: int
    earliest_on: date | None


def closing_day(assessment: Assessment, item: CriterionFinding) -> ClosingDay:
    """Weigh the closing day for a criterion that is met: every gate open, and the notice run its full days.

    `earliest_on` is the day from which the notice allows closing: counted from the notice that was sent or, where
    none was, from a notice sent on the day of the assessment. None where no notice is owed.
    """
    held = [gate for step in ("propose", "close") for gate in assessment.held(item, step)]
    unknown = [
        name
        for gate in assessment.gates
        if gate.finding.verdict is Verdict.UNKNOWN and gate.bars("close", item.standing)
        for name in gate.finding.missing
    ]
    days = notice_days(assessment.law, item.standing)
    sent = assessment.facts.get("notice_sent_on")
    begun = sent if isinstance(sent, date) else assessment.law.as_of
    earliest = begun + timedelta(days=days) if days else None
    too_soon = earliest is not None and earliest > assessment.law.as_of
    if days and sent is None:
        unknown.append("notice_sent_on")
    return ClosingDay(
        criterion=item.standing.id,
        verdict=_closing_verdict(shut=bool(held) or (too_soon and sent is not None), unknown=bool(unknown)),
        held_by=tuple(dict.fromkeys(gate.standing.id for gate in held)),
        missing=tuple(dict.fromkeys(unknown)),
        notice=item.standing.notice,
        notice_days=days,
        earliest_on=earliest,
    )


def _closing_verdict(*, shut: bool, unknown: bool) -> Verdict:
    if shut:
        return Verdict.NOT_MET
    return Verdict.UNKNOWN if unknown else Verdict.MET


def notice_days(law: LawInForce, standing: Standing) -> int:
    """Return the calendar days of notice owed before closing under `standing`; 0 where none is owed."""
    notice = law.policy.notices.get(standing.notice)
    if notice is None:
        return 0
    version = next((v for v in notice.version if v.since <= law.as_of and (not v.until or law.as_of <= v.until)), None)
    if version is None:
        return 0
    name = version.days or notice.days
    worth = law.limits[name].on(law.as_of) if name else None
    return worth.count if isinstance(worth, Span) else 0
