"""Looks at sealing: a case that is sealed, and what an administrator sees of sealed cases."""

from __future__ import annotations

from caseclose.casework.models import Case
from caseclose.staff.models import Account, Seal
from tests.casework.closable import DAY
from tests.staff.looks.look import Look
from tests.staff.looks.scene import LONG_NUMBER, key

OPEN, LONG = {"number": "open"}, {"number": LONG_NUMBER}


def _sealed(*numbers: str) -> None:
    named = list(Account.objects.values_list("pk", flat=True))
    for number in numbers:
        Seal.objects.create(case=Case.objects.get(number=number), may_open=named, because="A court sealed the file.",
                            set_by="supervisor", set_on=DAY)  # fmt: skip


def _two() -> None:
    _sealed("open", LONG_NUMBER)


def _the_seal() -> int:
    return int(Seal.objects.get(case="open").pk)


AT = {"pk": _the_seal}
LOOKS = [
    Look("case", "filled", "sealed", at=OPEN, before=_two),
    Look("case_seal", "filled", "of a case that is not sealed", at=LONG),
    Look("case_seal", "filled", "of a sealed case", at=OPEN, before=_two),
    Look("case_seal", "error", "no reason", at=OPEN, send={"key": key}, status=422),
    Look("case_unseal", "filled", "", at=OPEN, before=_two),
    Look("case_unseal", "error", "no reason", at=OPEN, send={"key": key}, status=422, before=_two),
    Look("case_unseal", "error", "not sealed", at=OPEN, send={"key": key, "reason": "x"}, status=422),
    Look("seals", "empty", "", "admin"),
    Look("seals", "filled", "", "admin", before=_two),
    Look("seals_change", "filled", "", "admin", at=AT, before=_two),
    Look("seals_change", "error", "nobody named", "admin", at=AT, send={"key": key, "reason": "x"}, status=422,
         before=_two),
]  # fmt: skip
