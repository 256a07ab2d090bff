"""A folded tree as one SQL text that PostgreSQL, Spark and Polars read alike.

Folding leaves only comparisons with constants under AND, OR and NOT, so every engine's own three-valued logic gives the
same answer: TRUE is met, FALSE is not met, NULL is unknown.
"""

from __future__ import annotations

from decimal import Decimal

from caseclose.law.tree import All, AnyOf, Atom, Compare, Holds, Node, Not, OneOf


def as_sql(node: Node) -> str:
    """Return `node` as a boolean SQL expression over columns named like the facts."""
    if isinstance(node, Not):
        return f"NOT ({as_sql(node.part)})"
    if isinstance(node, All):
        return "(" + " AND ".join(as_sql(part) for part in node.parts) + ")"
    if isinstance(node, AnyOf):
        return "(" + " OR ".join(as_sql(part) for part in node.parts) + ")"
    return _atom(node)


def _atom(atom: Atom) -> str:
    if isinstance(atom, Holds):
        return atom.fact
    if isinstance(atom, OneOf):
        return f"{atom.fact} IN ({', '.join(_text(choice) for choice in atom.choices)})"
    if isinstance(atom, Compare):
        return f"{atom.fact} {atom.op} {_number(atom)}"
    return f"{atom.fact} <= DATE '{atom.latest}'"


def _text(choice: str) -> str:
    return "'" + choice.replace("'", "''") + "'"


def _number(atom: Compare) -> str:
    if isinstance(atom.amount, Decimal):
        return f"CAST('{atom.amount}' AS DECIMAL(12,2))"
    return str(atom.amount)


def missing_sql(node: Node) -> dict[str, str]:
    """Return, for each fact that `node` asks about, a text that is TRUE where that fact is missing evidence.

    A fact is missing evidence where it is absent and everything above it, up to the whole condition, is unknown.
    """
    places: dict[str, list[str]] = {}
    _places(node, (), places)
    return {fact: " OR ".join(f"({place})" for place in dict.fromkeys(found)) for fact, found in places.items()}


def _places(node: Node, above: tuple[str, ...], places: dict[str, list[str]]) -> None:
    if isinstance(node, Not):
        _places(node.part, above, places)
    elif isinstance(node, All | AnyOf):
        here = (*above, f"{as_sql(node)} IS NULL")
        for part in node.parts:
            _places(part, here, places)
    else:
        places.setdefault(node.fact, []).append(" AND ".join((*above, f"{node.fact} IS NULL")))
