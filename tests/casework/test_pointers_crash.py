"""Killed at any step of handing letters over and of sending, each letter is pointed to once, and so in bad weather."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from caseclose.casework.models import JournalEntry, OutboxMessage
from caseclose.casework.services.audit import verify
from caseclose.outside.weather import Weather
from tests.casework.closable import DAY
from tests.casework.mailing import a_waiting_notice, agrees, mail_goes, messenger_of, recipient
from tests.casework.releasing import World, days
from tests.casework.test_mail_crash import Killed, Killer

pytestmark = pytest.mark.usefixtures("clean_database")


def killed(world: World, at: int) -> int:
    """Hand over and send, killed at a step; return how many steps were seen."""
    killer = Killer(at)
    try:
        with connection.execute_wrapper(killer):
            mail_goes(world.parties)
            world.send()
    except Killed:
        pass
    return killer.seen


def test_killed_at_every_step_each_letter_is_pointed_to_once(tmp_path: Path) -> None:
    world, at = World(tmp_path), 0
    while True:
        at += 1
        number = str(at)
        a_waiting_notice(number)
        agrees(recipient(number), number=number)
        seen = killed(world, at)
        mail_goes(world.parties)
        world.send()
        letter = OutboxMessage.objects.get(case=number, party="mail_vendor")
        pointer = OutboxMessage.objects.get(case=number, party="messenger")
        assert (letter.state, pointer.state, pointer.body["letter"]) == ("sent", "sent", letter.pk), f"step {at}"
        assert pointer.key in messenger_of(world.parties).done()
        if seen < at:
            break
    assert at > 10
    assert len(messenger_of(world.parties).done()) == at
    assert JournalEntry.objects.filter(kind="LetterPointedTo").count() == at
    assert verify() == []


def test_a_messenger_that_loses_words_and_gets_a_message_again_delivers_it_once(tmp_path: Path) -> None:
    world = World(tmp_path, Weather(seed=5, lose=0.3, double=0.3))
    numbers = [str(n) for n in range(12)]
    for number in numbers:
        a_waiting_notice(number)
        agrees(recipient(number), number=number)
    mail_goes(world.parties)
    for on in days(4, DAY):
        world.send(on)
    messenger = messenger_of(world.parties)
    keys = OutboxMessage.objects.filter(party="messenger").values_list("key", flat=True)
    assert max(messenger.arrivals(key) for key in keys) > 1
    got = [record for record in messenger.remembered().values() if "channel='email'" in record]
    assert len(got) == len(set(got)) <= len(numbers)
    assert world.take(DAY + timedelta(days=90)).strays == []
