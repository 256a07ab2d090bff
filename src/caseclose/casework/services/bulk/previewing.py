"""Previewing a batch: what would be done, and which cases would be refused by which rule. No case changes.

Each case is really tried, in a transaction that is then undone: so the preview and the doing never differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from caseclose.casework.facts.reading import BadRecords
from caseclose.casework.models import Batch, BatchItem, Case
from caseclose.casework.selectors.offices import states_worked
from caseclose.casework.selectors.service_levels import count_on
from caseclose.casework.services.bulk.acts import (
    BulkAct,
    carry_out,
    hash_of,
    newest_closing,
    note_of,
    refusal_of,
    what_it_rests_on,
)
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role
from caseclose.law.policy import FEDERAL
from caseclose.law.reading import shipped

PREVIEWER = Actor("nobody: a preview", Role.SUPERVISOR)
"""Who tries. No one of this name proposes or approves anything."""

Selected = Mapping[str, int | None]
"""The case numbers, each with the closing that must be its newest one, or None where any will do."""

Progress = Callable[[int, int], None]


def preview(asked: BulkAct, selected: Selected, *, on: date, at: datetime, progress: Progress | None = None) -> Batch:
    """Try the act on each case and keep the answers as a batch. Raises Refused where none or too many are selected."""
    check_number(len(selected), on)
    items = []
    for place, (number, closing) in enumerate(selected.items()):
        items.append(tried(asked, place, number, closing, on, at))
        if progress is not None:
            progress(place + 1, len(selected))
    batch = Batch(kind=asked.kind, asked=asdict(asked), policy=shipped().content_hash(), previewed_on=on)
    batch.fingerprint = fingerprint_of(batch, items)
    with transaction.atomic():
        batch.save()
        for item in items:
            item.batch = batch
        BatchItem.objects.bulk_create(items)
    return batch


def check_number(count: int, on: date) -> None:
    """Refuse a batch of no case, or of more cases than the policy of any state here agrees to."""
    states = states_worked() or [FEDERAL]
    most = min(count_on("bulk_most_cases", state, on) for state in states)
    if not count:
        raise Refused("bulk_nothing_selected")
    if count > most:
        raise Refused("bulk_too_many", count=f"{count:,}", most=f"{most:,}")


def fingerprint_of(batch: Batch, items: Iterable[BatchItem]) -> str:
    """Return the hash of what was asked, under which law, and of what the preview said of each case."""
    said = [
        [item.place, item.number, item.facts, item.facts == "" and item.refusal]
        for item in sorted(items, key=lambda item: item.place)
    ]
    return hash_of([batch.kind, batch.asked, batch.policy, batch.previewed_on, said])


def tried(asked: BulkAct, place: int, number: str, closing: int | None, on: date, at: datetime) -> BatchItem:
    """Return the item of a batch that says what would become of this case. It is not stored, and nothing is changed."""
    item = BatchItem(place=place, number=number)
    case = Case.objects.filter(number=number).first()
    if case is None:
        return _refused(item, Refused("no_such_case", case=number))
    item.case = case
    try:
        with transaction.atomic():
            newest = newest_closing(number)
            if closing is not None and (newest is None or newest.pk != closing):
                raise Refused("bulk_other_closing")
            facts, item.note = what_it_rests_on(asked, case, on), note_of(asked, number)
            carry_out(asked, number=number, by=PREVIEWER, on=on, at=at)
            transaction.set_rollback(True)
    except (Refused, BadRecords) as trouble:
        return _refused(item, trouble)
    item.facts = facts
    return item


def _refused(item: BatchItem, trouble: Refused | BadRecords) -> BatchItem:
    item.state, item.refusal = BatchItem.State.REFUSED, refusal_of(trouble)
    return item
