"""Each remedy has a party, each party a port, and what goes out names nobody."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from caseclose.law.reading import shipped
from caseclose.outside import (
    agency_network,
    bank,
    court_recorder,
    employer,
    employer_medical,
    federal_files,
    licensing_board,
    mail_vendor,
    messenger,
    other_party,
)
from caseclose.outside.desk import Desk
from caseclose.outside.fakes import FakeParty, fake_parties
from caseclose.outside.registry import PARTY_OF, Parties, ports_for
from tests.outside.messages import DAY, Made, Told

KEYS_AND_NUMBERS = "key case theirs closure item levy hold filing placed notice original tracking made_on"
FOR_WHOM_AND_WHAT = "agency says code basis bank board employer office to license what case_type process action"
OF_A_BATCH = "batch sequence file page pages sha256"
MAY_BE_SAID = set(KEYS_AND_NUMBERS.split() + FOR_WHOM_AND_WHAT.split() + OF_A_BATCH.split())
"""What may stand in a record. A new field is to be weighed before it goes here."""


def test_every_remedy_and_service_of_the_policy_has_a_party_and_nothing_else_has() -> None:
    assert set(PARTY_OF) == {*shipped().remedies, "mail_vendor", "messenger", "other_agency"}


def test_every_remedy_that_tells_nobody_stays_in_the_agencys_own_systems() -> None:
    tells_nobody = {name for name, remedy in shipped().remedies.items() if not remedy.text.party.en}
    assert {name for name in PARTY_OF if PARTY_OF[name] == other_party.OWN_SYSTEMS} == tells_nobody


def test_remedies_of_one_party_share_its_port(tmp_path: Path) -> None:
    ports = ports_for(fake_parties(tmp_path, agency="ar"))
    assert set(ports) == set(PARTY_OF)
    assert ports["passport"] is ports["federal_tax_offset"]
    assert ports["passport"] is not ports["bank_levy"]
    assert len({id(port) for port in ports.values()}) == len(fields(Parties))


def test_no_record_has_a_field_for_anything_about_a_person() -> None:
    records = (
        agency_network.AgencyNotice,
        bank.AccountRelease,
        court_recorder.RecordedRelease,
        employer.WithholdingEnd,
        employer_medical.CoverageEnd,
        federal_files.Item,
        licensing_board.LicenseRelease,
        mail_vendor.BatchedLetter,
        other_party.PlainRelease,
    )
    said = {field.name for record in records for field in fields(record)}
    assert said - MAY_BE_SAID == set()
    assert {"name", "address", "reason"} & MAY_BE_SAID == set()


def test_the_messenger_alone_gets_an_address_and_nothing_that_leads_to_a_case(tmp_path: Path) -> None:
    assert {field.name for field in fields(messenger.Pointer)} == {"key", "channel", "address", "subject", "text"}
    parties = fake_parties(tmp_path, agency="ar")
    port = ports_for(parties)["messenger"]
    assert isinstance(port, Desk)
    port.send([Made("k", "messenger", electronic=Told())], on=DAY)
    assert isinstance(parties.messenger, FakeParty)
    assert parties.messenger.remembered() == {
        "k": "Pointer(key='k', channel='text', address='+15550000001', subject='', text='A message waits for you.')"
    }
    with pytest.raises(LookupError):
        port.send([Made("k2", "messenger")], on=DAY)


def test_each_message_reaches_its_own_party_in_the_partys_words(tmp_path: Path) -> None:
    parties = fake_parties(tmp_path, agency="ar")
    ports = ports_for(parties)
    words = {
        "income_withholding": "WithholdingEnd(key='k', employer='Some Bank', case='A1', original=34, tracking=12, ",
        "medical_support_notice": "CoverageEnd(key='k', employer='Some Bank', case='A1', notice=34, ",
        "bank_levy": "AccountRelease(key='k', bank='Some Bank', levy=34, ",
        "driver_license": "LicenseRelease(key='k', board='Some Bank', license='driver_license', hold=34, ",
        "real_property_lien": "RecordedRelease(key='k', office='Some Bank', what='real_property_lien', filing=34, ",
        "credit_bureau": "PlainRelease(key='k', to='Some Bank', what='credit_bureau', placed=34, ",
        "new_hire_tracking": "PlainRelease(key='k', to='Some Bank', what='new_hire_tracking', placed=34, ",
        "other_agency": "AgencyNotice(key='k', agency='Some Bank', case='A1', theirs='', says='case_closed', ",
    }
    for party, begins in words.items():
        port = ports[party]
        assert isinstance(port, Desk)
        port.send([Made("k", party, says="case_closed")], on=DAY)
        behind = getattr(parties, PARTY_OF[party])
        assert isinstance(behind, FakeParty)
        assert behind.remembered()["k"].startswith(begins)
    assert ports["bank_levy"].answers(on=date(2026, 6, 2))[0].says == "accepted"
