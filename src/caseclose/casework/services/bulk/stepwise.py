"""A batch previewed a few cases at a time, for whoever watches it on a screen. It stops anywhere, and goes on there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from caseclose.casework.models import Batch, BatchItem
from caseclose.casework.services import keys
from caseclose.casework.services.bulk.acts import APPROVE, BulkAct, own_proposals, refusal_of
from caseclose.casework.services.bulk.previewing import Selected, check_number, fingerprint_of, tried
from caseclose.closure.refused import Refused
from caseclose.law.reading import shipped

State = BatchItem.State


@dataclass(frozen=True, slots=True)
class BeginBatch:
    """A preview asked for: the act, and the cases. Asked for twice under one key, it is the same one."""

    act: BulkAct
    cases: tuple[str, ...]
    name: ClassVar[str] = "begin_batch"


_TRIED = ("state", "case", "facts", "note", "refusal")


def begin_preview(
    asked: BulkAct,
    selected: Selected,
    *,
    seen: Collection[str],
    office: str | None,
    on: date,
    by: str = "",
    key: str = "",
) -> Batch:
    """Write down what is to be previewed, for an office. Raises Refused where none or too many are selected, KeyReused.

    A case that is not among those `seen` is refused like one that does not exist; a closing that `by` began, where it
    is to be approved.
    """
    check_number(len(selected), on)
    begun = BeginBatch(asked, tuple(selected))
    with transaction.atomic():
        before = keys.answer_given(key, "", begun)
        if before is not None:
            return Batch.objects.get(pk=before["batch"])
        batch = Batch.objects.create(
            kind=asked.kind,
            asked=asdict(asked),
            policy=shipped().content_hash(),
            previewed_on=on,
            state=Batch.State.PREVIEWING,
            office_id=office,
        )
        own = set(own_proposals(selected, by)) if asked.kind == APPROVE and by else set[str]()
        items = [_item(batch, place, each, seen, own) for place, each in enumerate(selected.items())]
        BatchItem.objects.bulk_create(items)
        keys.spend(key, "", begun, {"batch": batch.pk}, on)
    return batch


def _item(
    batch: Batch, place: int, chosen: tuple[str, int | None], seen: Collection[str], own: Collection[str]
) -> BatchItem:
    number, closing = chosen
    item = BatchItem(batch=batch, place=place, number=number, closing=closing)
    if number not in seen:
        item.state, item.refusal = State.REFUSED, refusal_of(Refused("no_such_case", case=number))
    elif number in own:
        item.state, item.refusal = State.REFUSED, refusal_of(Refused("same_person"))
    return item


def go_on_previewing(number: int, *, on: date, at: datetime, at_most: int) -> Batch:
    """Try the next cases of a batch that is being previewed. After the last it has its fingerprint. Batch.DoesNotExist.

    Raises Refused where the law or the day is another than when it was begun.
    """
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(pk=number)
        if batch.state != Batch.State.PREVIEWING:
            return batch
        if batch.policy != shipped().content_hash() or batch.previewed_on != on:
            raise Refused("bulk_preview_old", previewed_on=batch.previewed_on)
        asked = BulkAct(**batch.asked)
        waiting = batch.items.filter(state=State.OPEN, facts="").order_by("place")
        for item in waiting[:at_most]:
            answer = tried(asked, item.place, item.number, item.closing, on, at)
            for name in _TRIED:
                setattr(item, name, getattr(answer, name))
            item.save(update_fields=_TRIED)
        if not waiting.exists():
            batch.fingerprint, batch.state = fingerprint_of(batch, batch.items.all()), Batch.State.PREVIEWED
            batch.save(update_fields=["fingerprint", "state"])
    return batch
