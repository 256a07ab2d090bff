"""Doing what was previewed: case by case, each in a transaction of its own, under a key of the batch.

A run that was killed goes on where it stopped: what is done says so in the transaction that did it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.db import transaction

from caseclose.casework.facts.reading import BadRecords
from caseclose.casework.models import Batch, BatchItem
from caseclose.casework.selectors.service_levels import service_span
from caseclose.casework.services import journal
from caseclose.casework.services.bulk.acts import (
    APPROVE,
    BulkAct,
    carry_out,
    note_of,
    own_proposals,
    refusal_of,
    what_it_rests_on,
)
from caseclose.casework.services.bulk.previewing import Progress, check_number, fingerprint_of
from caseclose.casework.services.holds.holding import same_name
from caseclose.casework.services.locking import lock_case
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import STAFF
from caseclose.law.policy import FEDERAL
from caseclose.law.reading import shipped
from caseclose.law.spans import after

State = BatchItem.State


def run_batch(
    *,
    batch: int,
    by: Actor,
    on: date,
    at: datetime,
    fingerprint: str = "",
    progress: Progress | None = None,
    at_most: int | None = None,
) -> Batch:
    """Do what was previewed under the number `batch`. Raises Refused where it may not begin; Batch.DoesNotExist.

    `at_most` so many cases are done now; while others wait, the batch goes on when this is called again.

    A case whose facts have changed since the preview is refused and stays as it is. A batch that is done is not done
    again. `fingerprint`, where given, must be that of the preview.
    """
    require_role(by, STAFF, "bulk")
    standing = _begin(batch, by, on, at, fingerprint)
    if standing.state == Batch.State.DONE:
        return standing
    waiting = list(standing.items.filter(state=State.OPEN).order_by("place").values_list("pk", flat=True))
    todo = waiting if at_most is None else waiting[:at_most]
    for done, item in enumerate(todo, start=1):
        _do(standing, item, by, on, at)
        if progress is not None:
            progress(done, len(waiting))
    return _end(batch, by, on, at) if len(todo) == len(waiting) else standing


def _begin(number: int, by: Actor, on: date, at: datetime, fingerprint: str) -> Batch:
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(pk=number)
        items = list(batch.items.all())
        if fingerprint and fingerprint != batch.fingerprint:
            raise Refused("bulk_preview_changed")
        if batch.state == Batch.State.DONE:
            return batch
        if batch.state == Batch.State.PREVIEWING:
            raise Refused("bulk_still_previewing")
        _still_good(batch, items, on)
        if batch.state == Batch.State.RUNNING:
            if not same_name(batch.by, by.name):
                raise Refused("bulk_begun_by_other", by=batch.by)
            return batch
        todo = [item for item in items if item.state == State.OPEN]
        check_number(len(todo), on)
        _second_person(batch, todo, by)
        batch.state, batch.by, batch.begun_on = Batch.State.RUNNING, by.name, on
        batch.save(update_fields=["state", "by", "begun_on"])
        asked = {**batch.asked, "batch": number, "fingerprint": batch.fingerprint, "cases": len(todo)}
        journal.append([_line("BatchBegun", asked, by, on, at)])
    return batch


def _still_good(batch: Batch, items: list[BatchItem], on: date) -> None:
    """Refuse a preview that somebody changed, that another law was used for, or that is too old."""
    if batch.state == Batch.State.PREVIEWED and fingerprint_of(batch, items) != batch.fingerprint:
        raise Refused("bulk_preview_changed")
    last = after(batch.previewed_on, service_span("bulk_preview_span", FEDERAL, on))
    if batch.policy != shipped().content_hash() or not batch.previewed_on <= on <= last:
        raise Refused("bulk_preview_old", previewed_on=batch.previewed_on)


def _second_person(batch: Batch, items: list[BatchItem], by: Actor) -> None:
    """Refuse a bulk approval by someone who proposed any of the cases in it."""
    if batch.kind == APPROVE:
        own = own_proposals([item.number for item in items], by.name)
        if own:
            raise Refused("bulk_own_proposals", count=len(own))


def _do(batch: Batch, key: int, by: Actor, on: date, at: datetime) -> None:
    """Do it to one case, or write down why not, in one transaction."""
    asked = BulkAct(**batch.asked)
    with transaction.atomic():
        number = BatchItem.objects.values_list("number", flat=True).get(pk=key)
        case = lock_case(number)
        item = BatchItem.objects.select_for_update().get(pk=key)
        if item.state != State.OPEN:
            return
        item.note = note_of(asked, number)
        try:
            if what_it_rests_on(asked, case, on) != item.facts:
                raise Refused("bulk_facts_changed")
            item.closure = carry_out(asked, number=number, by=by, on=on, at=at, key=f"bulk:{batch.pk}:{number}")
            item.state = State.DONE
        except (Refused, BadRecords) as trouble:
            item.state, item.refusal = State.REFUSED, refusal_of(trouble)
        item.save(update_fields=["state", "refusal", "closure", "note"])


def _end(number: int, by: Actor, on: date, at: datetime) -> Batch:
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(pk=number)
        if batch.state != Batch.State.DONE:
            counts = Counter(batch.items.values_list("state", flat=True))
            batch.state, batch.ended_on = Batch.State.DONE, on
            batch.save(update_fields=["state", "ended_on"])
            body = {"batch": number, "done": counts[State.DONE], "refused": counts[State.REFUSED]}
            journal.append([_line("BatchEnded", body, by, on, at)])
    return batch


def _line(kind: str, body: dict[str, Any], by: Actor, on: date, at: datetime) -> journal.Line:
    return journal.Line(None, None, kind, on, at, by.name, by.role.value, body)
