"""Faithful fakes of the parties that remember keys. They keep what they got, also when the agency's side is killed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from caseclose.outside.agency_network import Incoming
from caseclose.outside.fake_federal import FakeFederalFolder
from caseclose.outside.federal_office import FederalOffice
from caseclose.outside.mail_vendor import BatchedLetter, batches_in, letters_in
from caseclose.outside.messenger import Pointer
from caseclose.outside.ports import Answer, Unreachable
from caseclose.outside.registry import Parties
from caseclose.outside.weather import CALM, Weather

DAYS_TO_DO_IT = 3
PATIENCE = 50.0
"""Seconds to wait for another process that has a party's memory in hand."""
_TABLES = """
create table if not exists got (key text primary key, record text not null, "on" text not null, done integer not null);
create table if not exists arrivals (key text not null);
create index if not exists arrivals_by_key on arrivals (key);
create table if not exists answers (
    number integer primary key, key text not null, says text not null, why text not null, case_number text not null,
    "on" text not null, taken integer not null default 0);
"""

_MAILED = """
create table if not exists mailed (key text primary key, day text not null);
create table if not exists batches (name text primary key);
"""
_INCOMING = """
create table if not exists incoming (
    number integer primary key, id text not null, agency text not null, kind text not null, arrived_at text not null,
    case_number text not null, theirs text not null, about text not null, words text not null,
    "on" text not null, taken integer not null default 0);
"""


class Keyed(Protocol):
    """A record with the key under which it counts once."""

    @property
    def key(self) -> str: ...  # noqa: D102


class FakeParty:
    """A party that takes records of one kind, does each once, and answers: accepted at once, confirmed when done.

    Bad weather loses a record on the way, or loses the word that it arrived, so that it is given over again. It loses,
    delays, doubles and garbles answers. What the party got and did can be asked of it.
    """

    days_to_do_it = DAYS_TO_DO_IT

    def __init__(self, name: str, weather: Weather = CALM, memory: Path | None = None) -> None:
        self.name = name
        self.weather = weather
        self._memory = sqlite3.connect(memory or ":memory:", timeout=PATIENCE, isolation_level=None)
        self._memory.execute("pragma synchronous = off")
        self._memory.executescript(_TABLES)

    def put(self, *records: Keyed, on: date) -> None:
        """Take records, in one step, as far as the weather lets them through.

        Raises Unreachable with the keys of those of which the word is lost.
        """
        with self._in_one_step():
            unheard = [record.key for record in records if not self._heard_of(record, on)]
        if unheard:
            raise Unreachable(f"no word from {self.name} about '{unheard[0]}'", unheard)

    def _heard_of(self, record: Keyed, on: date) -> bool:
        """Take one record if the weather lets it through; say whether the sender has cause to think that it arrived."""
        attempt, drawn_by = self.arrivals(record.key), self._drawn_by(record)
        if self.weather.loses(self.name, "record", drawn_by, attempt):
            self._memory.execute("insert into arrivals values (?)", (f"lost:{record.key}",))
            return True
        for _ in range(2 if self.weather.doubles(self.name, "record", drawn_by) else 1):
            self._take(record, on)
        return not self.weather.loses(self.name, "word", drawn_by, attempt)

    def _drawn_by(self, record: Keyed) -> str:
        """By what the weather knows a record."""
        return record.key

    def _take(self, record: Keyed, on: date) -> None:
        """Take the record: remember it, decide about it and make the answers."""
        refused = self.weather.refuses(self.name, self._drawn_by(record))
        self._memory.execute("insert into arrivals values (?)", (record.key,))
        new = self._memory.execute(
            "insert into got values (?, ?, ?, ?) on conflict do nothing",
            (record.key, repr(record), on.isoformat(), int(not refused)),
        ).rowcount
        if new and refused:
            self._say(record, "refused", f"the {self.name} has no such order on record", on)
        elif new:
            self._say(record, "accepted", "", on)
            self._say(record, "confirmed", "", on + timedelta(days=self.days_to_do_it))

    @contextmanager
    def _in_one_step(self) -> Iterator[None]:
        """What is done meanwhile is remembered whole, or not at all."""
        with self._memory:
            self._memory.execute("begin immediate")
            yield

    def _say(self, record: Keyed, says: str, why: str, due: date) -> None:
        key, case = record.key, getattr(record, "case", "")
        what = (self.name, says, self._drawn_by(record))
        if self.weather.loses(*what):
            return
        due += timedelta(days=self.weather.days_late(*what))
        written = f"{key[:-1]}?" if self.weather.garbles(*what) else key
        for _ in range(2 if self.weather.doubles(*what) else 1):
            self.say(written, says, why, case=case, on=due)

    def answers(self, *, on: date) -> Sequence[Answer]:
        """Return what is due by `on` and was not taken."""
        rows = self._memory.execute(
            "select number, key, says, why, case_number from answers"
            ' where not taken and "on" <= ? order by "on", number',
            (on.isoformat(),),
        )
        return [Answer(str(number), *words) for number, *words in rows]

    def taken(self, *answers: str) -> None:
        """Forget to say these again."""
        with self._in_one_step():
            self._memory.executemany(
                "update answers set taken = 1 where number = ?", [(int(answer),) for answer in answers]
            )

    def say(self, key: str, says: str, why: str = "", *, on: date, case: str = "") -> None:
        """Say something from the day `on`, whether or not it is true."""
        self._memory.execute(
            'insert into answers (key, says, why, case_number, "on") values (?, ?, ?, ?, ?)',
            (key, says, why, case, on.isoformat()),
        )

    def remembered(self) -> dict[str, str]:
        """Return every record that the party got, as text, by key."""
        return dict(self._memory.execute("select key, record from got"))

    def done(self) -> frozenset[str]:
        """Return the keys of what the party did. It does nothing twice."""
        return frozenset(key for (key,) in self._memory.execute("select key from got where done"))

    def arrivals(self, key: str) -> int:
        """Return how often a record was given over under `key`, lost ones included."""
        with closing(self._memory.cursor()) as cursor:
            (count,) = cursor.execute(
                "select count(*) from arrivals where key in (?, ?)", (key, f"lost:{key}")
            ).fetchone()
        return int(count)


class FakeMailVendor(FakeParty):
    """The mail vendor. It empties its tray whenever it is asked, and leaves what was in it where it is.

    It mails a letter on the day on which it finds it, later in bad weather, and proves it days later. In bad weather it
    also mislays letters, and takes some for two.
    """

    def __init__(self, name: str, tray: Path, weather: Weather = CALM, memory: Path | None = None) -> None:
        super().__init__(name, weather, memory)
        self.tray = tray
        self._memory.executescript(_MAILED)

    def empty_tray(self, *, on: date) -> None:
        """Take in the batches that were not there before, each whole."""
        known = {name for (name,) in self._memory.execute("select name from batches")}
        for batch in batches_in(self.tray):
            if batch.name not in known:
                with self._in_one_step():
                    new = self._memory.execute("insert or ignore into batches values (?)", (batch.name,)).rowcount
                    for letter in letters_in(batch) if new else ():
                        self._heard_of(letter, on)

    def _drawn_by(self, record: Keyed) -> str:
        """Codes are drawn anew in each run of the same days; where a letter stands in its batch is the same."""
        return f"{record.batch}:{record.sequence}" if isinstance(record, BatchedLetter) else record.key

    def _say(self, record: Keyed, says: str, why: str, due: date) -> None:
        if says == "confirmed":
            late = timedelta(days=self.weather.days_late(self.name, "mailed", self._drawn_by(record)))
            self.mails(record.key, due - timedelta(days=self.days_to_do_it) + late)
            due += late
        super()._say(record, says, why, due)

    def mails(self, key: str, day: date) -> None:
        """Let the letter be mailed on the day, whether or not that can be."""
        self._memory.execute("insert or replace into mailed values (?, ?)", (key, day.isoformat()))

    def answers(self, *, on: date) -> Sequence[Answer]:
        """Return what is due by `on` and was not taken; of a letter that was mailed with the day."""
        self.empty_tray(on=on)
        found = super().answers(on=on)
        return [replace(each, day=self._mailed_on(each.key)) if each.says == "confirmed" else each for each in found]

    def _mailed_on(self, key: str) -> date | None:
        row = self._memory.execute("select day from mailed where key = ?", (key,)).fetchone()
        return date.fromisoformat(row[0]) if row else None


class FakeMessenger(FakeParty):
    """The messenger. It delivers at once; in bad weather late, twice or never, or the message comes back."""

    days_to_do_it = 0

    def _drawn_by(self, record: Keyed) -> str:
        """Keys are drawn anew in each run of the same days; the address is the same."""
        return record.address if isinstance(record, Pointer) else record.key

    def comes_back(self, key: str, *, on: date) -> None:
        """Let a message that it took come back from the day `on`, also one that it had called delivered."""
        self.say(key, "refused", "no such address", on=on)

    def stops(self, key: str, *, on: date) -> None:
        """Let the person who got a message answer that they want no more."""
        self.say(key, "stopped", on=on)


class FakeAgencyNetwork(FakeParty):
    """The network, with the other agencies at its other end. Bad weather delays and doubles what they write."""

    def __init__(self, name: str, weather: Weather = CALM, memory: Path | None = None) -> None:
        super().__init__(name, weather, memory)
        self._memory.executescript(_INCOMING)

    def write(self, message: Incoming, *, on: date) -> None:
        """Let another agency write to us: it can be had from the day `on`, later or twice in bad weather."""
        due = on + timedelta(days=self.weather.days_late(self.name, "incoming", message.agency, message.id))
        row = (message.id, message.agency, message.kind, message.arrived_at.isoformat(), message.case, message.theirs,
               message.about, message.words, due.isoformat())  # fmt: skip
        for _ in range(2 if self.weather.doubles(self.name, "incoming", message.agency, message.id) else 1):
            self._memory.execute(
                'insert into incoming (id, agency, kind, arrived_at, case_number, theirs, about, words, "on")'
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def arrived(self, *, on: date) -> Sequence[Incoming]:
        """Return what arrived by `on` and was not taken, the oldest first."""
        rows: sqlite3.Cursor = self._memory.execute(
            "select id, agency, kind, arrived_at, case_number, theirs, about, words from incoming"
            ' where not taken and "on" <= ? order by number',
            (on.isoformat(),),
        )
        return [Incoming(id_, agency, kind, datetime.fromisoformat(at), *rest) for id_, agency, kind, at, *rest in rows]

    def received(self, message: Incoming) -> None:
        """Forget to give this message again. One that came twice is given a second time."""
        self._memory.execute(
            "update incoming set taken = 1 where number ="
            " (select min(number) from incoming where id = ? and agency = ? and not taken)",
            (message.id, message.agency),
        )


def fake_parties(folder: Path, *, agency: str, weather: Weather = CALM) -> Parties:
    """Return a fake of every party, each with its memory in `folder`, so that they outlive the process."""
    folder.mkdir(parents=True, exist_ok=True)

    def fake(name: str) -> FakeParty:
        return FakeParty(name, weather, folder / f"{name}.sqlite")

    return Parties(
        mail_vendor=FakeMailVendor("mail_vendor", folder / "mail", weather, folder / "mail_vendor.sqlite"),
        messenger=FakeMessenger("messenger", weather, folder / "messenger.sqlite"),
        agency_network=FakeAgencyNetwork("agency_network", weather, folder / "agency_network.sqlite"),
        licensing_board=fake("licensing_board"),
        bank=fake("bank"),
        employer=fake("employer"),
        employer_medical=fake("employer_medical"),
        court_recorder=fake("court_recorder"),
        other_party=fake("other_party"),
        own_systems=fake("own_systems"),
        federal_office=FederalOffice(agency, FakeFederalFolder(folder / "federal", weather)),
    )
