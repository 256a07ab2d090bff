"""The whole record of one closing, for whoever examines it afterwards.

No person on the case is named in it, and nothing that is protected is shown: of such a fact it is said that there is
one. What people of the office did is there with their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from caseclose.casework.facts.reading import PROTECTED, BadRecords
from caseclose.casework.models import Case, Closure, JournalEntry, OutboxMessage, StoredLetter
from caseclose.casework.selectors.case_proof import ChainProof, chain_proof
from caseclose.casework.selectors.facts import facts_of_case
from caseclose.casework.selectors.law import law_on, policy_in_use
from caseclose.closure.state import ClosureState, facts_of_state
from caseclose.closure.steps import Step
from caseclose.law.errors import UnknownName
from caseclose.law.facts import Fact
from caseclose.law.in_force import LawInForce, Standing
from caseclose.law.reading import shipped
from caseclose.law.tree import facts_read
from caseclose.law.verdict import Facts, Value, Verdict, verdict_of

AUDITED = "RecordAudited"
_BESIDE = ("DocumentFiled", "FindingRecorded", "HoldSet", "HoldLiftAsked", "HoldLifted", "HoldEnded", "NoteWritten",
           "ProtectedRead", "PaperPlaced", "PaperKeyed", AUDITED)  # fmt: skip
"""Kinds of entry that belong to a closing although they name the case alone, while the closing was in progress."""
MOST_ENTRIES = 400
"""A record shows so many entries at most, and says where there are more."""


@dataclass(frozen=True, slots=True)
class Known:
    """One fact as the records have it. `weighed` says that the criterion asks about it; a hidden one has no value."""

    fact: Fact
    value: Value | None
    source: str
    weighed: bool

    @property
    def hidden(self) -> bool:
        """Whether its value is not shown."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class ClosingRecord:
    """A closing with all that belongs to it. `on` is the day of the decision: of the closing, or of its last entry.

    `again` is the verdict of the law on the criterion when it is weighed again; `same_policy` says whether the policy
    that it was decided under is the one at hand, without which nothing can be weighed again.
    """

    case: Case
    closure: Closure
    on: date
    entries: list[JournalEntry]
    readings: list[JournalEntry]
    replies: list[dict[str, Any]]
    letters: list[dict[str, Any]]
    releases: list[dict[str, Any]]
    facts: list[Known]
    unreadable: bool
    law: LawInForce | None
    standing: Standing | None
    again: Verdict
    same_policy: bool
    chain: ChainProof | None
    cut: bool


def closings_of(case: Case) -> list[Closure]:
    """Return the closings of a case, the newest first."""
    return list(case.closures.order_by("-id"))


def closing_record(case: Case, closure: Closure) -> ClosingRecord:
    """Gather the record of a closing of the case."""
    found = _entries(case, closure)
    entries = found[:MOST_ENTRIES]
    own = [entry for entry in entries if entry.kind != AUDITED]
    of_closing = [entry for entry in own if entry.closure_id == closure.pk]
    on = closure.closed_on or (of_closing[-1].on if of_closing else closure.begun_on)
    facts, sources, unreadable = _facts(case, closure, on)
    law = _law(case.state, on)
    standing = _standing(law, closure.criterion)
    same = closure.policy == policy_in_use()
    weighable = standing is not None and same and not unreadable
    return ClosingRecord(
        case=case,
        closure=closure,
        on=on,
        entries=own,
        readings=[entry for entry in entries if entry.kind == AUDITED and entry.said.get("closure") == closure.pk],
        replies=_replies(closure),
        letters=_letters(case, closure),
        releases=_releases(closure),
        facts=list(_known(facts, sources, standing)),
        unreadable=unreadable,
        law=law,
        standing=standing,
        again=verdict_of(standing.weigh(facts)) if standing is not None and weighable else Verdict.UNKNOWN,
        same_policy=same,
        chain=chain_proof(entries),
        cut=len(found) > MOST_ENTRIES,
    )


def _entries(case: Case, closure: Closure) -> list[JournalEntry]:
    until = closure.closed_on or date.max
    beside = Q(closure_id=None, kind__in=_BESIDE, on__gte=closure.begun_on) & (Q(on__lte=until) | Q(kind=AUDITED))
    found = JournalEntry.objects.filter(Q(closure_id=closure.pk) | beside, case=case)
    return list(found.order_by("number")[: MOST_ENTRIES + 1])


def _facts(case: Case, closure: Closure, on: date) -> tuple[Facts, Mapping[str, str], bool]:
    """What the records say of the day, with what the closing itself made known; and whether they cannot be read."""
    state = ClosureState(
        Step.NOTICED,
        closure.way,
        closure.begun_by,
        may_ask=closure.may_ask,
        noticed_on=closure.noticed_on,
        replies=closure.reply_count,
    )
    try:
        known = facts_of_case(case.number, on)
    except (BadRecords, Case.DoesNotExist):
        return {}, {}, True
    return {**known.facts, **facts_of_state(state)}, known.sources, False


def _law(state: str, on: date) -> LawInForce | None:
    try:
        return law_on(state.lower(), on)
    except UnknownName:
        return None


def _standing(law: LawInForce | None, criterion: str) -> Standing | None:
    if law is None:
        return None
    shelves = (law.criteria, law.requests)
    return next((each for shelf in shelves for each in shelf if each.id == criterion), None)


def _known(facts: Facts, sources: Mapping[str, str], standing: Standing | None) -> list[Known]:
    """The facts, those that the criterion asks about first, in the order of the dictionary."""
    asked = set(facts_read(standing.tree)) if standing is not None else set()
    found = [
        Known(fact, None if _is_hidden(fact) else facts[name], "" if _is_hidden(fact) else sources.get(name, ""),
              name in asked)
        for name, fact in shipped().facts.items() if name in facts
    ]  # fmt: skip
    return sorted(found, key=lambda each: not each.weighed)


def _is_hidden(fact: Fact) -> bool:
    return PROTECTED in fact.text.evidence or fact.text.kind == "text"


def _replies(closure: Closure) -> list[dict[str, Any]]:
    """The replies by when they came and what a person found of them. The words of the family stay in the case."""
    names = ("key", "arrived_at", "keyed_on", "channel", "could_lead", "review", "reviewed_by")
    return list(closure.replies.order_by("arrived_at", "id").values(*names))


def _letters(case: Case, closure: Closure) -> list[dict[str, Any]]:
    """The letters that the closing led to, each with the newest of its stored pages: their hash and policy."""
    newest = StoredLetter.objects.filter(message=OuterRef("pk")).order_by("-number")
    stored = {f"letter_{name}": Subquery(newest.values(name)[:1])
              for name in ("number", "sha256", "policy", "language", "pages")}  # fmt: skip
    found = OutboxMessage.objects.filter(case=case, body__closure=closure.pk).annotate(**stored).order_by("id")
    names = ("kind", "party", "state", "made_on", "sent_on", "mailed_on", *stored)
    return [{**row, "whom": row.pop("body").get("whom", "")} for row in found.values(*names, "body")]


def _releases(closure: Closure) -> list[dict[str, Any]]:
    names = ("kind", "state", "reason", "made_on", "sent_on", "answered_on")
    return list(closure.releases.order_by("id").values(*names))
