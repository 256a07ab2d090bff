"""Filters for fields of forms, which both sites draw in the same way."""

from __future__ import annotations

from django import template
from django.forms import BoundField, CheckboxInput
from django.forms.widgets import CheckboxSelectMultiple, HiddenInput, RadioSelect, Select, Textarea
from django.utils.safestring import SafeString

register = template.Library()

_LOOKS = ((CheckboxInput, "usa-checkbox__input"), (Textarea, "usa-textarea"), (Select, "usa-select"))


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Say whether a field is one box to tick."""
    return type(field.field.widget) is CheckboxInput


@register.filter
def control(field: BoundField) -> SafeString:
    """Return the control of a field, as USWDS draws it."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple | HiddenInput):
        return field.as_widget()
    look = next((look for kind, look in _LOOKS if isinstance(widget, kind)), "usa-input")
    wrong = " usa-input--error" if field.errors else ""
    return field.as_widget(attrs={"class": f"{widget.attrs.get('class', '')} {look}{wrong}".strip()})
