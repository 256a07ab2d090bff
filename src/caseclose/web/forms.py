"""Forms: fields as USWDS has them, with a summary of errors ahead of them."""

from __future__ import annotations

import secrets

from django import forms
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Renders a field with label, hint and error in the order in which a screen reader must hear them."""

    form_template_name = "blocks/form.html"
    field_template_name = "blocks/field.html"


class OnceForm(forms.Form):
    """A form whose act is done once, however often it is sent: its key is drawn when it is first shown."""

    key = forms.CharField(widget=forms.HiddenInput, min_length=16, max_length=64)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["key"].initial = new_key()


def new_key() -> str:
    """Return a key that nobody can guess, for doing something once."""
    return secrets.token_urlsafe(24)
