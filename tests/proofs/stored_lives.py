"""The same random lives on the real database: by way of the services, judged by what the journal tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any, ClassVar

from django.db import connections

from caseclose.casework.models import Case, Finding, JournalEntry, Office, OutboxMessage, ReleaseOrder, Remedy
from caseclose.casework.selectors.facts import facts_of_case
from caseclose.casework.services.acting import act
from caseclose.casework.services.matters import matters_of
from caseclose.casework.services.outbox.messages import OF_NOTICES
from caseclose.casework.services.reopening import reopen_case
from caseclose.closure import commands as to
from caseclose.closure import events
from caseclose.closure.commands import Actor, Command
from caseclose.closure.decide import Circumstances
from caseclose.closure.events import Event
from caseclose.closure.refused import Refused
from caseclose.closure.replies import CORRECTION
from caseclose.law.facts import Fact
from caseclose.law.reading import shipped
from caseclose.law.values import BadValue, contradiction, read_value
from caseclose.law.verdict import Facts, Value
from tests.casework.closable import SUPERVISOR, moment
from tests.casework.factories import in_words
from tests.closure.lives import Life
from tests.closure.oracle import Happened, faults
from tests.proofs.post import the_post_goes

OPENED = date(2012, 3, 2)
FOUND = date(2012, 3, 3)
KEPT = ("driver_license", "income_withholding", "passport", "bank_levy")


class StoredLife(Life):
    """A life whose facts are findings on record, whose commands are services, and whose history is the journal."""

    counted: ClassVar[Counter[str]] = Counter()
    numbers: ClassVar[Any] = count(1)

    def __init__(self) -> None:
        super().__init__()
        self.number = ""
        self.on_record: dict[str, str] = {}
        self.attempts = 0

    # ---- the records -----------------------------------------------------------------------------------------------

    def case(self) -> str:
        """The number of the case, which is put on record when it is first asked for."""
        if not self.number:
            self.number = f"life-{next(self.numbers)}"
            office, _ = Office.objects.get_or_create(
                code=self.where, defaults={"state": self.where, "name": "An office", "zone": "America/Chicago"}
            )
            case = Case.objects.create(number=self.number, office=office, opened_on=OPENED)
            for kind in KEPT:
                Remedy.objects.create(kind=kind, placed_on=OPENED).cases.add(case)
        return self.number

    def put_on_record(self) -> None:
        """Let the findings on record say what is known now. What is no longer known is no longer on record."""
        wanted = {name: in_words(value) for name, value in _on_record(self.facts, self.day).items()}
        if wanted == self.on_record:
            return
        with connections["owner"].cursor() as cursor:
            cursor.execute("DELETE FROM casework_finding WHERE case_id = %s", [self.case()])
        Finding.objects.bulk_create(
            Finding(case_id=self.case(), fact=fact, value=value, found_on=FOUND, found_by="worker 7")
            for fact, value in wanted.items()
        )
        self.on_record = wanted

    def look(self) -> dict[str, Any]:
        """What is known of the case today, as its records tell."""
        return dict(facts_of_case(self.case(), self.day).facts)

    # ---- asking ----------------------------------------------------------------------------------------------------

    def now(self) -> Circumstances:
        self.case()
        return super().now()

    def ask(self, command: Command, by: Actor) -> Refused | None:
        """Have a command carried out. A refusal changes nothing and says why."""
        self.put_on_record()
        command, known, before = self._named(command), self.look(), self._last()
        try:
            act(number=self.case(), command=command, by=by, on=self.day, at=moment(self.day))
        except Refused as refused:
            why = refused
        else:
            self._tell(before, known)
            if isinstance(command, to.SendNotice):
                self.the_post_goes()
            return None
        assert self._last() == before, f"refused by {why.rule}, and something happened"
        self.counted[f"refused {why.rule}"] += 1
        return why

    def the_post_goes(self) -> None:
        """Give the notice to the mail vendor, at once or days later; until then the case does not close."""
        notice = OutboxMessage.objects.filter(OF_NOTICES, case=self.number).latest("pk")
        if self.post_takes:
            self.day += timedelta(days=self.post_takes)
            assert (refused := self.ask(to.Close(), SUPERVISOR)) is not None
            assert refused.rule == "notice_not_out"
        before, known = self._last(), self.look()
        the_post_goes(self.day, moment(self.day), (notice.pk, notice.pk))
        self._tell(before, known)

    def _named(self, command: Command) -> Command:
        """A reply has a name of its own among all replies of all cases."""
        if isinstance(command, to.RecordReply | to.ReviewReply) and self.number not in command.reply:
            return replace(command, reply=f"{self.case()} {self.attempts} {command.reply}")
        return command

    def happens(self, event: Event, by: str) -> None:
        """Only a reopening happens by itself: the former recipient has applied, or the closing was wrong."""
        assert isinstance(event, events.CaseReopened), by
        before, known = self._last(), self.look()
        reopen_case(number=self.case(), basis=CORRECTION, by=SUPERVISOR, on=self.day, at=moment(self.day))
        self._tell(before, known)

    def _last(self) -> int:
        return JournalEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0

    def _tell(self, before: int, known: dict[str, Any]) -> None:
        """Add to the history what the journal has come to tell, and judge a closing."""
        for entry in JournalEntry.objects.filter(number__gt=before, case_id=self.number).order_by("number"):
            if entry.kind in ("RequestRecorded", "ClosureProposed"):
                self.attempt, self.attempts = [], self.attempts + 1
            self.attempt.append(Happened(entry.kind, entry.on, entry.by, _details(entry), known))
        case = Case.objects.select_related("office").get(number=self.number)
        self.state, self.case_open = matters_of([case])[0].state, case.open
        if self.attempt and self.attempt[-1].what == "CaseClosed":
            self.judge([*faults(self.where, self.attempt), *self._left_behind()])

    def _left_behind(self) -> list[str]:
        """Remedies in place that no order of this closing speaks of."""
        spoken = ReleaseOrder.objects.filter(closure__case_id=self.number, closure__closed_on=self.day)
        found = Remedy.objects.filter(cases=self.number, ended_on=None).exclude(pk__in=spoken.values("remedy"))
        return [f"nobody lets go of {remedy.kind}" for remedy in found]

    # ---- what holds only for a life without records ----------------------------------------------------------------

    def the_state_is_what_its_events_say(self) -> None:
        """The journal tells this, and the audit and the histories of races look at it."""

    def a_case_is_shut_exactly_when_its_last_closing_closed_it(self) -> None:
        """Read off the case itself here."""


def _on_record(facts: Facts, day: date) -> dict[str, Value]:
    """The facts without those that records cannot hold: a day that lies ahead, and what the rest contradicts."""
    book = shipped().facts
    kept = {name: value for name, value in facts.items() if _can_be(book[name], value, day)}
    while reason := contradiction(book, kept):
        del kept[reason.partition(" ")[0]]
    return kept


def _can_be(fact: Fact, value: Value, day: date) -> bool:
    try:
        read_value(fact, value, as_of=day)
    except BadValue:
        return False
    return True


def _details(entry: JournalEntry) -> dict[str, Any]:
    """What an entry says; of a notice also whom it goes to and how, as the notice itself says."""
    said = dict(entry.said)
    if entry.kind == "NoticeSent":
        notice = shipped().notices[said["notice"]]
        said |= {"to": notice.to, "form": notice.form}
    return said
