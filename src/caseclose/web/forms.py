"""Forms: fields as USWDS has them, with a summary of errors ahead of them."""

from __future__ import annotations

import secrets
import unicodedata

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

from caseclose.law.values import holds_control_signs

_LINES = str.maketrans("", "", "\n\r\t")
_NEVER_SEEN = frozenset({"Cc", "Cf", "Mn", "Me", "Zl", "Zp", "Zs"})
"""Kinds of signs that show nothing by themselves: spaces, marks without a letter, signs of no width."""


class Renderer(TemplatesSetting):
    """Renders a field with label, hint and error in the order in which a screen reader must hear them."""

    form_template_name = "blocks/form.html"
    field_template_name = "blocks/field.html"


class PlainForm(forms.Form):
    """A form whose text can be kept and shown: composed, without control signs, and no text that nobody could see."""

    def full_clean(self) -> None:
        """Check as any form does, and then every text."""
        super().full_clean()
        for name, value in list(getattr(self, "cleaned_data", {}).items()):
            if not isinstance(value, str):
                continue
            trouble = _trouble(value, required=self.fields[name].required)
            if trouble:
                self.add_error(name, trouble)
            else:
                self.cleaned_data[name] = _composed(value)


def _trouble(text: str, *, required: bool) -> str:
    """Return what is wrong with a text, in words; empty where nothing is."""
    if holds_control_signs(text.translate(_LINES)):
        return _("This holds signs that cannot be kept. Type it anew instead of pasting it.")
    if required and all(unicodedata.category(sign) in _NEVER_SEEN for sign in text):
        return _("Nothing can be seen in this. Type it.")
    return ""


def _composed(text: str) -> str:
    """Return a text with its letters composed, where that does not make it longer than it may be."""
    composed = unicodedata.normalize("NFC", text)
    return composed if len(composed) <= len(text) else text


class OnceForm(PlainForm):
    """A form whose act is done once, however often it is sent: its key is drawn when it is first shown."""

    key = forms.CharField(widget=forms.HiddenInput, min_length=16, max_length=64)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["key"].initial = new_key()


def new_key() -> str:
    """Return a key that nobody can guess, for doing something once."""
    return secrets.token_urlsafe(24)
