"""Tags for the pages of a case: words for its codes, and what kind of block a letter has."""

from __future__ import annotations

from decimal import Decimal

from django import template

from caseclose.letters.blocks import Block
from caseclose.staff import wording
from caseclose.staff.screens.cases import saying

register = template.Library()


@register.filter
def said_as(value: object, kind: str) -> str:
    """Return the words of this area for a code of one kind, as in `{{ order.state|said_as:"RELEASES" }}`."""
    return wording.said(getattr(saying, kind), value)


@register.filter
def kind_of_block(block: Block) -> str:
    """Return what kind of block this is: Text, Heading, Panel, Items, Table or Slip."""
    return type(block).__name__


@register.filter
def dollars(amount: object) -> str:
    """Return an amount of money as people read it; a dash where it is not known."""
    return f"${amount:,.2f}" if isinstance(amount, Decimal) else "-"
