"""What is protected of a flagged person is found in nothing that leaves: no letter of anybody else, no file, no order.

A flagged recipient has an address, a phone, an employer and a school that stand nowhere else. They are planted wherever
the records hold such things. Then everything goes out that can: letters in their batch, and orders to every party.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseclose.casework.models import AgencyAddress, Case, OutboxMessage, Reply, StoredLetter
from caseclose.casework.selectors.letters import values
from caseclose.casework.services.duties.agencies import RecordAgency
from caseclose.casework.services.findings import FileDocument, RecordFinding, file_document, record_finding
from caseclose.closure import commands as to
from caseclose.law.written import Words
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, SYSTEM, WORKER, a_closable_case, do, gone_out, moment
from tests.casework.mailing import PROGRAM, agrees, mail_goes, metadata_of, recipient, text_of, with_people
from tests.casework.releasing import World
from tests.casework.sharing import OREGON, ask

pytestmark = pytest.mark.usefixtures("clean_database")
CANARIES = {
    "address": "4711 Canary Nest Court",
    "town": "Finchville, CA 90909",
    "phone": "555-0142-777",
    "email": "canary.nest@mail.example",
    "employer": "Canary Feather Works",
    "school": "Nightjar Elementary",
}
REMEDIES = ("driver_license", "passport", "federal_tax_offset", "bank_levy", "income_withholding", "credit_bureau",
            "medical_support_notice", "real_property_lien")  # fmt: skip


@pytest.fixture(autouse=True)
def _a_flagged_recipient_in_a_case_that_closed(clean_database: object) -> None:
    """Her reply, a finding and a document name what is hidden, and the case goes through every step to its closing."""
    del clean_database
    with_people(a_closable_case("1", remedies=REMEDIES))
    ask(RecordAgency("responding", OREGON, "OR-1", "mail"))
    AgencyAddress.objects.create(
        code=OREGON, name="Example Agency", mailing_address=["P.O. Box 100", "Salem, OR 97301"]
    )
    rosa = recipient()
    agrees(rosa, address=CANARIES["email"])
    rosa.refresh_from_db()
    rosa.family_violence, rosa.substitute_address = True, list(PROGRAM)
    rosa.mailing_address = [CANARIES["address"], CANARIES["town"]]
    rosa.save()
    do(to.Propose("ca.b1"))
    do(to.Approve(), SUPERVISOR)
    do(to.SendNotice(DAY), SYSTEM)
    gone_out()
    hidden = " ".join(CANARIES.values())
    do(to.RecordReply("a reply", moment(DAY), "mail"), CLERK)
    Reply.objects.update(words=hidden)
    do(to.ReviewReply("a reply", could_lead=False, words=f"She now works elsewhere: {hidden}"), WORKER)
    paper = FileDocument("arrears_ledger", hidden, DAY, "0" * 64)
    filed = file_document(number="1", document=paper, by=CLERK, on=DAY, at=moment(DAY))
    record_finding(
        number="1", finding=RecordFinding("money_held", "false", filed.id), by=WORKER, on=DAY, at=moment(DAY)
    )
    do(to.Close(), SYSTEM, DUE)


def everything_that_leaves(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield everything that goes out, each with where it was seen: letters, print files, manifest, names and orders."""
    world = World(folder / "world")
    world.send(DUE)
    OutboxMessage.objects.filter(party="mail_vendor").update(state="waiting")
    mail_goes(world.parties, DUE)
    assert OutboxMessage.objects.filter(party="messenger", state="waiting").exists()
    world.send(DUE)
    for letter in StoredLetter.objects.select_related("message"):
        yield f"letter {letter.message.kind}", text_of(letter.pdf)
        single = folder / "single.pdf"
        single.write_bytes(letter.pdf)
        yield f"metadata of {letter.message.kind}", metadata_of(single)
    for file in sorted((folder / "world").rglob("*")):
        yield f"name {file.name}", str(file.relative_to(folder))
        if file.suffix == ".pdf":
            yield file.name, text_of(file.read_bytes()) + metadata_of(file)
        elif file.is_file():
            yield f"to the party: {file.name}", file.read_bytes().decode("utf-8", "replace")


def seen(folder: Path) -> list[str]:
    leaving = everything_that_leaves(folder)
    return [f"{what} in {where}" for where, said in leaving for what, bird in CANARIES.items() if bird in said]


def test_nothing_that_leaves_tells_where_a_flagged_person_lives_works_or_goes_to_school(tmp_path: Path) -> None:
    assert seen(tmp_path) == []
    kinds = set(StoredLetter.objects.values_list("message__kind", flat=True))
    assert {"notice", "case_closed", "enforcement_ended", "notice_to_responding_agency", "reply_received"} <= kinds
    assert Case.objects.get().kind != "enforcement"


def test_her_own_letters_go_to_the_substitute_address_and_nobody_elses_name_it(tmp_path: Path) -> None:
    for where, said in everything_that_leaves(tmp_path):
        if where in {"letter enforcement_ended", "letter notice_to_responding_agency"}:
            assert PROGRAM[0] not in said
            assert "Rosa" not in said
        elif where == "letter notice":
            assert PROGRAM[0] in said


def test_a_leak_that_is_planted_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = dict(values._VALUES)
    told = values._VALUES["enforcement_ended"]

    def leaks(record: values.Record) -> dict[str, object]:
        address = " ".join(recipient().mailing_address)
        return {**told(record), "still_owed": ({"say": Words(address, address)},)}

    monkeypatch.setattr(values, "_VALUES", {**table, "enforcement_ended": leaks})
    assert {"address in letter enforcement_ended", "address in letters-001.pdf"} <= set(seen(tmp_path))
