"""Flagging records whose time is over: a task for each case, and nothing more. No record is destroyed by the system."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import islice

from django.db import transaction
from django.db.models import Q

from caseclose.casework.models import Case, Task
from caseclose.casework.selectors.retention import CHUNK, Standing, past_longest, records_due
from caseclose.casework.services.asked import asked

DUE, LONGEST = "records_due", "criminal_history_due"


def flag_records(*, on: date) -> Counter[str]:
    """Ask people about the records that may be destroyed by `on`, and take back what was asked of those that may not.

    A hold or a reopening takes the question back. Where a state says how long some records may be kept at most, people
    are asked about these when that time is over. Run again, it finds nothing to do.
    """
    done: Counter[str] = Counter()
    due: set[str] = set()
    waiting = records_due(on)
    while some := list(islice(waiting, CHUNK)):
        due.update(each.case for each in some)
        done["records_flagged"] += _ask(_due(some, on))
    open_ones = Task.objects.filter(kind=DUE, done_on=None)
    gone = iter(set(open_ones.values_list("case_id", flat=True)) - due)
    while none := list(islice(gone, CHUNK)):
        done["records_no_longer_due"] += open_ones.filter(case__in=none).update(done_on=on)
    done["criminal_history_flagged"] += _ask(
        asked(case=case, key=f"{LONGEST}:{case}:{last}", kind=LONGEST, due=on, last=f"{last}")
        for case, last in past_longest("criminal_history_longest_span", on)
    )
    return +done


def _due(found: Iterable[Standing], on: date) -> Iterable[Task]:
    for each in found:
        key = f"{DUE}:{each.case}:{on}"
        yield asked(case=each.case, key=key, kind=DUE, due=on, keep_until=f"{each.keep_until}")


def _ask(tasks: Iterable[Task]) -> int:
    """Open the tasks about whose cases no task of the kind is open; return how many that were.

    The cases are locked meanwhile, so that nothing is asked about one that is being destroyed or opened again.
    """
    wanted = {task.case_id: task for task in tasks if task.case_id is not None}
    kinds = {task.kind for task in wanted.values()}
    open_ones = Q(done_on=None) if kinds == {DUE} else Q()
    before = Task.objects.filter(open_ones, kind__in=kinds, case__in=wanted).values_list("case_id", flat=True)
    new = sorted(wanted.keys() - set(before))
    with transaction.atomic():
        closed = Case.objects.select_for_update(of=("self",)).filter(number__in=new, kind=Case.Kind.CLOSED)
        still = [wanted[number] for number in closed.order_by("number").values_list("number", flat=True)]
        Task.objects.bulk_create(still, ignore_conflicts=True)
    return len(still)
