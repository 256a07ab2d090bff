"""How a case stands, in plain words, and what happens next."""

from __future__ import annotations

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseclose.casework.selectors.following import Followed, Sent
from caseclose.closure.state import REQUEST
from caseclose.letters.words import letter_folders

_STEPS: dict[str, tuple[Promise, Promise]] = {
    "requested": (gettext_lazy("We have your request."),
                  gettext_lazy("A caseworker looks at it and answers by letter.")),
    "returned": (gettext_lazy("We sent your request back, for something is missing."),
                 gettext_lazy("The letter says what is missing. You can ask again.")),
    "declined": (gettext_lazy("We could not do what you asked."),
                 gettext_lazy("The letter says why, and what you can do.")),
    "withdrawn": (gettext_lazy("You took your request back."), gettext_lazy("Your case stays open.")),
    "approved": (gettext_lazy("We agreed to your request."),
                 gettext_lazy("The case closes soon. Until then you can take your request back.")),
    "noticed": (gettext_lazy("We plan to close your case, and told you by letter."),
                gettext_lazy("You can answer until it closes.")),
    "replied": (gettext_lazy("We have your answer."),
                gettext_lazy("A person reads it. While they do, the case does not close.")),
    "kept_open": (gettext_lazy("Your case stays open."), gettext_lazy("You need not do anything.")),
    "closed": (gettext_lazy("Your enforcement case is closed."),
               gettext_lazy("The court order goes on. You can ask to come back at any time.")),
}  # fmt: skip


def letters_named(case: Followed, lang: str) -> list[tuple[Sent, str]]:
    """Return each letter that may be seen, with what it is called: two may be of the same day."""
    folders = letter_folders()
    return [(each, folders[each.kind].text.name[lang]) for each in case.letters]


def standing(case: Followed) -> list[str]:
    """Return sentences: where the case stands, its days, and what comes next."""
    if case.step == "closed" and case.open:
        return [_("Your case is open again."), _("We go on with our work. You need not do anything.")]
    known = case.step in _STEPS and (case.step != "approved" or case.way == REQUEST)
    if not known:
        return [_("We work on your case. You need not do anything.")]
    stands, comes = _STEPS[case.step]
    said = [str(stands)]
    if case.step in {"noticed", "replied"} and case.earliest_close_on:
        said.append(_("It does not close before %(day)s.") % {"day": formats.date_format(case.earliest_close_on)})
    if case.closed_on:
        said.append(_("It closed on %(day)s.") % {"day": formats.date_format(case.closed_on)})
    return [*said, str(comes)]
