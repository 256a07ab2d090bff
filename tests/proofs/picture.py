"""A picture of everything that a run has led to: every row of case records, and what the parties outside have and did.

Two runs of the same acts lead to the same picture. What chance or time puts into a row is left out: how often a message
was tried, and the journal's hashes and their seal, which the audit checks by itself. Letters are looked at by
themselves too; for a code, which is drawn by chance, stands the message whose code it is.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models import AutoField, ForeignKey, IntegerField

from caseclose.casework.models import OutboxMessage, ReplyCode
from caseclose.casework.selectors.ledger_check import faults_of_ledger
from caseclose.casework.selectors.releases import remedies_without_order
from caseclose.casework.services.audit import verify
from caseclose.casework.services.mail.codes import code_of
from caseclose.casework.services.mail.stored import check_letters
from caseclose.casework.services.outbox.messages import POINTER

LEFT_OUT = {("OutboxMessage", "tries"), ("DestructionReceipt", "sealed")}
LEFT_OUT |= {("StoredLetter", name) for name in ("pdf", "facts")}
LEFT_OUT |= {("ReplyCode", "fingerprint")}
LEFT_OUT |= {("JournalEntry", name) for name in ("salt", "seal", "hash", "previous")}
IN_WORDS = "sealed"
"""What the journal tells of its own hashes, in the words about a destruction."""
Picture = Counter[str]
"""Each row and each record, as text, with how often it is there."""
_NUMBERED = re.compile(r'(?<=#": )\d+|(?<=[A-Za-z]:)\d+|(?<=: )\d+(?=[,}])|(?<=\()\d+(?=,)|(?<=federal-)\d+')
"""Numbers given on the way: in marked fields, keys such as release:12, JSON values, and names of files."""


def picture(folder: Path) -> Picture:
    """Return everything there is."""
    keys = ReplyCode.objects.values_list("message__key", flat=True)
    codes = {code_of(key): f"code of {key}" for key in keys}
    for pointer in OutboxMessage.objects.filter(kind=POINTER):
        codes[pointer.key] = f"pointer to {OutboxMessage.objects.get(pk=pointer.body['letter']).key}"
    return Counter(_without_codes(line, codes) for line in [*_rows(), *_outside(folder)])


def _without_codes(line: str, codes: Mapping[str, str]) -> str:
    return _CODE.sub(lambda found: codes.get(found[0], found[0]), line)


_CODE = re.compile(r"\b(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}\b")


def without_numbers(picture: Picture) -> Picture:
    """Return the same without what was numbered on the way: two who work at once may come to it in another order."""
    found: Picture = Counter()
    for line, count in picture.items():
        found[_NUMBERED.sub("#", line)] += count
    return found


def _rows() -> Iterator[str]:
    for model in apps.get_app_config("casework").get_models(include_auto_created=True):
        fields = [field for field in model._meta.concrete_fields if (model.__name__, field.name) not in LEFT_OUT]
        for row in model._default_manager.order_by("pk").values(*(field.attname for field in fields)):
            told = {_told(field): _without_hashes(row[field.attname]) for field in fields}
            yield f"{model.__name__} {json.dumps(told, sort_keys=True, default=str)}"


def _without_hashes(value: Any) -> Any:
    return {name: value[name] for name in value if name != IN_WORDS} if isinstance(value, dict) else value


def _told(field: Any) -> str:
    """Return the name of a field, marked where it holds a number that was given on the way."""
    own = field.target_field if isinstance(field, ForeignKey) else field
    numbered = field.name == "closure_id" or (isinstance(own, IntegerField) and own.primary_key)
    return f"{field.attname}#" if numbered else str(field.attname)


def _outside(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.sqlite")):
        yield from _remembered(path, str(path.relative_to(folder)))
    for path in sorted(folder.rglob("*.jsonl")):
        if not path.name.startswith("."):
            yield f"{path.relative_to(folder)} {path.read_text(encoding='utf-8', errors='replace')}"


def _remembered(path: Path, name: str) -> Iterator[str]:
    """Yield what a party remembers. How often something arrived is not what it did about it."""
    memory = sqlite3.connect(path)
    tables = [table for (table,) in memory.execute("select name from sqlite_master where type = 'table' order by 1")]
    for table in tables:
        if table != "arrivals":
            yield from (f"{name} {table} {row}" for row in memory.execute(f"select * from {table} order by rowid"))
    memory.close()


def differences(clean: Picture, found: Picture) -> list[str]:
    """Return what a run lacks, and what it has too much of, against a run that nothing disturbed."""
    lacking, extra = clean - found, found - clean
    return [f"lost: {line}" for line in sorted(lacking)] + [f"repeated or changed: {line}" for line in sorted(extra)]


def broken() -> list[str]:
    """Return what is wrong whatever the run was: a break of the journal or ledger, a remedy nobody speaks of."""
    found = [f"no order speaks of {remedy.kind}" for remedy in remedies_without_order()]
    found += [f"the letter {key}: {why}" for key, why in check_letters()]
    return [str(each) for each in verify()] + [f"the ledger: {fault}" for fault in faults_of_ledger()] + found


Numbers = Mapping[str, int]
"""The last number that was given in each table that numbers its rows."""


def numbers() -> Numbers:
    """Return how far each table has numbered. Rows that are gone have had their numbers too."""
    found = {}
    with connections["owner"].cursor() as cursor:
        for table, column in _numbered():
            cursor.execute(f"select coalesce(pg_sequence_last_value(pg_get_serial_sequence('{table}', '{column}')), 0)")
            found[table] = cursor.fetchone()[0]
    return found


def renumber(before: Numbers) -> None:
    """Let the database number on from what is there or was there before, as if what was undone had never been begun."""
    with connections["owner"].cursor() as cursor:
        for table, column in _numbered():
            cursor.execute(
                f"select setval(pg_get_serial_sequence('{table}', '{column}'), greatest(last, 1), last > 0)"
                f" from (select greatest(max({column}), {before[table]}) as last from {table}) given"
            )


def _numbered() -> Iterator[tuple[str, str]]:
    for model in apps.get_app_config("casework").get_models(include_auto_created=True):
        key = model._meta.pk
        if isinstance(key, AutoField):
            yield model._meta.db_table, str(key.column)
