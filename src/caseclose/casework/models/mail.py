"""Letters as they are mailed: batches, the letters themselves, never to be changed, and the codes printed on them."""

from __future__ import annotations

from django.db import models

from caseclose.casework.models.case import Case
from caseclose.casework.models.outbox import OutboxMessage


class MailBatch(models.Model):
    """Letters that go to the mail vendor together.

    `on` is the day that its letters bear. Until `handed_over_on` it is being made; then its files are the vendor's.
    """

    on = models.DateField()
    handed_over_on = models.DateField(null=True)
    letters = models.IntegerField(default=0)
    pages = models.IntegerField(default=0)

    class Meta:
        """One is being made at a time."""

        constraints = (
            models.UniqueConstraint(
                models.ExpressionWrapper(models.Q(handed_over_on=None), models.BooleanField()),
                condition=models.Q(handed_over_on=None),
                name="one_mail_batch_at_a_time",
            ),
        )


class ReplyCode(models.Model):
    """The fingerprint of a code that is printed on a letter and leads what comes back to its case.

    The code itself is kept nowhere but in the letter (services/mail/codes.py).
    """

    fingerprint = models.CharField(max_length=64, primary_key=True)
    message = models.ForeignKey(OutboxMessage, on_delete=models.PROTECT, related_name="reply_codes")


class StoredLetter(models.Model):
    """A letter as it was made. No row is ever changed: a letter that is made anew is another row with the next number.

    The last one is the letter as it went, once its batch was handed over. `facts` is the hash of everything that it
    says and where it goes; `policy` that of the policy whose words it has; `postal` is where the post takes it.
    """

    message = models.ForeignKey(OutboxMessage, on_delete=models.PROTECT, related_name="letters")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    batch = models.ForeignKey(MailBatch, on_delete=models.PROTECT, null=True, related_name="stored")
    number = models.IntegerField()
    language = models.CharField(max_length=8)
    large = models.BooleanField()
    pages = models.IntegerField()
    postal = models.CharField(max_length=10, blank=True)
    facts = models.CharField(max_length=64)
    policy = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    pdf = models.BinaryField()
    made_on = models.DateField()

    class Meta:
        """Each making of a letter has a number of its own."""

        constraints = (models.UniqueConstraint(fields=["message", "number"], name="letter_number_once"),)
        indexes = (models.Index(fields=["batch", "message"], name="letters_of_batch"),)
