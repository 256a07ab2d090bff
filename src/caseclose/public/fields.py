"""Fields that people on the web fill in: without signs that cannot be seen, and signed by name or by hand."""

from __future__ import annotations

import unicodedata
from typing import Any

import msgspec
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from caseclose.law.safeguards import paper_limits, web_limits
from caseclose.letters.act import Stroke
from caseclose.web.forms import OnceForm

NAME, LINE = 100, 200
_LINES, _POINTS, _SHEET = 64, 400, 1000
_MIB = 20
"""Bits of a megabyte."""
_UNSEEN = {"Cc", "Cf", "Cs", "Co"}


class Line(forms.CharField):
    """A text without signs that cannot be seen: they turn a line round, or hide in a name."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - as Django's field has it
        """Return the text without them; ends of lines stay."""
        text = "".join(sign for sign in str(value or "") if sign == "\n" or unicodedata.category(sign) not in _UNSEEN)
        return super().to_python(text) or ""


def words(label: Any, **more: Any) -> Line:  # noqa: ANN401 - words in any language
    """Return a field for what somebody writes, as long as the policy lets it be."""
    return Line(label=label, max_length=web_limits().words, widget=forms.Textarea(attrs={"rows": 6}), **more)


class WhoAsks(forms.Form):
    """Who somebody says they are, and which case it is: what a case is looked for by, inside."""

    given = Line(label=_("Your first name"), max_length=NAME)
    family = Line(label=_("Your last name"), max_length=NAME)
    born_on = forms.DateField(
        label=_("Your birth date"), help_text=_("Month, day, year. So that we know it is you."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    number = Line(label=_("Case number"), max_length=64, help_text=_("It is on our letters."))


class Files(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; what they hold is looked at when they are taken."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:  # noqa: ANN401 - as Django's field has it
        """Return what the files hold."""
        if self.required and not data:
            raise forms.ValidationError(self.error_messages["required"])
        if any(each.size > paper_limits().bytes for each in data or ()):
            raise forms.ValidationError(_("A file is too large. Take a photo of the paper, and send that."))
        return [super(FilesField, self).clean(each, initial).read() for each in data or ()]


def papers(label: Any, **more: Any) -> FilesField:  # noqa: ANN401 - words in any language
    """Return a field for papers that somebody sends as files."""
    hint = format_lazy(_("PDF or TIFF, or a photo as JPEG or PNG. Up to {most} files."), most=web_limits().files)
    missed = {"required": format_lazy(_("Choose a file of up to {size} MB."), size=paper_limits().bytes >> _MIB)}
    widget = Files(attrs={"accept": ".pdf,.tif,.tiff,.jpg,.jpeg,.png"})
    return FilesField(label=label, help_text=hint, widget=widget, error_messages=missed, **more)


class Signed(OnceForm):
    """What is signed: by a typed name and, where the person likes, by hand."""

    signer = Line(
        label=_("Sign by typing your full name"), max_length=NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    strokes = forms.CharField(required=False, max_length=200_000, widget=forms.HiddenInput(attrs={"data-strokes": ""}))

    def clean_strokes(self) -> tuple[Stroke, ...]:
        """Return the lines that were drawn, within measure; what is no drawing is left out."""
        try:
            lines = msgspec.json.decode(self.cleaned_data["strokes"] or "[]", type=list[list[tuple[int, int]]])
        except msgspec.DecodeError:
            return ()
        return tuple(tuple(map(_on_sheet, line[:_POINTS])) for line in lines[:_LINES] if line)


def _on_sheet(point: tuple[int, int]) -> tuple[int, int]:
    return max(0, min(_SHEET, point[0])), max(0, min(_SHEET // 3, point[1]))
