"""Consent to be told by e-mail or text: recorded with day, channel and address, withdrawn, shown without address."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseclose.casework.models import JournalEntry, Participant, Person, SpentKey
from caseclose.casework.selectors.electronic import consents_on
from caseclose.casework.selectors.history import history_of
from caseclose.casework.services.contact.consents import (
    ConsentDone,
    GiveConsent,
    WithdrawConsent,
    give_consent,
    withdraw_consent,
)
from caseclose.casework.services.keys import KeyReused
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role
from tests.casework.closable import CLERK, DAY, SYSTEM, a_closable_case, moment
from tests.casework.mailing import a_case_with_people, agrees, recipient

pytestmark = pytest.mark.usefixtures("clean_database")
ADDRESS = "reader@mail.example"
NEXT = DAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _a_case(clean_database: object) -> None:
    del clean_database
    a_case_with_people()


def give(channel: str = "email", address: str = ADDRESS, given_on: date = DAY, by: Actor = CLERK, key: str = "",
         person: int = 0, on: date = NEXT) -> ConsentDone:  # fmt: skip
    consent = GiveConsent(person or recipient().pk, channel, given_on)
    return give_consent(number="1", consent=consent, address=address, by=by, on=on, at=moment(on), key=key)


def withdraw(withdrawn_on: date = NEXT, key: str = "") -> ConsentDone:
    withdrawal = WithdrawConsent(recipient().pk, withdrawn_on)
    return withdraw_consent(number="1", withdrawal=withdrawal, by=CLERK, on=NEXT, at=moment(NEXT), key=key)


def refused(**said: object) -> str:
    with pytest.raises(Refused) as found:
        give(**said)  # type: ignore[arg-type]
    assert str(said.get("address", "no address")) not in str(found.value)
    return found.value.rule


def test_a_consent_is_on_record_with_its_day_channel_and_address_and_says_whether_messages_go() -> None:
    done = give()
    assert (done.event, done.sends, done.way) == ("ElectronicConsentGiven", True, "beside_mail")
    person = recipient()
    assert (person.electronic_channel, person.electronic_consent_on) == ("email", DAY)
    assert person.electronic_address == ADDRESS
    person.family_violence = True
    person.save()
    assert give().way == "flagged"


@pytest.mark.parametrize("written", ["650-555-0142", "(650) 555 0142", "+1 650.555.0142", "16505550142"])
def test_a_phone_is_kept_in_one_form_however_it_is_written(written: str) -> None:
    give("text", written)
    assert recipient().electronic_address == "+16505550142"


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"address": "reader"}, "address_not_usable"),
        ({"address": "a@b@c.example"}, "address_not_usable"),
        ({"address": "x" * 300 + "@mail.example"}, "address_not_usable"),
        ({"address": "re\u202eader@mail.example, other@mail.example"}, "address_not_usable"),
        ({"channel": "text", "address": "555-0142"}, "address_not_usable"),
        ({"channel": "text", "address": "911"}, "address_not_usable"),
        ({"channel": "pigeon", "address": "roof"}, "no_such_channel"),
        ({"given_on": NEXT + timedelta(days=1)}, "day_of_consent_to_come"),
        ({"by": SYSTEM}, "wrong_role"),
        ({"person": 999_999}, "person_not_on_case"),
    ],
)
def test_what_cannot_be_is_refused_without_repeating_the_address_and_changes_nothing(
    said: dict[str, object], rule: str
) -> None:
    assert refused(**said) == rule
    assert recipient().electronic_consent_on is None
    assert not JournalEntry.objects.exists()


def test_the_journal_tells_of_it_in_every_case_of_the_person_and_holds_no_address() -> None:
    Participant.objects.create(case=a_closable_case("2"), person=recipient(), role="custodial_party")
    give()
    withdraw()
    told = JournalEntry.objects.order_by("number").values_list("case_id", "kind")
    given, ended = "ElectronicConsentGiven", "ElectronicConsentEnded"
    assert list(told) == [("1", given), ("2", given), ("1", ended), ("2", ended)]
    assert "@" not in str(list(JournalEntry.objects.values_list("body", flat=True)))
    said = {lang: [sentence.words for sentence in history_of("1", lang)] for lang in ("en", "es")}
    assert said["en"][0].endswith("agreed on November 22, 2026 to be told by e-mail that a letter is on its way.")
    assert said["en"][1].endswith("the person took the consent back.")
    assert "por correo electrónico" in said["es"][0]


def test_a_consent_that_is_withdrawn_no_longer_holds_until_it_is_given_anew() -> None:
    give()
    assert (withdraw().repeated, withdraw().repeated) == (False, True)
    assert not recipient().agrees
    assert refused(given_on=DAY) == "consent_not_newest"
    assert give(given_on=NEXT).sends


def test_a_later_word_is_not_overtaken_by_an_earlier_one() -> None:
    give(given_on=NEXT)
    assert refused(given_on=DAY, channel="text", address="650-555-0142") == "consent_not_newest"
    withdraw(DAY)
    assert not recipient().agrees, "whoever wants no messages gets none until they agree anew"


def test_there_is_nothing_to_withdraw_where_nothing_was_agreed() -> None:
    with pytest.raises(Refused) as found:
        withdraw()
    assert found.value.rule == "no_electronic_consent"


def test_a_consent_without_an_address_can_be_withdrawn_before_the_address_comes() -> None:
    Person.objects.filter(pk=recipient().pk).update(electronic_channel="email", electronic_consent_on=DAY)
    assert not withdraw().repeated
    Person.objects.filter(pk=recipient().pk).update(email=ADDRESS)
    assert recipient().electronic_address == ""


def test_the_same_key_records_once_and_serves_no_other_address_and_no_other_act() -> None:
    first, again = give(key="k1"), give(key="k1")
    assert (first.repeated, again.repeated, JournalEntry.objects.count()) == (False, True, 1)
    with pytest.raises(KeyReused):
        give(key="k1", address="other@mail.example")
    with pytest.raises(KeyReused):
        give("text", "650-555-0142", key="k1")
    with pytest.raises(KeyReused):
        withdraw(key="k1")
    assert "@" not in str(list(SpentKey.objects.values_list("answer", flat=True)))


def test_the_person_may_record_and_withdraw_it_themselves() -> None:
    assert give(by=Actor("recipient", Role.RECIPIENT)).sends


def test_what_everybody_agreed_to_is_shown_without_an_address() -> None:
    agrees(recipient())
    people = consents_on("1")
    assert [(each["role"], each["sends"], each["address_on_record"]) for each in people] == [
        ("custodial_party", True, True), ("noncustodial_parent", False, False),
    ]  # fmt: skip
    assert "@" not in str(people)
