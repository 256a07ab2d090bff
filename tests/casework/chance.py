"""Lives of cases by chance: records of every kind, each on its day, told in the order of their days.

A life is a list of days with what happens on each. Telling it up to some day, and then the rest, shows whether the rest
changes what was known on that day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from caseclose.casework.models import Case, Closure
from tests.casework import factories as made
from tests.casework.factories import at_noon

Happening = Callable[[], object]
Life = list[tuple[date, Happening]]

FIRST, DAYS = date(2024, 1, 1), 1000
FOUND = (
    "ncp_leviable_means",
    "services_not_appropriate",
    "cooperation_required",
    "incarcerated",
    "money_held",
    "receives_cash_aid",
    "bypass_flag",
    "recipient_unreachable",
    "served_action_pending",
)
ENDS = {"kept_open": "CaseKeptOpen", "withdrawn": "RequestWithdrawn", "closed": "CaseClosed"}


def a_life(number: str, rng: Random) -> Life:
    """A case with a life of its own. The case is made at once, its life is told by the caller."""
    case = made.a_case(
        number,
        state=rng.choice(["ca", "ar"]),
        basis=rng.choice(["", "application", "cash_aid"]),
        opened_on=FIRST,
        children=[FIRST - timedelta(days=rng.randrange(4000))] * rng.randrange(2),
    )
    life: Life = []
    for kind in (_money, _aid, _people, _efforts, _findings, _remedies, _closings):
        kind(case, rng, life)
    return sorted(life, key=lambda entry: entry[0])


def tell(life: Life, *, after: date = date.min, until: date = date.max) -> None:
    """Let happen what happens after one day and until another."""
    for day, happen in life:
        if after < day <= until:
            happen()


def some_day(rng: Random) -> date:
    return FIRST + timedelta(days=rng.randrange(DAYS))


def two_days(rng: Random) -> tuple[date, date]:
    first, second = sorted((some_day(rng), some_day(rng)))
    return first, second


def _money(case: Case, rng: Random, life: Life) -> None:
    def order(begun_on: date, ended_on: date) -> None:
        life.append((begun_on, lambda: made.an_order(case, begun_on)))
        life.append((ended_on, lambda: case.orders.filter(begun_on=begun_on).update(ended_on=ended_on)))

    def payment(received_on: date, disbursed_on: date, source: str) -> None:
        life.append((received_on, lambda: made.a_payment(case, received_on, source=source)))
        life.append(
            (disbursed_on, lambda: case.payments.filter(received_on=received_on).update(disbursed_on=disbursed_on))
        )

    for _ in range(rng.randrange(3)):
        order(*two_days(rng))
    for _ in range(rng.randrange(4)):
        payment(*two_days(rng), rng.choice(["withholding", "federal_offset"]))
    for day in {some_day(rng) for _ in range(rng.randrange(4))}:
        life.append((day, lambda day=day: made.a_balance(case, day, f"{rng.randrange(900)}.00")))  # type: ignore[misc]


def _aid(case: Case, rng: Random, life: Life) -> None:
    def aid(kind: str, begun_on: date, ended_on: date) -> None:
        life.append((begun_on, lambda: made.on_aid(case, kind, begun_on)))
        life.append((ended_on, lambda: case.assistance.filter(begun_on=begun_on).update(ended_on=ended_on)))

    for _ in range(rng.randrange(3)):
        aid(rng.choice(["cash_aid", "medicaid", "foster_care"]), *two_days(rng))
    begun_on, ended_on = two_days(rng)
    if rng.random() < 0.5:
        life.append((begun_on, lambda: made.a_medical_assignment(case, begun_on)))
        life.append((ended_on, lambda: case.medical_assignments.update(ended_on=ended_on)))


def _people(case: Case, rng: Random, life: Life) -> None:
    parent, born_on, died_on = made.a_person(case, "noncustodial_parent"), some_day(rng), some_day(rng)
    if rng.random() < 0.5:
        life.append((born_on, lambda: made.a_child(case, born_on, paternity_established=False)))
    if rng.random() < 0.3:
        life.append((died_on, lambda: type(parent).objects.filter(pk=parent.pk).update(died_on=died_on)))


def _efforts(case: Case, rng: Random, life: Life) -> None:
    def search(day: date, source: str, *, found: bool) -> None:
        life.append((day, lambda: made.a_search(case, day, source, found=found)))

    def contact(day: date, method: str, *, reached: bool) -> None:
        life.append((day, lambda: made.a_contact(case, day, method, reached=reached)))

    for _ in range(rng.choice([0, 3, 30])):
        search(some_day(rng), rng.choice("abc"), found=rng.random() < 0.1)
    for _ in range(rng.randrange(6)):
        contact(some_day(rng), rng.choice(["phone", "letter", "first_class_letter"]), reached=rng.random() < 0.3)


def _findings(case: Case, rng: Random, life: Life) -> None:
    def finding(day: date, fact: str, *, value: bool) -> None:
        life.append((day, lambda: made.findings(case, day, **{fact: value})))

    for _ in range(rng.randrange(8)):
        finding(some_day(rng), rng.choice(FOUND), value=rng.random() < 0.5)
    for _ in range(rng.randrange(3)):
        day, kind = some_day(rng), rng.choice(["arrears_ledger", "birth_record"])
        life.append((day, lambda day=day, kind=kind: made.a_document(case, kind, day)))  # type: ignore[misc]


def _remedies(case: Case, rng: Random, life: Life) -> None:
    other = made.a_case(f"{case.number}-other", opened_on=some_day(rng))
    placed_on, ended_on = two_days(rng)
    if rng.random() < 0.7:
        served = [case, other] if rng.random() < 0.6 else [case]
        life.append((placed_on, lambda: made.a_remedy(*served, placed_on=placed_on)))
        life.append((ended_on, lambda: case.remedies.update(ended_on=ended_on)))
    begun_on, lifted_on = two_days(rng)
    if rng.random() < 0.4:
        life.append((begun_on, lambda: made.a_flag(case, begun_on, ends_on=date(2030, 1, 1))))
        life.append((lifted_on, lambda: case.holds.update(lifted_on=lifted_on)))


def _closings(case: Case, rng: Random, life: Life) -> None:
    """One closing after another. Each has a notice, perhaps a reply, and an end; a closed case may be opened again."""
    days = sorted({some_day(rng) for _ in range(5 * rng.randrange(3))})
    for begun_on, sent_on, arrived_on, reviewed_on, ended_on in zip(*[iter(days)] * 5, strict=False):
        a_closing_by_chance = _Closing(case, rng.choice(list(ENDS)), could_lead=rng.random() < 0.3)
        life.append((begun_on, lambda c=a_closing_by_chance, d=begun_on: c.begin(d)))  # type: ignore[misc]
        life.append((sent_on, lambda c=a_closing_by_chance, d=sent_on: c.send(d)))  # type: ignore[misc]
        if rng.random() < 0.6:
            life.append((arrived_on, lambda c=a_closing_by_chance, d=arrived_on: c.reply(d)))  # type: ignore[misc]
            life.append((reviewed_on, lambda c=a_closing_by_chance, d=reviewed_on: c.review(d)))  # type: ignore[misc]
        life.append((ended_on, lambda c=a_closing_by_chance, d=ended_on: c.end(d)))  # type: ignore[misc]


class _Closing:
    """An attempt to close, as the services leave it in tables and journal."""

    def __init__(self, case: Case, end: str, *, could_lead: bool) -> None:
        self.case = case
        self.step = end
        self.could_lead = could_lead
        self.closure = Closure()

    def begin(self, day: date) -> None:
        last = self.case.closures.order_by("-id").first()
        if last is not None and last.step == "closed":
            Case.objects.filter(number=self.case.number).update(
                kind="enforcement", reopened_on=day, enforcement_closed_on=None
            )
            made.told(last, "CaseReopened", day)
        self.closure = made.a_closing(self.case, day)

    def send(self, day: date) -> None:
        Closure.objects.filter(pk=self.closure.pk).update(step="noticed", noticed_on=day)
        made.told(self.closure, "NoticeSent", day, sent_on=str(day))

    def reply(self, day: date) -> None:
        made.a_reply(self.closure, at_noon(day))
        Closure.objects.filter(pk=self.closure.pk).update(step="replied")

    def review(self, day: date) -> None:
        self.closure.replies.update(reviewed_by="worker 8", could_lead=self.could_lead)
        made.told(self.closure, "ReplyReviewed", day, reply=self.closure.replies.get().key)

    def end(self, day: date) -> None:
        closed = self.step == "closed"
        Closure.objects.filter(pk=self.closure.pk).update(
            step=self.step, closed_on=day if closed else None, outcome="payment_processing" if closed else ""
        )
        if closed:
            Case.objects.filter(number=self.case.number).update(kind="payment_processing", enforcement_closed_on=day)
        made.told(self.closure, ENDS[self.step], day)
