"""Words for what records say in codes: steps, ways, outcomes, kinds of case, parts that people have."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Wording = Mapping[str, "str | Promise"]

STEPS: Wording = {
    "requested": _("Request to answer"),
    "returned": _("Request returned"),
    "declined": _("Request declined"),
    "withdrawn": _("Request withdrawn"),
    "proposed": _("Proposal to check"),
    "approved": _("Approved, notice to send"),
    "noticed": _("Notice is out"),
    "replied": _("Reply to review"),
    "kept_open": _("Kept open"),
    "closed": _("Closed"),
}
NEXT: Wording = {
    "requested": _("Answer the request: approve, return or decline it"),
    "proposed": _("A second person checks the proposal"),
    "approved": _("Send the notice, or close where none is owed"),
    "noticed": _("Wait until the days of the notice are over"),
    "replied": _("Review the reply"),
}
WAYS: Wording = {"request": _("asked for by the family"), "proposal": _("proposed by the agency")}
KINDS: Wording = {
    "enforcement": _("Enforcement"),
    "payment_processing": _("Payment processing only"),
    "state_debt_only": _("Debt to the state only"),
    "closed": _("Closed"),
    "destroyed": _("Records destroyed"),
}
PARTS: Wording = {
    "custodial_party": _("Custodial party"),
    "noncustodial_parent": _("Noncustodial parent"),
    "alleged_father": _("Alleged father"),
    "child": _("Child"),
}
CONTACT: Wording = {
    "mail": _("by mail"),
    "phone": _("by phone only"),
    "email": _("by e-mail only"),
    "none": _("no contact"),
}
CHANNELS: Wording = {
    "mail": _("Mail"),
    "fax": _("Fax"),
    "in_person": _("In person"),
    "phone": _("Phone"),
    "web": _("Web"),
    "agency": _("Another agency"),
}
KEYED: Wording = {
    "request": _("Request to close"),
    "reply": _("Reply to the notice"),
    "returned_mail": _("Letter that came back"),
    "document": _("Document"),
    "withdrawal": _("Request taken back"),
}
HOLDS: Wording = {"closing": _("Closing held"), "records": _("Records held")}
BULK: Wording = {
    "propose": _("Propose to close"),
    "approve": _("Approve"),
    "keep_open": _("Keep open"),
    "reopen": _("Open again"),
}
BATCHES: Wording = {
    "previewing": _("Cases are being looked at"),
    "previewed": _("Looked at, not done yet"),
    "running": _("Being done"),
    "done": _("Done"),
}
BASES_OF_BATCH: Wording = {
    "correction": _("The closing was wrong"),
    "referral": _("The family is on aid again"),
}
VERDICTS: Wording = {"met": _("met"), "not_met": _("not met"), "unknown": _("unknown")}
ROLES: Wording = {
    "intake": _("Intake clerk"),
    "caseworker": _("Caseworker"),
    "supervisor": _("Supervisor"),
    "attorney": _("Attorney"),
    "auditor": _("Auditor"),
    "policy_analyst": _("Policy analyst"),
    "records_officer": _("Records officer"),
    "admin": _("Administrator"),
}


def said(words: Wording, value: object) -> str:
    """Return the words for a code; a code without words is told by its own."""
    return str(words.get(str(value), str(value or "").replace("_", " ")))
