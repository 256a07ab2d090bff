"""What every page says and asks that opens something protected: why, for how long, and who hears of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caseclose.law.safeguards import protected_limits
from caseclose.web.forms import PlainForm

OPEN_IT = gettext_lazy("Open it")
IS_OPEN = gettext_lazy("It is open to you for a while.")


class OpenForm(PlainForm):
    """Why something protected is opened. `usual` is the reason that the page has at hand, if it has one.

    It has no key: every opening is told, the same one sent twice too.
    """

    usual = ""
    because = forms.CharField(
        label=gettext_lazy("Why you need to see it"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's form takes them
        super().__init__(*args, **kwargs)
        self.fields["because"].initial = self.usual


def for_a_while() -> tuple[str, ...]:
    """Say for how long it stays open, and who hears of it."""
    minutes = protected_limits().open_minutes
    span = ngettext("It stays open for %(n)s minute, to you alone.", "It stays open for %(n)s minutes, to you alone.",
                    minutes) % {"n": minutes}  # fmt: skip
    return span, _("The history of the case will tell that you opened it, and the journal keeps why.")
