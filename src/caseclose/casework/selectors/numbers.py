"""The numbers of all cases."""

from __future__ import annotations

from collections.abc import Iterator

from caseclose.casework.models.case import Case

AT_ONCE = 10_000


def case_numbers() -> Iterator[str]:
    """Yield the number of every case, a few thousand at a time."""
    return iter(Case.objects.order_by("pk").values_list("number", flat=True).iterator(chunk_size=AT_ONCE))
