"""The forms of following: the code and the name, taking back, and coming back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from caseclose.public.fields import LINE, NAME, Line, Signed, WhoAsks, words


class Follow(forms.Form):
    """The code of a letter or a reference, and the last name that goes with it."""

    code = Line(
        label=_("Code on a letter, or your reference"), max_length=40,
        help_text=_("12 letters and numbers, such as K7MW-3FQD-2BCC."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
                                      "data-code": ""}),
    )  # fmt: skip
    family = Line(label=_("Your last name"), max_length=NAME, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class TakeBack(Signed):
    """Taking a request back. Code and name go along."""

    code = forms.CharField(max_length=40, widget=forms.HiddenInput)
    family = forms.CharField(max_length=NAME, widget=forms.HiddenInput)
    wants = forms.CharField(widget=forms.HiddenInput, initial="take_back")


class Back(WhoAsks, Signed):
    """Asking to open a case again."""

    words = words(_("What has changed?"), required=False, help_text=_("Leave out what is not safe to tell."))
    call = Line(label=_("Phone, and a safe time to call"), max_length=LINE, required=False)
    field_order = ("given", "family", "born_on", "number", "words", "call", "signer", "strokes", "key")
