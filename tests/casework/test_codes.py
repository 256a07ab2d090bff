"""Codes on letters: long enough, the same however they are typed, and in the records as fingerprints alone."""

from __future__ import annotations

import json
import math
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings

from caseclose.casework.models import OutboxMessage, ReplyCode
from caseclose.casework.services.fingerprints import NoCodeKey, code_key, fingerprint
from caseclose.casework.services.mail.codes import code_of, mark_of, message_of, ways_to_reply
from caseclose.casework.services.mail.drawn import LENGTH, SIGNS, as_drawn, drawn_code
from tests.casework.closable import DAY, a_closable_case


def a_letter() -> OutboxMessage:
    return OutboxMessage.objects.create(
        key="1:1:notice:1", case=a_closable_case(), kind="notice", party="mail_vendor", body={}, made_on=DAY
    )


def test_a_code_holds_more_than_fifty_bits() -> None:
    assert math.log2(len(SIGNS) ** LENGTH) > 50
    assert len({drawn_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("typed", ["k7mw-3fqd-2bcc", " K7MW 3FQD 2BCC ", "k7mw3fqd2bcc", "K7MW\u20133FQD\u20132BCC"])
def test_a_code_is_the_same_however_it_is_typed(typed: str) -> None:
    assert as_drawn(typed) == "K7MW-3FQD-2BCC"


def test_what_is_no_code_of_today_stays_as_it_was_typed() -> None:
    assert as_drawn(" k7mw3-fqd2b ") == "K7MW3-FQD2B"


@pytest.mark.usefixtures("clean_database")
def test_the_code_of_a_letter_stands_nowhere_in_the_records_and_leads_to_it() -> None:
    letter = a_letter()
    code = ways_to_reply([letter], "")[letter.pk].code
    assert message_of(code.lower()) == letter
    assert ways_to_reply([letter], "")[letter.pk].code == code
    kept = json.dumps([list(model.objects.values()) for model in (ReplyCode, OutboxMessage)], default=str)
    assert code not in kept
    assert mark_of(code) in kept


@pytest.mark.usefixtures("clean_database")
def test_a_code_from_before_still_leads_to_its_letter_once_it_is_a_fingerprint() -> None:
    letter = a_letter()
    ReplyCode.objects.create(fingerprint="K7MW3-FQD2B", message=letter)
    move = import_module("caseclose.casework.migrations.0110_codes_as_fingerprints")
    move.keep_fingerprints(apps, SimpleNamespace(connection=owner()))
    assert message_of("k7mw3-fqd2b") == letter
    assert not ReplyCode.objects.filter(fingerprint="K7MW3-FQD2B").exists()


def owner() -> BaseDatabaseWrapper:
    """The connection with which migrations run: the application changes no fingerprint."""
    return connections["owner"]


def test_another_key_makes_other_codes_and_another_thing_another_fingerprint(tmp_path: Path) -> None:
    usual = code_of("1:1:notice:1")
    (tmp_path / "key").write_text("another key of enough bytes")
    with override_settings(CODE_KEY_FILE=str(tmp_path / "key"), CODE_KEY_DRAWN=False):
        assert code_of("1:1:notice:1") != usual
    assert fingerprint("letter", "a") != fingerprint("reference", "a")


def test_without_a_key_no_code_is_made(tmp_path: Path) -> None:
    (tmp_path / "short").write_text("short")
    for file in ("", str(tmp_path / "not there"), str(tmp_path / "short")):
        with override_settings(CODE_KEY_FILE=file, CODE_KEY_DRAWN=False), pytest.raises(NoCodeKey):
            code_of("1")


def test_beside_a_database_of_our_own_the_key_is_drawn_once_and_shut_to_others(tmp_path: Path) -> None:
    file = tmp_path / "home" / "code-key"
    with override_settings(CODE_KEY_DRAWN=True):
        drawn = code_key(str(file))
        code_key.cache_clear()
        assert code_key(str(file)) == drawn
    assert file.stat().st_mode & 0o077 == 0
    assert [each.name for each in file.parent.iterdir()] == ["code-key"]
