"""What is done to the journal behind the application's back is found, and the application itself can do none of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connections, transaction

from caseclose.casework.models import JournalEntry
from caseclose.casework.services import audit, journal
from caseclose.casework.services.audit import BadHead, Head, head_as_text, read_head, take_head, verify
from tests.casework.closable import DUE, moment
from tests.casework.ending import agreed, an_old_case, destroyed
from tests.ground import empty
from tests.proofs.life_scene import scene, stage
from tests.proofs.proof import Planted, Proof, Setting
from tests.proofs.tampering import CHANGES, TABLE, Auditor, Tampering, all_tamperings, as_superuser, columns, missed
from tests.proofs.whole_life import whole_life

DATABASE = True
KEY = b"a key that is kept elsewhere"
FORBIDDEN = (
    f"DELETE FROM {TABLE}",
    f"DELETE FROM {TABLE} WHERE number = 1",
    f"TRUNCATE {TABLE}",
    "TRUNCATE casework_case CASCADE",
    f"ALTER TABLE {TABLE} DISABLE TRIGGER ALL",
    f"ALTER TABLE {TABLE} DROP COLUMN seal",
    f"ALTER TABLE {TABLE} OWNER TO caseclose_app",
    f"DROP TABLE {TABLE} CASCADE",
    f"CREATE RULE quiet AS ON INSERT TO {TABLE} DO INSTEAD NOTHING",
    f"CREATE TRIGGER mine BEFORE INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "SET session_replication_role = replica",
    "SET ROLE caseclose_owner",
    "ALTER ROLE caseclose_app SUPERUSER",
    f"INSERT INTO {TABLE} SELECT * FROM {TABLE} WHERE number = 1 ON CONFLICT (number) DO UPDATE SET hash = 'x'",
    f"MERGE INTO {TABLE} j USING (SELECT 1 AS n) s ON j.number = s.n WHEN MATCHED THEN DELETE",
)
"""What the application's role must not be able to do, beside changing a column."""


def prove(setting: Setting) -> Proof:
    """Let a journal come about, then do everything to it."""
    a_journal(setting)
    heads = (take_head(key=KEY, at=moment(DUE)),)
    length = heads[0].number
    everything = all_tamperings(length)
    tried = setting.draw("tampering").sample(everything, 60) if setting.sampled else everything
    forged, forbidden = list(_forged_heads(heads[0])), list(_forbidden())
    wrongs = [str(each) for each in verify(heads)] + missed(tried, verify, heads)
    wrongs += [f"{what}: silent even in the chain, so nothing was done" for what in _nothing_done(tried)]
    wrongs += [f"a forged head is read: {text}" for text in forged if _is_read(text)]
    wrongs += [f"the application can: {statement}" for statement in forbidden if _can("default", statement)]
    wrongs += [f"the owner can while the triggers stand: {each}" for each in _changes() if _can("owner", each)]
    wrongs += _cut_and_gone_on(heads)
    by_chain = [each for each in everything if " changed" in each.what]
    some = setting.draw("weak auditors").sample(by_chain, 80) + [each for each in everything if each.only_by_head][::20]
    planted = [Planted(what, found=bool(missed(some, auditor, heads))) for what, auditor in _weak()]
    planted.append(Planted("an auditor who knows one head for each number", found=_one_head_misses(heads)))
    figures = {f"columns of {length} entries": len(columns()), "forged heads": len(forged)}
    figures |= {"statements of the application": len(forbidden), "statements of the owner": len(_changes())}
    empty()
    return Proof(
        claim="Changing, deleting, swapping, re-dating or forging any one entry of the journal is found by its chain;"
        " cutting its tail and writing it anew are found by the head that is kept outside; the role of the application"
        " can do none of it.",
        count=len(tried) + len(forged) + len(forbidden) + len(_changes()) + 1,
        things="ways to tamper",
        counted=f"In a journal of {length} entries, of two destroyed cases too: each column of each entry, each entry"
        " deleted, each two swapped, one forged before each, the tail cut after each, everything written anew from each"
        " on; each character of a head; each statement of a list that the two roles must be refused.",
        wrongs=wrongs,
        planted=planted,
        uncovered="What is added behind the last head with the application's own rights; what happened since the last"
        " head, if everything since is cut; whoever has both the database and the key or the file of heads.",
        figures=figures,
    )


def a_journal(setting: Setting) -> None:
    """A whole life of five cases, one of them destroyed, and another old case that was destroyed before."""
    scene(setting.folder / "world")
    an_old_case("old")
    agreed("old")
    destroyed("old")
    place = stage(setting.folder / "world")
    for act in whole_life():
        act.do(place)


def _nothing_done(tried: Sequence[Tampering]) -> Iterator[str]:
    """Yield what left the journal as it was: such a try proves nothing."""
    before = _everything()
    for each in tried[::11]:
        with as_superuser() as cursor:
            each.do(cursor)
            if _everything() == before:
                yield each.what


def _everything() -> list[tuple[Any, ...]]:
    return list(JournalEntry.objects.order_by("number").values_list())


def _forged_heads(head: Head) -> Iterator[str]:
    """Yield the head with one character changed, for each of its characters that say something; and other keys'."""
    text = head_as_text(head)
    for place, char in enumerate(text):
        if char.isalnum():
            yield text[:place] + ("0" if char != "0" else "1") + text[place + 1 :]
    yield head_as_text(take_head(key=b"another key", at=moment(DUE)))
    yield json.dumps({"number": 1})


def _is_read(text: str) -> bool:
    try:
        read_head(text, key=KEY)
    except BadHead:
        return False
    return True


def _changes() -> list[str]:
    changes = [f'UPDATE {TABLE} SET "{column}" = {CHANGES[column]} WHERE number = 1' for column in columns()]
    return [*changes, f"DELETE FROM {TABLE} WHERE number = 1", f"TRUNCATE {TABLE}"]


def _forbidden() -> Iterator[str]:
    yield from _changes()
    yield from FORBIDDEN


def _can(alias: str, statement: str) -> bool:
    """Whether the role behind the alias can do it. It is undone."""
    try:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(statement)
            transaction.set_rollback(True, using=alias)
    except DatabaseError:
        return False
    return True


def _cut_and_gone_on(heads: tuple[Head, ...]) -> list[str]:
    """The tail is cut, as much is appended again by the program itself, and a new head is taken of the same length."""
    with as_superuser() as cursor:
        later = _gone_on(cursor, heads[0])
        found = verify((*heads, later))
    return [] if found else ["the tail cut and appended anew, with a new head beside the old: not found"]


def _gone_on(cursor: Any, head: Head) -> Head:
    lost = list(JournalEntry.objects.filter(number__gt=head.number - 3).order_by("number"))
    cursor.execute(f"DELETE FROM {TABLE} WHERE number > {head.number - 3}")
    lines = [journal.Line(e.case_id, None, e.kind, e.on, e.at + timedelta(days=1), "x", e.role, {}) for e in lost]
    journal.append(lines)
    return take_head(key=KEY, at=moment(DUE))


def _weak() -> Iterator[tuple[str, Auditor]]:
    """Yield auditors that look away in one place. What is tried must show each of them up."""
    yield "an auditor who does not compute the hashes", _looking_away(link_of=lambda entry: entry.hash)
    yield "an auditor who does not compute the seals", _looking_away(seal_of=lambda entry: entry.seal)
    yield "an auditor who has no heads", lambda _heads: verify()


def _looking_away(**names: Any) -> Auditor:
    def auditor(heads: tuple[Head, ...]) -> list[Any]:
        before = {name: getattr(audit, name) for name in names}
        vars(audit).update(names)
        try:
            return list(verify(heads))
        finally:
            vars(audit).update(before)

    return auditor


def _one_head_misses(heads: tuple[Head, ...]) -> bool:
    """Whether an auditor who keeps only the newest head of each number would miss the tail that was appended anew."""
    with as_superuser() as cursor:
        later = _gone_on(cursor, heads[0])
        return not verify((later,))
