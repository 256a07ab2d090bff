"""The commands of the mail room, as its people use them: a batch, its proof, what comes back, letters shown again."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from django.test import override_settings

from caseclose.casework.models import Closure, OutboxMessage
from caseclose.cli.wiring import Connected
from caseclose.outside.mail_vendor import batches_in
from tests.casework.closable import DAY
from tests.casework.mailing import a_waiting_notice, recipient, vendor_of
from tests.casework.releasing import World
from tests.cli.test_closing_commands import WIRING, run

pytestmark = pytest.mark.usefixtures("clean_database")
DONE, FAULTS, UNUSABLE, SOME_REFUSED = 0, 1, 2, 3


def test_a_batch_its_proof_a_letter_shown_again_and_one_that_came_back(tmp_path: Path) -> None:
    a_waiting_notice()
    made = run("mail", "batch", "--on", DAY, "--out", tmp_path / "out", "--json")
    page = json.loads(made.out)
    assert (made.code, page["letters"], page["unwritten"]) == (DONE, 1, 0)
    (entry,) = [json.loads(line) for line in (Path(page["place"]) / "manifest.jsonl").read_text().splitlines()]
    assert run("mail", "batch", "--on", DAY, "--out", tmp_path / "out").out == "No letter was handed over.\n"

    shown = run("mail", "show", entry["key"], "--out", tmp_path / "letter.pdf")
    assert (shown.code, sha256((tmp_path / "letter.pdf").read_bytes()).hexdigest()) == (DONE, entry["sha256"])
    assert run("mail", "check").out == "Every letter is as it was made.\n"

    proof = tmp_path / "proof.csv"
    proof.write_text(f"key,mailed_on\n{entry['key']},{DAY}\nBBBB-BBBB-BBBB,{DAY}\n")
    taken = run("mail", "proof", proof, "--on", DAY)
    assert (taken.code, taken.out) == (
        SOME_REFUSED,
        "proof.csv: mailed 1, unknown 1.\n  line 3: no letter has this key\n",
    )
    assert OutboxMessage.objects.get().mailed_on == DAY

    back = tmp_path / "returned.txt"
    back.write_text(f"{entry['key']}\nBBBB-BBBB-BBBB\n")
    came = run("mail", "returned", back, "--on", DAY, "--by", "clerk three")
    assert (came.code, came.out.splitlines()) == (
        SOME_REFUSED,
        [
            "Case 1: the letter 'notice' came back; its days have stopped, and its address is searched.",
            "No letter has the code 'BBBB-BBBB-BBBB'.",
        ],
    )
    assert Closure.objects.get().step == "approved"


def test_where_no_folder_is_named_a_batch_goes_into_the_tray_of_the_vendor(tmp_path: Path) -> None:
    a_waiting_notice()
    nobody = run("mail", "batch", "--on", DAY)
    assert (nobody.code, "no mail vendor with a tray" in nobody.err) == (UNUSABLE, True)
    outside = replace(WIRING, connect=lambda _weather: Connected(World(tmp_path).ports, practice=True))
    made = run("mail", "batch", "--on", DAY, wiring=outside)
    assert (made.code, str(vendor_of(World(tmp_path).parties).tray) in made.out.replace("\n", "")) == (DONE, True)
    assert len(batches_in(vendor_of(World(tmp_path).parties).tray)) == 1


def test_a_link_that_leads_every_reader_to_one_page_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    a_waiting_notice()
    with override_settings(REPLY_LINK="https://support.example/en/ca/answer/#"):
        made = run("mail", "batch", "--on", DAY, "--out", tmp_path)
        works = run("worker", "--once")
    for refused in (made, works):
        assert (refused.code, "{lang}: en, es; {state}: ar, ca" in " ".join(refused.err.split())) == (UNUSABLE, True)
    assert not list(tmp_path.iterdir())


def test_a_letter_that_cannot_be_written_is_told_and_waits(tmp_path: Path) -> None:
    a_waiting_notice()
    person = recipient()
    person.safe_contact = "none"
    person.save()
    made = run("mail", "batch", "--on", DAY, "--out", tmp_path)
    assert made.code == SOME_REFUSED
    assert "1 letters cannot be written; see `caseclose task list`." in made.out


def test_a_code_or_a_file_that_cannot_be_used_is_said_with_what_to_do(tmp_path: Path) -> None:
    shown = run("mail", "show", "BBBB-BBBB-BBBB", "--out", tmp_path / "letter.pdf")
    assert (shown.code, "no letter was handed over under 'BBBB-BBBB-BBBB'" in shown.err) == (UNUSABLE, True)
    (tmp_path / "proof.csv").write_text("a,b\n")
    taken = run("mail", "proof", tmp_path / "proof.csv", "--on", DAY)
    assert (taken.code, "has no columns 'key' and 'mailed_on'" in taken.err) == (UNUSABLE, True)
