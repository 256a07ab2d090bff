"""Cases with people who can be written to, and short ways through the mail room."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2

from caseclose.casework.models import Case, OutboxMessage, Participant, Person, StoredLetter
from caseclose.casework.services.contact.consents import ConsentDone, GiveConsent, give_consent
from caseclose.casework.services.mail.batches import Batched, hand_over_letters
from caseclose.casework.services.mail.codes import code_of
from caseclose.closure.commands import Approve, Propose, SendNotice
from caseclose.outside.fakes import FakeMailVendor, FakeMessenger
from caseclose.outside.registry import Parties
from tests.casework.closable import CLERK, DAY, SUPERVISOR, SYSTEM, a_closable_case, do, moment

LINK = "https://mail.example/r/"
HOME = ("12 Rose Lane", "Eureka, CA 95501")
PROGRAM = ("P.O. Box 846", "Sacramento, CA 95812")


def a_case_with_people(number: str = "1", *, language: str = "en") -> Case:
    """A closable case with a recipient who opened it, and another parent, both with an address."""
    return with_people(a_closable_case(number), language=language)


def with_people(case: Case, *, language: str = "en") -> Case:
    """The case with a recipient who opened it, and another parent, both with an address."""
    rosa = Person.objects.create(
        given_name="Rosa", family_name=f"Maker {case.number}", mailing_address=list(HOME), language=language
    )
    daniel = Person.objects.create(
        given_name="Daniel", family_name="Other", mailing_address=["77 Example Road", "Reno, NV 89501"]
    )
    Participant.objects.create(case=case, person=rosa, role=Participant.Role.CUSTODIAL_PARTY)
    Participant.objects.create(case=case, person=daniel, role=Participant.Role.NONCUSTODIAL_PARENT)
    case.opened_by = rosa
    case.save()
    return case


def recipient(number: str = "1") -> Person:
    person = Case.objects.get(number=number).opened_by
    assert person is not None
    return person


def a_waiting_notice(number: str = "1", *, language: str = "en") -> None:
    """A case whose notice was made on the day, and waits for the mail vendor."""
    a_case_with_people(number, language=language)
    do(Propose("ca.b1"), number=number)
    do(Approve(), SUPERVISOR, number=number)
    do(SendNotice(DAY), SYSTEM, number=number)


def batch(home: Path, on: date = DAY) -> Batched:
    return hand_over_letters(on=on, at=moment(on), home=home, link=LINK)


def vendor_of(parties: Parties) -> FakeMailVendor:
    """The practice vendor, who can be made to say anything."""
    assert isinstance(parties.mail_vendor, FakeMailVendor)
    return parties.mail_vendor


def mail_goes(parties: Parties, on: date = DAY) -> Batched:
    """The mail room hands over what waits, and the vendor empties its tray on the same day."""
    vendor = vendor_of(parties)
    done = batch(vendor.tray, on)
    vendor.empty_tray(on=on)
    return done


def agrees(
    person: Person, channel: str = "email", address: str = "", *, given_on: date = DAY, number: str = "1"
) -> ConsentDone:
    """The person agrees to be told by e-mail or text that a letter is on its way."""
    address = address or (f"reader.{person.pk}@mail.example" if channel == "email" else "650-555-0142")
    consent = GiveConsent(person.pk, channel, given_on)
    return give_consent(number=number, consent=consent, address=address, by=CLERK, on=given_on, at=moment(given_on))


def messenger_of(parties: Parties) -> FakeMessenger:
    """The practice messenger."""
    assert isinstance(parties.messenger, FakeMessenger)
    return parties.messenger


def letter(kind: str = "notice", number: str = "1") -> StoredLetter:
    """The letter of this kind as it was made last."""
    found = StoredLetter.objects.filter(message__kind=kind, case=number).order_by("-pk").first()
    assert found is not None
    return found


def code(kind: str = "notice", number: str = "1") -> str:
    return code_of(OutboxMessage.objects.get(kind=kind, case=number).key)


def text_of(pdf: bytes | memoryview) -> str:
    """Everything that can be read in a PDF, its pages in their order."""
    read = pypdfium2.PdfDocument(bytes(pdf))
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in read)


def metadata_of(path: Path) -> str:
    """Everything that a PDF says of itself."""
    with pikepdf.open(path) as pdf:
        return " ".join([*(str(value) for value in pdf.docinfo.values()), str(pdf.open_metadata())])
