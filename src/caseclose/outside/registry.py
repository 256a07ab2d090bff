"""Which party stands behind each remedy and service, and a port for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseclose.outside import (
    agency_network,
    bank,
    court_recorder,
    employer,
    employer_medical,
    federal_office,
    licensing_board,
    mail_vendor,
    messenger,
    other_party,
    payment_center,
)
from caseclose.outside.desk import AgencyDesk, Desk
from caseclose.outside.federal_office import FederalOffice
from caseclose.outside.ports import (
    AgencyNetwork,
    Bank,
    CourtRecorder,
    Employer,
    LicensingBoard,
    MailVendor,
    MedicalEmployer,
    Messenger,
    OtherParty,
)

PARTY_OF: Mapping[str, str] = {
    "administrative_offset": federal_office.NAME,
    "arrears_ledger": other_party.OWN_SYSTEMS,
    "assigned_arrears": other_party.OWN_SYSTEMS,
    "bank_levy": bank.NAME,
    "court_actions": court_recorder.NAME,
    "court_order": other_party.OWN_SYSTEMS,
    "credit_bureau": other_party.NAME,
    "driver_license": licensing_board.NAME,
    "federal_tax_offset": federal_office.NAME,
    "health_coverage_checks": other_party.OWN_SYSTEMS,
    "income_withholding": employer.NAME,
    "insurance_intercept": other_party.NAME,
    "lottery_judgment_intercept": other_party.NAME,
    "mail_vendor": mail_vendor.NAME,
    "medical_support_notice": employer_medical.NAME,
    "messenger": messenger.NAME,
    "new_enforcement": other_party.OWN_SYSTEMS,
    "new_hire_tracking": other_party.OWN_SYSTEMS,
    "other_agency": agency_network.NAME,
    "passport": federal_office.NAME,
    "payment_disbursement": other_party.OWN_SYSTEMS,
    "payment_information": other_party.OWN_SYSTEMS,
    "personal_property_lien": court_recorder.NAME,
    "professional_license": licensing_board.NAME,
    "real_property_lien": court_recorder.NAME,
    "recreational_license": licensing_board.NAME,
    "state_tax_offset": other_party.NAME,
    "unemployment_intercept": other_party.NAME,
}
"""The party for each id of policy/remedies, for letters, for what points to them, and for other agencies."""


@dataclass(frozen=True, slots=True)
class Parties:
    """What stands behind each port."""

    mail_vendor: MailVendor
    messenger: Messenger
    agency_network: AgencyNetwork
    licensing_board: LicensingBoard
    bank: Bank
    employer: Employer
    employer_medical: MedicalEmployer
    court_recorder: CourtRecorder
    other_party: OtherParty
    own_systems: OtherParty
    federal_office: FederalOffice


Port = Desk[Any] | FederalOffice | MailVendor


def ports_for(parties: Parties) -> dict[str, Port]:
    """Return the port for each name of a party. Remedies of one party share its port."""
    ports: dict[str, Port] = {
        mail_vendor.NAME: parties.mail_vendor,
        messenger.NAME: Desk(messenger.pointer, parties.messenger),
        agency_network.NAME: AgencyDesk(parties.agency_network),
        licensing_board.NAME: Desk(licensing_board.license_release, parties.licensing_board),
        bank.NAME: Desk(bank.account_release, parties.bank),
        employer.NAME: Desk(employer.withholding_end, parties.employer),
        employer_medical.NAME: Desk(employer_medical.coverage_end, parties.employer_medical),
        court_recorder.NAME: Desk(court_recorder.recorded_release, parties.court_recorder),
        other_party.NAME: Desk(other_party.plain_release, parties.other_party),
        other_party.OWN_SYSTEMS: Desk(payment_center.own_record, parties.own_systems),
        federal_office.NAME: parties.federal_office,
    }
    return {remedy: ports[name] for remedy, name in PARTY_OF.items()}
