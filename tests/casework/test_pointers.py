"""Who agreed is told by e-mail or text that a letter is on its way: once for each, and never where it may harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseclose.casework.models import Case, JournalEntry, OutboxMessage, Person, Task
from caseclose.casework.services.audit import verify
from caseclose.casework.services.contact.consents import WithdrawConsent, withdraw_consent
from caseclose.casework.services.outbox.pointers import what_may_go
from caseclose.casework.services.outbox.sending import Sent, send_waiting
from caseclose.closure.commands import Close
from caseclose.law.reading import shipped
from tests.casework.closable import CLERK, DAY, DUE, SYSTEM, do, gone_out, moment
from tests.casework.mailing import a_waiting_notice, agrees, code, mail_goes, messenger_of, recipient
from tests.casework.releasing import World
from tests.casework.sharing import OREGON, ask

pytestmark = pytest.mark.usefixtures("clean_database")
NEXT = DAY + timedelta(days=1)


def told(folder: Path) -> list[str]:
    """What the messenger got, as text."""
    return list(messenger_of(World(folder).parties).remembered().values())


def mail_and_send(folder: Path, on: date = DAY) -> Sent:
    mail_goes(World(folder).parties, on)
    return World(folder).send(on)


def pointer() -> OutboxMessage:
    return OutboxMessage.objects.get(party="messenger")


@pytest.mark.parametrize(("language", "says"), [("en", "A message waits for you"), ("es", "Le espera un mensaje")])
@pytest.mark.parametrize("channel", ["email", "text"])
def test_a_letter_that_goes_by_mail_is_accompanied_by_one_message_in_the_words_of_the_policy(
    tmp_path: Path, channel: str, language: str, says: str
) -> None:
    a_waiting_notice(language=language)
    agrees(recipient(), channel)
    assert mail_and_send(tmp_path) == Sent(sent=1)
    (got,) = told(tmp_path)
    words = shipped().electronic[channel]
    assert f"channel='{channel}'" in got
    assert f"text={words.text[language]!r}" in got
    assert says in got
    assert (pointer().state, pointer().sent_on) == ("sent", DAY)
    assert mail_and_send(tmp_path, NEXT) == Sent()
    assert len(told(tmp_path)) == 1


def test_the_message_names_nobody_and_nothing_and_its_key_leads_nowhere(tmp_path: Path) -> None:
    a_waiting_notice("0042-zqwxk")
    agrees(recipient("0042-zqwxk"), number="0042-zqwxk")
    mail_and_send(tmp_path)
    (got,) = told(tmp_path)
    hidden = ("0042-", "zqwxk", "Rosa", "Maker", "Rose", "Eureka", "notice", "support", code(number="0042-zqwxk"))
    assert [word for word in hidden if word in got] == []
    assert "reader." not in str(list(OutboxMessage.objects.values_list("key", "body")))


def test_the_journal_tells_that_a_message_went_and_not_where(tmp_path: Path) -> None:
    a_waiting_notice()
    agrees(recipient())
    mail_and_send(tmp_path)
    entry = JournalEntry.objects.get(kind="LetterPointedTo")
    assert (entry.case_id, entry.body) == ("1", {"by_what": "email"})
    assert "@" not in str(list(JournalEntry.objects.values_list("body", flat=True)))
    assert verify() == []


def test_the_letter_stays_the_notice_and_a_message_starts_no_days(tmp_path: Path) -> None:
    a_waiting_notice()
    agrees(recipient())
    mail_and_send(tmp_path)
    world = World(tmp_path)
    assert world.take(DAY).fates == {"letter": 3}
    assert not JournalEntry.objects.filter(kind="NoticeWentOut").exists()
    assert world.take(DAY + timedelta(days=3)).fates == {"mailed": 1}


def _flag(number: str = "1") -> None:
    Person.objects.filter(pk=recipient(number).pk).update(family_violence=True)


def _flag_the_other() -> None:
    Person.objects.filter(given_name="Daniel").update(family_violence=True)


def _safe(contact: str) -> Callable[[], None]:
    return lambda: _change(safe_contact=contact)


def _change(**values: object) -> None:
    Person.objects.filter(pk=recipient().pk).update(**values)


def _withdraw() -> None:
    withdrawal = WithdrawConsent(recipient().pk, DAY)
    withdraw_consent(number="1", withdrawal=withdrawal, by=CLERK, on=DAY, at=moment(DAY))


def _share() -> None:
    Person.objects.filter(given_name="Daniel").update(email=recipient().email.upper())


def _dies() -> None:
    _change(died_on=DAY)


CHANGES: dict[str, Callable[[], None]] = {
    "flagged": _flag,
    "the other parent is flagged": _flag_the_other,
    "not to be contacted": _safe("none"),
    "only by phone": _safe("phone"),
    "consent withdrawn": _withdraw,
    "address shared with the other parent": _share,
    "died": _dies,
    "no address any more": lambda: _change(email=""),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_after_the_letter_was_handed_over_stops_the_message(tmp_path: Path, change: str) -> None:
    a_waiting_notice()
    agrees(recipient())
    mail_goes(World(tmp_path).parties)
    assert pointer().state == "waiting"
    CHANGES[change]()
    assert World(tmp_path).send() == Sent(dropped=1)
    assert (told(tmp_path), pointer().state) == ([], "failed")
    assert not Task.objects.filter(done_on=None).exists()


@pytest.mark.parametrize(
    ("channel", "contact", "goes"),
    [
        ("email", "mail", True),
        ("email", "phone", False),
        ("text", "mail", True),
        ("text", "email", False),
    ],
)
def test_a_message_goes_by_no_way_that_is_not_the_safe_one(
    tmp_path: Path, channel: str, contact: str, *, goes: bool
) -> None:
    """Only who gets mail, or has a substitute address, gets letters at all."""
    a_waiting_notice()
    _change(safe_contact=contact, substitute_address=["P.O. Box 846", "Sacramento, CA 95812"])
    done = agrees(recipient(), channel)
    assert done.sends is goes
    mail_and_send(tmp_path)
    assert (len(told(tmp_path)) == 1) is goes


@pytest.mark.parametrize(("channel", "contact"), [("email", "email"), ("text", "phone")])
def test_who_named_the_channel_as_safe_after_agreeing_is_told_by_it(tmp_path: Path, channel: str, contact: str) -> None:
    a_waiting_notice()
    agrees(recipient(), channel)
    _change(safe_contact=contact, substitute_address=["P.O. Box 846", "Sacramento, CA 95812"])
    assert mail_and_send(tmp_path) == Sent(sent=1)


def test_who_named_mail_as_the_safe_way_after_agreeing_is_asked_again_first(tmp_path: Path) -> None:
    a_waiting_notice()
    _change(safe_contact="email", substitute_address=["P.O. Box 846", "Sacramento, CA 95812"])
    agrees(recipient())
    _change(safe_contact="mail")
    assert mail_and_send(tmp_path) == Sent(dropped=1)


def test_who_did_not_agree_is_told_nothing_though_an_address_is_known(tmp_path: Path) -> None:
    a_waiting_notice()
    _change(email="reader@mail.example", text_phone="+16505550142")
    assert mail_and_send(tmp_path) == Sent()
    assert not OutboxMessage.objects.filter(party="messenger").exists()


def test_letters_to_agencies_and_to_who_did_not_agree_have_no_message(tmp_path: Path) -> None:
    from caseclose.casework.models import AgencyAddress
    from caseclose.casework.services.duties.agencies import RecordAgency

    a_waiting_notice()
    ask(RecordAgency("responding", OREGON, "OR-1", "mail"))
    AgencyAddress.objects.create(
        code=OREGON, name="Example Agency", mailing_address=["P.O. Box 100", "Salem, OR 97301"]
    )
    agrees(recipient())
    mail_goes(World(tmp_path).parties)
    gone_out()
    do(Close(), SYSTEM, DUE)
    mail_goes(World(tmp_path).parties, DUE)
    kinds = {row.pk: row.kind for row in OutboxMessage.objects.filter(party="mail_vendor", state="sent")}
    assert sorted(kinds.values()) == ["case_closed", "enforcement_ended", "notice", "notice_to_responding_agency"]
    pointed = [kinds[row.body["letter"]] for row in OutboxMessage.objects.filter(party="messenger").order_by("pk")]
    assert pointed == ["notice", "case_closed"]


def test_a_site_without_a_messenger_tells_nobody_and_asks_nobody(tmp_path: Path) -> None:
    a_waiting_notice()
    agrees(recipient())
    mail_goes(World(tmp_path).parties)
    assert send_waiting(on=DAY, at=moment(DAY), ports={}) == Sent(dropped=1)
    assert not Task.objects.filter(done_on=None).exists()


def test_a_message_that_could_not_go_for_days_is_not_sent_any_more(tmp_path: Path) -> None:
    a_waiting_notice()
    agrees(recipient())
    mail_goes(World(tmp_path).parties)
    assert World(tmp_path).send(DAY + timedelta(days=4)) == Sent(dropped=1)


def test_the_people_on_the_case_are_locked_while_it_is_decided_and_sent(tmp_path: Path) -> None:
    from django.db import DatabaseError, connections, transaction

    a_waiting_notice()
    agrees(recipient())
    mail_goes(World(tmp_path).parties)
    other = connections["default"].copy()
    try:
        with transaction.atomic():
            assert set(what_may_go([pointer()], DAY)) == {pointer().pk}
            with other.cursor() as cursor, pytest.raises(DatabaseError, match="could not obtain lock"):
                cursor.execute("select 1 from casework_person for no key update nowait")
    finally:
        other.close()


def test_a_message_that_comes_back_ends_the_use_of_the_address_and_a_person_is_asked_once(tmp_path: Path) -> None:
    a_waiting_notice()
    agrees(recipient())
    mail_and_send(tmp_path)
    world = World(tmp_path)
    world.take(DAY)
    for _ in range(2):
        messenger_of(world.parties).comes_back(pointer().key, on=NEXT)
    assert world.take(NEXT).fates == {"moved": 1, "repeated": 1}
    task = Task.objects.get(done_on=None)
    assert (task.kind, task.says, "@" in task.words) == ("message_came_back", "message_came_back", False)
    assert not recipient().agrees
    assert JournalEntry.objects.get(kind="ElectronicConsentEnded").said["ended_because"] == "message_came_back"
    OutboxMessage.objects.filter(party="mail_vendor").update(state="waiting")
    assert mail_and_send(tmp_path, NEXT) == Sent()


def test_a_message_that_comes_back_does_not_end_what_was_agreed_to_since(tmp_path: Path) -> None:
    a_waiting_notice()
    agrees(recipient())
    mail_and_send(tmp_path)
    agrees(recipient(), address="new@mail.example", given_on=NEXT)
    world = World(tmp_path)
    messenger_of(world.parties).comes_back(pointer().key, on=NEXT)
    world.take(NEXT)
    assert recipient().electronic_address == "new@mail.example"


def test_who_answers_that_they_want_no_more_gets_no_more(tmp_path: Path) -> None:
    a_waiting_notice()
    agrees(recipient(), "text")
    mail_and_send(tmp_path)
    world = World(tmp_path)
    messenger_of(world.parties).stops(pointer().key, on=DAY)
    world.take(DAY)
    assert not recipient().agrees
    assert not Task.objects.filter(done_on=None).exists()
    assert JournalEntry.objects.get(kind="ElectronicConsentEnded").said["ended_because"] == "person_answered_stop"


def test_a_message_of_a_case_that_is_closed_meanwhile_goes_all_the_same(tmp_path: Path) -> None:
    a_waiting_notice()
    agrees(recipient())
    mail_goes(World(tmp_path).parties)
    Case.objects.update(kind="closed")
    assert World(tmp_path).send() == Sent(sent=1)
