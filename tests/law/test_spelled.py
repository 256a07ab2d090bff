"""A weighed condition in words: the same branches, the same verdicts, and each atom as people read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclose.law.explain import not_known
from caseclose.law.in_force import law_in_force
from caseclose.law.reading import shipped
from caseclose.law.spelled import ATOM, NOT, Spelled, spelled
from caseclose.law.verdict import Verdict, Weighed, weighed

BOOK = shipped().facts
LAW = law_in_force(shipped(), "ca", date(2026, 11, 22))


def pairs(tree: Weighed, said: Spelled) -> Iterator[tuple[Weighed, Spelled]]:
    yield tree, said
    for part, spoken in zip(tree.parts, said.parts, strict=True):
        yield from pairs(part, spoken)


@pytest.mark.parametrize("lang", ["en", "es"])
@given(known=st.fixed_dictionaries({}, optional={
    "current_order": st.booleans(),
    "arrears_total": st.sampled_from([Decimal("0.00"), Decimal("499.99"), Decimal("500.00")]),
    "last_arrears_payment_on": st.sampled_from([date(2020, 1, 1), date(2025, 11, 22), date(2025, 11, 23)]),
    "arrears_payment_made": st.booleans(),
    "regular_payments": st.booleans(),
}))  # fmt: skip
def test_every_branch_is_told_with_its_verdict_and_every_atom_in_words(lang: str, known: dict[str, object]) -> None:
    for standing in LAW.criteria:
        tree = weighed(standing.tree, known)  # type: ignore[arg-type]
        for node, said in pairs(tree, spelled(tree, known, BOOK, lang)):  # type: ignore[arg-type]
            assert said.verdict is node.verdict
            assert (said.kind == ATOM) is not bool(node.parts)
            if said.kind == ATOM:
                assert said.words
                assert said.written == str(node.node)
                assert (said.fact in known) is (said.verdict is not Verdict.UNKNOWN)
                assert (said.words == not_known(BOOK[said.fact], lang)) is (said.verdict is Verdict.UNKNOWN)


def test_not_says_the_opposite_of_its_part() -> None:
    standing = LAW.criterion("us.b1")
    assert standing is not None
    tree = weighed(standing.tree, {"current_order": True})
    nots = [said for _, said in pairs(tree, spelled(tree, {"current_order": True}, BOOK, "en")) if said.kind == NOT]
    assert [(said.verdict, said.parts[0].words) for said in nots if said.parts[0].fact == "current_order"] == [
        (Verdict.NOT_MET, "An order for current support is in force")
    ]
