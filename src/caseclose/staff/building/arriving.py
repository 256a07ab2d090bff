"""The fields of what arrives: a scan of a paper, the day and time at which it came, and by which channel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from caseclose.casework.services.papers.taking_in import CHANNELS as ON_PAPER
from caseclose.staff.wording import CHANNELS
from caseclose.web.forms import OnceForm

NOON = time(12)


def choices(said: Mapping[str, Any], only: tuple[str, ...] | None = None) -> list[tuple[str, Any]]:
    """Return the choices of a list of words, or some of them in that order."""
    return [(each, said[each]) for each in (only or said)]


class Arrival(OnceForm):
    """When it arrived, and how. The time is that of the office; left out, noon counts, or now if noon is to come."""

    arrived_on = forms.DateField(
        label=_("Day it arrived"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    arrived_time = forms.TimeField(
        label=_("Time it arrived"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    channel = forms.ChoiceField(label=_("How it came"))
    channels = ON_PAPER

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's form takes them
        super().__init__(*args, **kwargs)
        self.fields["channel"] = forms.ChoiceField(label=_("How it came"), choices=choices(CHANNELS, self.channels))

    def arrived_at(self, zone: str, now: datetime) -> datetime:
        """Return the moment at which it arrived."""
        said, own = self.cleaned_data, ZoneInfo(zone)
        asked = said.get("arrived_time")
        moment = datetime.combine(said["arrived_on"], asked or NOON, own)
        if asked or moment <= now or said["arrived_on"] != now.astimezone(own).date():
            return moment
        return now


def paper_field(label: Any, *, required: bool = True) -> forms.FileField:  # noqa: ANN401 - words in any language
    """Return the field for a scan. An empty file gets through: it is refused in words, as others are."""
    widget = forms.FileInput(attrs={"class": "cc-drop", "accept": ".pdf,.tif,.tiff,.jpg,.jpeg,.png"})
    hint = _("PDF, TIFF, JPEG or PNG. Choose it, or drop it on the field.")
    return forms.FileField(label=label, required=required, allow_empty_file=True, help_text=hint, widget=widget)
