"""Closures with their replies, what they let go of, and what is left for people to do."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce

from caseclose.casework.models.case import Case, Office
from caseclose.casework.models.remedies import Remedy

IN_PROGRESS = models.Q(step__in=["requested", "proposed", "approved", "noticed", "replied"])
NOT_CONFIRMED = models.Q(state__in=["made", "sent", "accepted", "refused", "unknown"])
OPEN = models.Q(done_on=None)
QUEUED = (Coalesce("earliest_close_on", "begun_on"), models.F("id"))
"""What closings in progress are ordered by in work queues."""


class InCare(models.Model):
    """What is about a case, and knows in whose care the case is.

    The database fills in `office`, `worker` and `team` and keeps them those of the case (migrations 0092, 0104), for
    the indexes of the queues: nobody else writes them.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    worker = models.CharField(max_length=100, blank=True, default="", db_default="")
    team = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        """No table of its own."""

        abstract = True


class Closure(InCare):
    """One attempt to close a case: the state that its events in the journal add up to."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closures")
    step = models.CharField(max_length=12)
    way = models.CharField(max_length=8)
    begun_by = models.CharField(max_length=100)
    begun_on = models.DateField()
    may_ask = models.BooleanField(null=True)
    criterion = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    reply_count = models.IntegerField(default=0)
    notice = models.CharField(max_length=40, blank=True)
    noticed_on = models.DateField(null=True)
    earliest_close_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    policy = models.CharField(max_length=80, blank=True)

    class Meta:
        """One attempt at a time; the day's work finds what is due, queues what is open, supervisors what was closed."""

        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=IN_PROGRESS,
                name="one_attempt_at_a_time",
            ),
        )
        indexes = (
            models.Index(
                fields=["earliest_close_on", "id"],
                condition=models.Q(step="noticed"),
                name="closure_due",
            ),
            models.Index(*QUEUED, condition=IN_PROGRESS, name="closure_open"),
            models.Index("office", *QUEUED, condition=IN_PROGRESS, name="closure_open_office"),
            models.Index("office", "step", *QUEUED, condition=IN_PROGRESS, name="closure_open_step"),
            models.Index("office", "worker", *QUEUED, condition=IN_PROGRESS, name="closure_open_worker"),
            models.Index("office", "team", *QUEUED, condition=IN_PROGRESS, name="closure_open_team"),
            models.Index(fields=["closed_on", "id"], condition=models.Q(step="closed"), name="closure_closed"),
        )


class Reply(models.Model):
    """A reply to a notice, stamped when it arrived."""

    closure = models.ForeignKey(Closure, on_delete=models.PROTECT, related_name="replies")
    key = models.CharField(max_length=64, unique=True)
    arrived_at = models.DateTimeField()
    keyed_on = models.DateField()
    channel = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    could_lead = models.BooleanField(null=True)
    review = models.TextField(blank=True)
    reviewed_by = models.CharField(max_length=100, blank=True)


class ReleaseOrder(InCare):
    """One order to let go of one remedy. `unknown` is a real state: it ages and reaches a person."""

    class State(models.TextChoices):
        """How far the release has come."""

        MADE = "made"
        SENT = "sent"
        ACCEPTED = "accepted"
        CONFIRMED = "confirmed"
        REFUSED = "refused"
        UNKNOWN = "unknown"
        KEPT = "kept"

    closure = models.ForeignKey(Closure, on_delete=models.PROTECT, related_name="releases")
    remedy = models.ForeignKey(Remedy, on_delete=models.PROTECT, related_name="releases")
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.MADE)
    reason = models.CharField(max_length=300, blank=True)
    made_on = models.DateField()
    sent_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)

    class Meta:
        """A closing lets go of a remedy once. Queues read those that are not confirmed, the oldest first."""

        constraints = (models.UniqueConstraint(fields=["closure", "remedy"], name="release_once"),)
        indexes = (
            models.Index(fields=["made_on", "id"], condition=NOT_CONFIRMED, name="release_not_confirmed"),
            models.Index(fields=["office", "made_on", "id"], condition=NOT_CONFIRMED, name="release_waits_in_office"),
            models.Index(
                fields=["office", "worker", "made_on", "id"], condition=NOT_CONFIRMED, name="release_waits_for_worker"
            ),
            models.Index(
                fields=["office", "team", "made_on", "id"], condition=NOT_CONFIRMED, name="release_waits_for_team"
            ),
        )


class Task(InCare):
    """Something left for a person to do. What concerns the system itself names no case.

    `says` is a text of tasks.toml and `said` its values; `words` are the same in English. One that was stored in words
    alone has no `says`. `raised_on` is the day on which it had waited too long, and a supervisor was to hear of it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="tasks")
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    words = models.CharField(max_length=300)
    says = models.CharField(max_length=40, blank=True, default="")
    said = models.JSONField(null=True)
    due_on = models.DateField()
    assigned_to = models.CharField(max_length=100, blank=True)
    raised_on = models.DateField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        """Queues read what is open, what is due first ahead."""

        indexes = (
            models.Index(fields=["due_on", "id"], condition=OPEN, name="task_open"),
            models.Index(fields=["office", "due_on", "id"], condition=OPEN, name="task_open_in_office"),
            models.Index(fields=["office", "worker", "due_on", "id"], condition=OPEN, name="task_open_of_worker"),
            models.Index(fields=["office", "team", "due_on", "id"], condition=OPEN, name="task_open_of_team"),
            models.Index(fields=["assigned_to", "due_on", "id"], condition=OPEN, name="task_given"),
        )


class Hold(InCare):
    """A do-not-close flag with owner and end, or a legal hold on records.

    It ends on the day `ends_on`, or on the day of the event `until` names (services/holds.py lists them), or when it is
    lifted. A hold on records is lifted by two people: `lift_asked_by` is the first.
    """

    class Kind(models.TextChoices):
        """What it holds."""

        CLOSING = "closing"
        RECORDS = "records"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    kind = models.CharField(max_length=8, choices=Kind)
    owner = models.CharField(max_length=100)
    reason = models.CharField(max_length=300)
    begun_on = models.DateField()
    ends_on = models.DateField(null=True)
    lifted_on = models.DateField(null=True)
    until = models.CharField(max_length=40, blank=True, db_default="")
    set_by = models.CharField(max_length=100, blank=True, db_default="")
    lift_asked_by = models.CharField(max_length=100, blank=True, db_default="")
    lifted_by = models.CharField(max_length=100, blank=True, db_default="")
    entry = models.BigIntegerField(null=True)

    class Meta:
        """Queues read what stands, what ends first ahead."""

        indexes = (
            models.Index(fields=["office", "ends_on", "id"], condition=models.Q(lifted_on=None), name="hold_in_office"),
        )
