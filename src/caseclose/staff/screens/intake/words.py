"""Words of intake for what records say in codes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caseclose.staff.wording import Wording

REASONS: Wording = {
    "not_ours": _("It is not ours"),
    "wrong_office": _("It is for another office"),
    "twice": _("It came twice"),
    "unreadable": _("It cannot be read"),
    "other": _("Another reason"),
}
SERVICES: Wording = {
    "all": _("All work on this case"),
    "paternity": _("Finding out who the legal father is"),
    "order": _("Getting or changing a court order"),
    "support": _("Collecting support"),
    "medical": _("Health coverage"),
}
AID: Wording = {
    "": _("Not filled in"),
    "now": _("Now"),
    "past": _("In the past"),
    "never": _("Never"),
    "unsure": _("Not sure"),
}
AID_KINDS: Wording = {
    "cash_aid": _("Cash aid"),
    "medicaid": _("Medicaid"),
    "foster_care": _("Foster care"),
}
SAFETY: Wording = {
    "": _("Not filled in"),
    "no": _("No"),
    "yes": _("Yes"),
    "talk": _("Wants to talk with someone first"),
}
YES_NO: Wording = {"yes": _("Yes"), "no": _("No")}
YES_NO_UNKNOWN: Wording = {**YES_NO, "unknown": _("Not known")}
SAID: Wording = {
    "signer": _("Who signed or asked"),
    "signed": _("Signature"),
    "may_ask": _("Is it the person who opened the case?"),
    "stop": _("What to stop"),
    "cash_aid": _("Cash aid"),
    "medicaid": _("Medicaid"),
    "foster_care": _("Foster care"),
    "safety": _("Could going on put them at risk?"),
    "words": _("What it says"),
    "code": _("Code on the letter"),
}
