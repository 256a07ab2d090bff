"""Checking that a destroyed case is destroyed: nothing is left of it, and the receipt is the one in the journal."""

from __future__ import annotations

from caseclose.casework.models import Case, DestructionReceipt, JournalEntry
from caseclose.casework.selectors.retention import rows_left
from caseclose.casework.services.retention.destruction import receipt_body


def check_destroyed(number: str) -> list[str]:
    """Return what is wrong with the destruction of a case, in words; nothing where all is well.

    The chain of the journal is a matter of its own: services/audit.py checks it as a whole.
    """
    receipt = DestructionReceipt.objects.filter(case=number).first()
    if receipt is None:
        return ["there is no receipt: it was not destroyed"]
    faults = [f"{count} rows are left in {table}" for table, count in rows_left(number).items()]
    if Case.objects.get(number=number).kind != Case.Kind.DESTROYED:
        faults.append("the case is not marked as destroyed")
    told = JournalEntry.objects.filter(case=number, kind="RecordsDestroyed").first()
    if told is None or told.said != receipt_body(receipt):
        faults.append("the receipt is not the one that the journal tells of")
    whole = JournalEntry.objects.filter(case=number, number__lte=receipt.through).exclude(salt="", body=None, by="")
    return faults + [f"entry {entry} of the journal still speaks" for entry in whole.values_list("number", flat=True)]
