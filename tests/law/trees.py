"""Conditions and cases drawn at random: trees of the law language over shipped facts, and values near their turns."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from caseclose.law.fold import folded
from caseclose.law.reading import shipped
from caseclose.law.spans import Span, latest_start
from caseclose.law.tree import All, AnyOf, Atom, Compare, Holds, Named, Node, Not, OneOf, Reached
from caseclose.law.verdict import Facts, Value

SOME = settings(max_examples=150, deadline=None, database=None)
AS_OF = date(2024, 2, 29)
YES_NO = ("current_order", "money_held", "ncp_deceased", "regular_payments")
MONEY = ("arrears_total", "arrears_assigned")
COUNTS = ("recipient_interviews",)
DATES = ("locate_efforts_since", "bypass_expires_on")
CHOICE = "service_basis"
CHOICES = ("application", "cash_aid", "medicaid")
OPS = ("<", "<=", ">", ">=", "=")
AMOUNTS = tuple(map(Decimal, ("0.00", "0.01", "499.99", "500.00", "500.01", "9999999999.99")))
SPANS = (Span(1, "day"), Span(60, "day"), Span(1, "month"), Span(6, "month"), Span(1, "year"), Span(18, "year"))


def _unfolded_atoms() -> st.SearchStrategy[Atom]:
    ops = st.sampled_from(OPS)
    amounts: st.SearchStrategy[Decimal | Named] = st.sampled_from([*AMOUNTS, Named("low_arrears")])
    numbers: st.SearchStrategy[int | Named] = st.sampled_from([0, 1, 2, Named("interviews_needed")])
    spans: st.SearchStrategy[Span | Named | None] = st.sampled_from([*SPANS, Named("notice_span"), None])
    choices = st.lists(st.sampled_from(CHOICES), min_size=1, max_size=3, unique=True).map(tuple)
    return st.one_of(
        st.builds(Holds, st.sampled_from(YES_NO)),
        st.builds(Compare, st.sampled_from(MONEY), ops, amounts),
        st.builds(Compare, st.sampled_from(COUNTS), ops, numbers),
        st.builds(Reached, st.sampled_from(DATES), spans),
        st.builds(OneOf, st.just(CHOICE), choices),
    )


def _grown(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(Not, parts), st.builds(All, several), st.builds(AnyOf, several))


def unfolded() -> st.SearchStrategy[Node]:
    """Any condition, as read."""
    return st.recursive(_unfolded_atoms(), _grown, max_leaves=10)


def trees() -> st.SearchStrategy[Node]:
    """Any condition, folded for AS_OF."""
    return unfolded().map(lambda tree: folded(tree, shipped().federal.limits, AS_OF))


def _days() -> st.SearchStrategy[date]:
    turns = [AS_OF, *(latest_start(AS_OF, span) for span in SPANS)]
    near = [turn + timedelta(days=step) for turn in turns for step in (0, 1, -1)]
    return st.sampled_from([*turns, *near]) | st.dates(date(1990, 1, 1), date(2030, 1, 1))


def _values() -> dict[str, st.SearchStrategy[Value]]:
    values: dict[str, st.SearchStrategy[Value]] = {name: st.booleans() for name in YES_NO}
    values |= {name: st.sampled_from(AMOUNTS) for name in MONEY}
    values |= {name: st.integers(0, 3) for name in COUNTS}
    values |= {name: _days() for name in DATES}
    return values | {CHOICE: st.sampled_from(CHOICES)}


def some_facts() -> st.SearchStrategy[Facts]:
    """A case of which some facts are known and some are not."""
    return st.fixed_dictionaries({}, optional=_values())


def all_facts() -> st.SearchStrategy[Facts]:
    """A case of which every fact is known."""
    return st.fixed_dictionaries(_values())
