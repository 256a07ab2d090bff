"""Messages by e-mail and text tell another reader nothing; a text that does is refused, with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from caseclose.law.electronic import EMAIL, TEXT, ElectronicWay
from caseclose.law.policy import FEDERAL
from caseclose.law.reading import examine_policy, shipped
from caseclose.plain.reading_level import level_of, plain_bound

FILE = "us/electronic.toml"
ORIGINAL = shipped().sources[FILE].text


def faults(folder: Path, text: str, path: str = FILE) -> list[str]:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return [fault.reason for fault in examine_policy(folder)[1]]


def changed(before: str, after: str) -> str:
    assert before in ORIGINAL
    return ORIGINAL.replace(before, after, 1)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("channel", [EMAIL, TEXT])
def test_each_text_is_plain_and_one_for_a_phone_fits_into_one_message(channel: str, lang: str) -> None:
    message = shipped().electronic[channel]
    sentences = [each for each in re.split(r"(?<=[.!?])\s+", message.text[lang]) if each]
    level, bound = level_of(sentences, lang), plain_bound(lang)
    assert level.value <= bound if lang == "en" else level.value >= bound
    assert channel == EMAIL or len(message.text[lang]) <= 160
    assert bool(message.subject[lang]) is (channel == EMAIL)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('subject = { en = "A message waits', 'subject = { en = "Child support: a message waits', "support, child"),
        ("Please read it soon. To get", "Please read it soon, {name}. To get", "a blank to be filled"),
        ("Please read it soon. To get", f"Please read it soon{'.' * 60} To get", "one message holds 160"),
        ("léala pronto. Si no quiere", "ábrala pronto. Si no quiere", "the GSM alphabet lacks: á"),
        ("Please read it soon. To get", "Please read it soon… To get", "the GSM alphabet lacks: …"),
        ("No one reads an answer to it.", "The court reads an answer to it.", "tells another reader something: court"),
        ("Nadie lee una respuesta.", "La agencia lee una respuesta.", "tells another reader something: agencia"),
        ('[[message]]\nchannel = "text"', '[[message]]\nchannel = "email"', "no message for the channel 'text'"),
        ('subject = { en = "A message waits for you", es = "Le espera un mensaje" }\n', "", "needs a subject"),
        ('use = "nothing"', 'use = "maybe"', "Invalid enum value"),
        ("flagged = true", "flaged = true", "not a key that is known"),
    ],
)
def test_a_fault_that_is_planted_is_found(tmp_path: Path, before: str, after: str, says: str) -> None:
    assert any(says in fault for fault in faults(tmp_path, changed(before, after)))


def test_a_state_says_when_messages_are_sent_and_has_no_texts_of_its_own(tmp_path: Path) -> None:
    way = ORIGINAL[ORIGINAL.index("[[way]]") : ORIGINAL.index("[[way]]", ORIGINAL.index("[[way]]") + 1)]
    assert faults(tmp_path / "good", way, "states/ca/electronic.toml") == []
    policy = examine_policy(tmp_path / "good")[0]
    assert len(policy.electronic_ways("ca")) == len(policy.electronic_ways(FEDERAL)) + 1
    message = ORIGINAL[ORIGINAL.index("[[message]]") :]
    assert any("not a key" in fault for fault in faults(tmp_path / "bad", message, "states/ca/electronic.toml"))


def first(**so: object) -> ElectronicWay:
    usual = {"channel": "email", "contact": "mail", "flagged": False, "shared": False, "changed": False}
    ways = shipped().electronic_ways(FEDERAL)
    return next(way for way in ways if way.fits(**{**usual, **so}))  # type: ignore[arg-type]


@pytest.mark.parametrize("channel", ["email", "text"])
@pytest.mark.parametrize("contact", ["mail", "phone", "email", "none"])
def test_danger_and_a_shared_address_stop_every_message(channel: str, contact: str) -> None:
    for so in ({"flagged": True}, {"shared": True}):
        assert first(channel=channel, contact=contact, **so).use == "nothing"
    goes = first(channel=channel, contact=contact).use == "send"
    assert goes is (contact in {"mail", {"email": "email", "text": "phone"}[channel]})


def test_the_federal_rule_lets_two_notices_be_electronic_with_consent_and_no_others() -> None:
    newest = {notice.id: notice.version[-1].electronic for notice in shipped().notices.values()}
    assert {name for name, electronic in newest.items() if electronic == "with_consent"} == {
        "intent_to_close", "limited_service_ended",
    }  # fmt: skip
