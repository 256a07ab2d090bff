"""Folding: for one day of decision, limits become constants and each date form becomes one comparison with a date.

So date arithmetic happens here and nowhere else, and what is left is plain comparisons that every engine agrees on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from caseclose.law.limits import LimitBook
from caseclose.law.spans import Span, latest_start
from caseclose.law.tree import Atom, Compare, Named, Node, Reached, with_atoms


def folded(tree: Node, limits: LimitBook, as_of: date) -> Node:
    """Fold `tree` for `as_of`. Raises KeyError when a limit that it names is not in force on that day."""
    return with_atoms(tree, lambda atom: _folded_atom(atom, limits, as_of))


def _folded_atom(atom: Atom, limits: LimitBook, as_of: date) -> Atom:
    if isinstance(atom, Compare) and isinstance(atom.amount, Named):
        worth = limits[atom.amount.name].on(as_of)
        if not isinstance(worth, Decimal | int):
            raise KeyError(atom.amount.name)
        return replace(atom, amount=worth, named=atom.amount.name)
    if isinstance(atom, Reached):
        return _folded_date(atom, limits, as_of)
    return atom


def _folded_date(atom: Reached, limits: LimitBook, as_of: date) -> Reached:
    span: object = atom.span
    named = atom.named
    if isinstance(span, Named):
        named, span = span.name, limits[span.name].on(as_of)
    if span is not None and not isinstance(span, Span):
        raise KeyError(named)
    latest = as_of if span is None else latest_start(as_of, span)
    return replace(atom, span=span, named=named, latest=latest + timedelta(days=atom.shift_days))
