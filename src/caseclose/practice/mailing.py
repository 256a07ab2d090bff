"""The mail room of a practice office: letters go into the vendor's tray, and what a letter lacks is found out."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.db.models import Q

from caseclose.casework.models import Case, Participant, Person
from caseclose.casework.ports import MailVendor
from caseclose.casework.services.locking import lock_case
from caseclose.casework.services.mail.batches import hand_over_letters
from caseclose.casework.services.mail.links import reply_link
from caseclose.casework.services.outbox.messages import MAIL_VENDOR
from caseclose.practice.desk import Desk


def hand_over(desk: Desk) -> Counter[str]:
    """Put the letters that wait into the mail vendor's tray; return how many went, and how many cannot be written."""
    vendor = desk.ports.get(MAIL_VENDOR)
    if not isinstance(vendor, MailVendor):
        return Counter()
    done = hand_over_letters(on=desk.on, at=desk.at, home=vendor.tray, link=reply_link())
    return +Counter(letters=done.letters, unwritten=done.unwritten)


@transaction.atomic
def find_safe_address(number: str) -> None:
    """Put on record where those on a case who cannot be written to get mail: a box that they named on the phone."""
    lock_case(number)
    opened_by = Case.objects.filter(number=number).values("opened_by")
    on_case = Participant.objects.filter(case=number).exclude(role=Participant.Role.CHILD).values("person")
    people = Person.objects.filter(Q(pk__in=on_case) | Q(pk__in=opened_by))
    for person in people.select_for_update(no_key=True).order_by("pk"):
        if not person.mailing_address or person.safe_contact != Person.Contact.MAIL:
            person.substitute_address = [f"PO Box {person.pk}", "Madeville 00000"]
            person.safe_contact = Person.Contact.MAIL
            person.save(update_fields=["substitute_address", "safe_contact"])
