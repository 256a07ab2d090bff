"""What the law says of one case on one day: each criterion and gate weighed, explained, and summed up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from caseclose.law.explain import Because, because
from caseclose.law.in_force import LawInForce, Part, Standing
from caseclose.law.spans import Span
from caseclose.law.verdict import Facts, Verdict, Weighed, decisive, missing, verdict_of

OPEN, SHUT = Verdict.NOT_MET, Verdict.MET


@dataclass(frozen=True)
class Finding:
    """A condition weighed: its verdict, what carries it, and what is missing to settle it.

    Each is worked out when it is first asked for: a closing day asks for thousands of verdicts and hardly for a reason.
    """

    part: Part
    law: LawInForce
    facts: Facts
    lang: str

    @property
    def id(self) -> str:
        """The id of the rule, or of its limb."""
        return self.part.id

    @property
    def cites(self) -> tuple[str, ...]:
        """Where the condition comes from."""
        return self.part.cites

    @cached_property
    def verdict(self) -> Verdict:
        """What the law says of it."""
        return verdict_of(self.part.weigh(self.facts))

    @cached_property
    def because(self) -> tuple[Because, ...]:
        """The known atoms that carry the verdict, in words."""
        book = self.law.policy.facts
        return tuple(because(atom, self.facts, book, self.lang) for atom in decisive(self._tree))

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The facts that, once known, could settle an unknown verdict."""
        return missing(self._tree)

    @cached_property
    def _tree(self) -> Weighed:
        return self.part.read(self.facts)


@dataclass(frozen=True)
class CriterionFinding:
    """One criterion of the law found met, not met or unknown, limb by limb."""

    standing: Standing
    finding: Finding

    @cached_property
    def limbs(self) -> tuple[Finding, ...]:
        """The limbs of the criterion, each weighed by itself."""
        return tuple(replace(self.finding, part=limb) for limb in self.standing.limbs)

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


@dataclass(frozen=True)
class Assessment:
    """The whole reading of one case. A criterion or gate is weighed when somebody first asks for it."""

    law: LawInForce
    facts: Facts
    lang: str = "en"

    @cached_property
    def criteria(self) -> tuple[CriterionFinding, ...]:
        """Every criterion of the law."""
        return tuple(self._criterion(standing) for standing in self.law.criteria)

    @cached_property
    def gates(self) -> tuple[GateFinding, ...]:
        """Every gate of the law."""
        return tuple(GateFinding(each, find(self.law, each.whole, self.facts, self.lang)) for each in self.law.gates)

    def criterion(self, name: str) -> CriterionFinding | None:
        """Return one criterion by its id; None where no such criterion is in force."""
        standing = self.law.criterion(name)
        return self._criterion(standing) if standing is not None else None

    def _criterion(self, standing: Standing) -> CriterionFinding:
        return CriterionFinding(standing, find(self.law, standing.whole, self.facts, self.lang))

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
    """Read a case by every criterion and gate of `law`, against `facts` that name only what is known.

    The facts must not change afterwards.
    """
    return Assessment(law, facts, lang)


def find(law: LawInForce, part: Part, facts: Facts, lang: str) -> Finding:
    """Weigh one condition."""
    return Finding(part, law, facts, lang)


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


def to_find_out(assessment: Assessment, item: CriterionFinding) -> tuple[str, ...]:
    """Return the facts that must be known by the closing day, and are not: whether each gate is shut."""
    unknown = [gate for gate in assessment.gates if gate.finding.verdict is Verdict.UNKNOWN]
    barring = [gate for gate in unknown if gate.bars("close", item.standing)]
    return tuple(dict.fromkeys(name for gate in barring for name in gate.finding.missing))


def closing_day(assessment: Assessment, item: CriterionFinding) -> ClosingDay:
    """Weigh the closing day for a criterion that is met: every gate open, and the notice run its full days.

    `earliest_on` is the day from which the notice allows closing: counted from the notice that was sent or, where
    none was, from a notice sent on the day of the assessment. None where no notice is owed.
    """
    held = [gate for step in ("propose", "close") for gate in assessment.held(item, step)]
    unknown = list(to_find_out(assessment, item))
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
