"""Returned mail: somebody looks for the address, and the new notice waits for that, but no longer than policy says.

The search is a task. Whoever has found or confirmed the address finishes it, or sends the notice. A search that nobody
finishes holds the notice only until its last day; the task stays, and is raised like any other.
"""

from __future__ import annotations

from caseclose.casework.models import Case, Task
from caseclose.casework.selectors.closures import ADDRESS_SEARCH
from caseclose.casework.selectors.service_levels import due_on
from caseclose.casework.services.asked import asked
from caseclose.casework.services.occasions import Occasion
from caseclose.casework.services.rows import HELD

SPAN = "address_search_span"


def search_address(case: Case, occasion: Occasion) -> None:
    """Ask somebody to look for the address to which a notice could not be delivered. The caller has locked the case.

    Where a search is open already, it begins anew.
    """
    due = due_on(SPAN, case.state, occasion.on)
    searches = Task.objects.filter(case=case, kind=ADDRESS_SEARCH)
    key = f"{HELD}{case.number}:{ADDRESS_SEARCH}:{searches.count() + 1}"
    task = asked(case=case.number, key=key, kind=ADDRESS_SEARCH, due=due, due_on=due.isoformat())
    again = searches.filter(done_on=None).update(due_on=due, words=task.words, said=task.said, raised_on=None)
    if not again:
        occasion.tasks.append(task)


def end_search(case: Case, occasion: Occasion) -> None:
    """Close the search: a person sends the notice, so the address is right."""
    Task.objects.filter(case=case, kind=ADDRESS_SEARCH, done_on=None).update(done_on=occasion.on)
