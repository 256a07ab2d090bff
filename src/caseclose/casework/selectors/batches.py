"""Batches: what each was to do, how far it has come, and the cases that were refused."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Q

from caseclose.casework.models import Batch, BatchItem, Case
from caseclose.closure.refused import Refused

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


def batches_of_office(office: str | None, newest: int) -> list[dict[str, Any]]:
    """Return the newest batches that an office made by its screens, or any office where none is named, with counts."""
    found = Batch.objects.filter(office=office) if office is not None else Batch.objects.exclude(office=None)
    counted = {
        name: Count("items", filter=Q(items__state=state))
        for name, state in (("waiting", State.OPEN), ("done", State.DONE), ("refused", State.REFUSED))
    }
    chosen = found.annotate(**counted).order_by("-id")[:newest]
    return [
        {**_head(batch), "asked": batch.asked, **{name: getattr(batch, name) for name in counted}} for batch in chosen
    ]


def batch_standing(number: int, office: str | None) -> dict[str, Any] | None:
    """Return how far a batch of this office has come, or of any where none is named; None where there is none such."""
    found = Batch.objects.filter(pk=number)
    batch = (found.filter(office=office) if office is not None else found.exclude(office=None)).first()
    if batch is None:
        return None
    untried = Count("pk", filter=Q(state=State.OPEN, facts=""))
    waiting = Count("pk", filter=Q(state=State.OPEN))
    done, refused = Count("pk", filter=Q(state=State.DONE)), Count("pk", filter=Q(state=State.REFUSED))
    counts = batch.items.aggregate(all=Count("pk"), untried=untried, waiting=waiting, done=done, refused=refused)
    return {**_head(batch), "asked": batch.asked, "counts": counts, "office": batch.office_id}


def refused_of_batch(number: int, lang: str, hidden: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the cases of a batch that are refused, each with the reasons in `lang`. Those hidden are left out."""
    found = BatchItem.objects.filter(batch=number, state=State.REFUSED).exclude(number__in=hidden).order_by("place")
    return [
        {"case": item, **told_again(refusal or {}, lang)} for item, refusal in found.values_list("number", "refusal")
    ]


def told_again(refusal: dict[str, Any], lang: str) -> dict[str, Any]:
    """Return a refusal that was kept, in `lang`; one that was kept without its values is told as it was."""
    if "said" not in refusal:
        return refusal
    again = Refused.again(refusal["rule"], refusal["said"])
    return {**refusal, "words": again.words(lang), "todo": again.todo(lang)}


def batch_names_any(number: int, hidden: Collection[str]) -> bool:
    """Say whether any of these cases is in the batch."""
    return BatchItem.objects.filter(batch=number, number__in=hidden, case__isnull=False).exists()


def notes_of_batch(number: int, hidden: Collection[str] = ()) -> dict[str, dict[str, list[str]]]:
    """Return, by case, the remedies that a reopening takes back and those that have gone."""
    found = BatchItem.objects.filter(batch=number).exclude(state=State.REFUSED).exclude(note={})
    rows = found.exclude(number__in=hidden).order_by("place").values_list("number", "note")
    return {case: note for case, note in rows if note.get("taken_back") or note.get("gone")}


def cases_seen(numbers: Collection[str], office: str | None, hidden: Collection[str] = ()) -> set[str]:
    """Return those of these cases that are in the office, or in any where none is named, and are not hidden."""
    found = Case.objects.filter(number__among=list(numbers)).exclude(number__in=hidden)
    return set((found.filter(office=office) if office is not None else found).values_list("number", flat=True))


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
