"""Words of the law browser for what the policy says in codes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caseclose.staff.wording import Wording

SHELVES: Wording = {
    "criterion": _("Criteria"),
    "gate": _("What bars a closing"),
    "request": _("Requests to close"),
    "outcome": _("What the case becomes"),
    "notice": _("Notices"),
    "remedy": _("Services and remedies"),
    "limit": _("Amounts and times"),
}
KIND: Wording = {
    "criterion": _("Criterion"),
    "gate": _("Bar to a closing"),
    "request": _("Rule on requests to close"),
    "outcome": _("What the case becomes"),
    "effect": _("What becomes of a service or remedy"),
}
HOW: Wording = {
    "adopted": _("Taken over as it is"),
    "narrowed": _("Taken over and made narrower"),
    "not_adopted": _("Not taken over"),
}
WHOM: Wording = {
    "recipient": _("the recipient of services"),
    "initiating_agency": _("the agency that asked for help"),
    "other": _("somebody else"),
    "nobody": _("nobody"),
}
FORM: Wording = {"writing": _("in writing"), "record": _("any record will do"), "none": _("no form is named")}
ELECTRONIC: Wording = {
    "with_consent": _("only where the person agreed to it"),
    "not_provided": _("not provided for"),
    "not_needed": _("needs no consent"),
}
STEPS: Wording = {
    "request": _("taking a request"),
    "propose": _("proposing"),
    "notice": _("sending the notice"),
    "close": _("closing"),
    "release": _("letting go of remedies"),
}
FATE: Wording = {
    "ends": _("ends"),
    "released": _("is let go"),
    "goes_on": _("goes on"),
    "state_debt_only": _("goes on for the debt to the state"),
}
BECOMES: Wording = {
    "payment_processing": _("a case that only processes payments"),
    "closed": _("a closed case"),
    "state_debt_only": _("a case for the debt to the state"),
}
CHANGE: Wording = {"added": _("only in the second"), "removed": _("only in the first"), "changed": _("not the same")}
SHOWN: Wording = {"seen": _("Seen in the text"), "unverified": _("Not verified")}
