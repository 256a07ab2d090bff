"""The forms of an answer: first the code, then what there is to say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseclose.public.fields import LINE, NAME, Line, Signed, papers, words


class CodeForm(forms.Form):
    """The code on the letter, and the name that it is written to."""

    code = Line(
        label=_("Code on the letter"), max_length=40, help_text=_("12 letters and numbers, such as K7MW-3FQD-2BCC."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
                                      "data-code": ""}),
    )  # fmt: skip
    family = Line(
        label=_("Your last name, as it is on the letter"), max_length=NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class AnswerForm(Signed):
    """What the person says. Code and name go along."""

    code = forms.CharField(max_length=40, widget=forms.HiddenInput)
    family = forms.CharField(max_length=NAME, widget=forms.HiddenInput)
    words = words(
        _("What should we know?"), required=False,
        help_text=_("For example: where the other parent works, or why the reason in the letter is wrong. "
                    "Leave out what is not safe to tell."),
    )  # fmt: skip
    call = Line(
        label=_("Should we call you? Then give a safe phone number and time"), max_length=LINE, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    papers = papers(_("Papers, if you have any"), required=False)
    field_order = ("words", "call", "papers", "signer", "strokes", "code", "family", "key")

    def clean(self) -> dict[str, Any]:
        """Something must be said: by words, by a paper, or on the phone."""
        said: dict[str, Any] = super().clean() or {}
        if not (said.get("words") or said.get("call") or said.get("papers")):
            raise forms.ValidationError(_("Write something, add a paper, or ask for a call."))
        return said
