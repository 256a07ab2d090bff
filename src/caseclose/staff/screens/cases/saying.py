"""Words of this area for codes: channels, kinds of hold, what a hold can wait for, what becomes of a remedy."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caseclose.staff.wording import Wording

CHANNELS: Wording = {
    "mail": _("By mail"),
    "in_person": _("By hand"),
    "phone": _("By phone"),
    "fax": _("By fax"),
    "web": _("On the web"),
    "agency": _("From another agency"),
}
HOLD_KINDS: Wording = {"closing": _("The closing of the case"), "records": _("The records, from being destroyed")}
HOLD_ENDS: Wording = {
    "reply_reviewed": _("A reply was reviewed"),
    "court_ruled": _("The court ruled"),
    "litigation_ended": _("The lawsuit ended"),
    "audit_resolved": _("The audit ended"),
    "claim_resolved": _("The claim was settled"),
    "complaint_settled": _("The complaint was settled"),
    "document_received": _("A document came"),
}
FATES: Wording = {
    "ends": _("Ends"),
    "released": _("Is let go"),
    "state_debt_only": _("Goes on for debt to the state only"),
    "goes_on": _("Goes on"),
    "depends": _("Depends on what is not known yet"),
}
RELEASES: Wording = {
    "made": _("to be sent"),
    "sent": _("sent, no answer yet"),
    "accepted": _("accepted, not confirmed yet"),
    "confirmed": _("confirmed"),
    "refused": _("refused"),
    "unknown": _("no answer: a person looks into it"),
    "kept": _("kept in place"),
}
SETTLED: Wording = {
    "confirmed": _("It was let go"),
    "refused": _("It was refused"),
    "kept": _("It stays in place, for a reason"),
}
"""What a person may find out about an order that was refused, or that nobody answered."""
DUTY_ENDS: Wording = {
    "go_on": _("It is owed"),
    "not_owed": _("It is not owed"),
    "done": _("It was done"),
    "lift": _("It is owed no more"),
}
"""What a person may say of a duty by law."""
SAID_BY: Wording = {
    "records": _("The records say this. A finding fills a gap in them."),
    "worker": _("A worker finds this out."),
    "recipient": _("The recipient says this."),
    "other_agency": _("The other agency says this."),
}
MESSAGES_BY: Wording = {"email": _("by e-mail"), "text": _("by text")}
AID: Wording = {"cash_aid": _("Cash aid"), "medicaid": "Medicaid", "foster_care": _("Foster care")}
PARTIES: Wording = {"initiating": _("Asked us for help"), "responding": _("Helps us")}
WAYS_TO_AGENCY: Wording = {"network": _("over the network"), "mail": _("by mail")}
LETTER_STATES: Wording = {
    "waiting": _("waits for the mail"),
    "batched": _("in the batch that is being made"),
    "sent": _("given to the mail"),
    "failed": _("could not be sent"),
}
WHOM: Wording = {
    "recipient": _("to the recipient"),
    "other_parent": _("to the other parent"),
    "agency": _("to the other agency"),
}
JOINS: Wording = {"all": _("All of these"), "any": _("At least one of these"), "not": _("The opposite of this")}
BARS: Wording = {"met": _("bars it"), "not_met": _("does not bar it"), "unknown": _("not known")}
