"""Words of the auditor's pages for what records say in codes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caseclose.staff.wording import Wording

MESSAGES: Wording = {
    "waiting": _("waits to be sent"),
    "batched": _("in a batch that is being made"),
    "sent": _("sent"),
    "failed": _("not sent"),
}
WHOM: Wording = {
    "recipient": _("the recipient"),
    "other_parent": _("the other parent"),
    "": _("another agency"),
}
RELEASES: Wording = {
    "made": _("order made"),
    "sent": _("order sent"),
    "accepted": _("accepted"),
    "confirmed": _("confirmed"),
    "refused": _("refused"),
    "unknown": _("not known"),
    "kept": _("kept"),
}
ROLES: Wording = {
    "recipient": _("recipient"),
    "intake": _("intake clerk"),
    "caseworker": _("caseworker"),
    "supervisor": _("supervisor"),
    "records_officer": _("records officer"),
    "system": _("the system"),
    "other_agency": _("another agency"),
    "auditor": _("auditor"),
}
HOLDS: Wording = {"met": _("holds"), "not_met": _("does not hold"), "unknown": _("cannot be told")}
VERDICT: Wording = {
    "same": _("Weighed again on the facts of that day, the law gives the same answer: the criterion is met."),
    "other": _(
        "Weighed again on the facts of that day, the law gives another answer: the criterion is not met. Either the "
        "records were changed since, or the closing was wrong. Look at the facts below."
    ),
    "missing": _("It cannot be told: a fact that the criterion asks about is not in the records of that day."),
    "no_criterion": _("There is nothing to weigh again: this closing came to no criterion."),
    "other_policy": _(
        "It cannot be told here: the closing was decided under another version of the policy files than the one in use."
    ),
    "unreadable": _("It cannot be told: the records of that day, or the law of that day, cannot be read."),
}
