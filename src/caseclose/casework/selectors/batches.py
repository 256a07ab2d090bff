"""Batches: what each was to do, how far it has come, and the cases that were refused."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from caseclose.casework.models import Batch, BatchItem

State = BatchItem.State


def batch_page(number: int) -> dict[str, Any] | None:
    """Return a batch with its cases by what became of them, or None where there is none of this number."""
    batch = Batch.objects.filter(pk=number).first()
    if batch is None:
        return None
    items = list(batch.items.order_by("place"))
    return {
        **_head(batch),
        "waiting": [item.number for item in items if item.state == State.OPEN],
        "done": [item.number for item in items if item.state == State.DONE],
        "refused": [{"case": item.number, **(item.refusal or {})} for item in items if item.state == State.REFUSED],
        "remedies": {
            item.number: item.note
            for item in items
            if item.state != State.REFUSED and any(item.note.get(name) for name in ("taken_back", "gone"))
        },
    }


def batch_list() -> list[dict[str, Any]]:
    """Return all batches, the newest first, with how many cases stand where."""
    counts: dict[int, dict[str, int]] = {}
    for batch, state, count in (
        BatchItem.objects.values_list("batch", "state").annotate(count=Count("pk")).order_by("batch", "state")
    ):
        counts.setdefault(batch, {})[state] = count
    return [{**_head(batch), "cases": counts.get(batch.pk, {})} for batch in Batch.objects.order_by("-id")]


def cases_of_batch(number: int) -> dict[str, int | None]:
    """Return the cases that a batch acted on, each with the closing that this was."""
    done = BatchItem.objects.filter(batch=number, state=State.DONE).order_by("place")
    return dict(done.values_list("number", "closure"))


def _head(batch: Batch) -> dict[str, Any]:
    return {
        "batch": batch.pk,
        "kind": batch.kind,
        "state": batch.state,
        "fingerprint": batch.fingerprint,
        "previewed_on": batch.previewed_on,
        "by": batch.by or None,
        "begun_on": batch.begun_on,
        "ended_on": batch.ended_on,
    }
