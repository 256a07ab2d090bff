"""The forms of intake: what is asked of a paper, of a call, of a visit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseclose.casework.services.papers.keying import DOCUMENT, REPLY, REQUEST, RETURNED, WITHDRAWAL, KeyIn
from caseclose.casework.services.papers.placing import REASONS as ASIDE
from caseclose.law.reading import shipped
from caseclose.staff.building.arriving import Arrival, choices, paper_field
from caseclose.staff.screens.intake import words
from caseclose.web.forms import OnceForm, PlainForm
from caseclose.web.language import language

ALL_CHANNELS = ("phone", "in_person", "mail", "fax")
WEB = "web"
NAME, WORDS, TITLE = 100, 2000, 200


class Upload(Arrival):
    """A scan that is handed in."""

    file = paper_field(_("Scan or photo of the paper"))
    field_order = ("file", "arrived_on", "arrived_time", "channel")


class Place(PlainForm):
    """Whose a paper is: a case number, or the code on the paper."""

    number = forms.CharField(label=_("Case number, or the code on the paper"), max_length=64)


class Aside(OnceForm):
    """Why a paper is set aside."""

    because = forms.ChoiceField(label=_("Why"), choices=choices(words.REASONS, ASIDE))
    words = forms.CharField(
        label=_("What it is, in a few words"), help_text=_("Name no person."), max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class Keying(Arrival):
    """What all kinds of paper have in common. `kind` says which it is; `says` are the fields whose answers are kept."""

    kind = ""
    says: tuple[str, ...] = ()

    def keyed(self, paper: int | None, zone: str, now: datetime) -> KeyIn:
        """Return what was keyed in, for the service."""
        said = self.cleaned_data
        return KeyIn(
            self.kind, said["channel"], self.arrived_at(zone, now), paper,
            tuple((name, said[name]) for name in self.says if said.get(name)),
            signed=said.get("signed") == "yes", may_ask={"yes": True, "no": False}.get(said.get("may_ask", "")),
            evidence=said.get("evidence", ""), title=said.get("title", ""), code=said.get("code", "").strip(),
        )  # fmt: skip


def _radio(label: Any, said: Mapping[str, Any], **more: Any) -> forms.ChoiceField:  # noqa: ANN401 - words in any language
    return forms.ChoiceField(label=label, choices=choices(said), widget=forms.RadioSelect, **more)


class RequestForm(Keying):
    """A request to close, as the form has it."""

    kind = REQUEST
    signer = forms.CharField(label=_("Who signed or asked"), max_length=NAME)
    signed = _radio(_("Is there a signature?"), words.YES_NO)
    may_ask = _radio(words.SAID["may_ask"], words.YES_NO_UNKNOWN)
    stop = forms.MultipleChoiceField(
        label=_("What to stop"), choices=choices(words.SERVICES), widget=forms.CheckboxSelectMultiple
    )
    cash_aid = forms.ChoiceField(label=_("Cash aid"), choices=choices(words.AID), required=False)
    medicaid = forms.ChoiceField(label=_("Medicaid"), choices=choices(words.AID), required=False)
    foster_care = forms.ChoiceField(label=_("Foster care"), choices=choices(words.AID), required=False)
    safety = _radio(words.SAID["safety"], words.SAFETY, required=False, initial="")
    email = forms.EmailField(
        label=_("E-mail, only if the box for e-mail is ticked"), required=False,
        help_text=_("They are told by e-mail when a letter is on its way. Leave it out if you cannot read it."),
    )  # fmt: skip
    says = ("signer", "signed", "may_ask", "stop", "cash_aid", "medicaid", "foster_care", "safety")
    field_order = ("safety", "signer", "signed", "may_ask", "stop", "cash_aid", "medicaid", "foster_care", "email")

    def clean(self) -> dict[str, Any]:
        """Only the person who opened the case agrees to e-mail here: of nobody else is it known whose address it is."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("email") and said.get("may_ask") != "yes":
            self.add_error("email", _("Only for the person who opened the case. Leave it out otherwise."))
        return said


class ReplyForm(Keying):
    """A reply to the notice before closing."""

    kind = REPLY
    signer = forms.CharField(label=_("Who signed or asked"), max_length=NAME)
    signed = _radio(_("Is there a signature?"), words.YES_NO)
    words = forms.CharField(
        label=_("What it says"), required=False, max_length=WORDS, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In a few words. A caseworker reads the paper itself."),
    )  # fmt: skip
    says = ("signer", "signed", "words")
    field_order = ("signer", "signed", "words")


class ReturnedForm(Keying):
    """A letter that the post brought back."""

    kind = RETURNED
    code = forms.CharField(
        label=_("Code on the letter"), required=False, max_length=40,
        help_text=_("Left out, the notice of this closing came back."),
    )  # fmt: skip
    says = ("code",)
    field_order = ("code",)


class WithdrawalForm(Keying):
    """A request that is taken back."""

    kind = WITHDRAWAL
    signer = forms.CharField(label=_("Who signed or asked"), max_length=NAME)
    signed = _radio(_("Is there a signature?"), words.YES_NO)
    says = ("signer", "signed")
    field_order = ("signer", "signed")


class DocumentForm(Keying):
    """Any other paper, filed as evidence of a kind."""

    kind = DOCUMENT
    evidence = forms.ChoiceField(label=_("What it proves"))
    title = forms.CharField(label=_("Title"), max_length=TITLE, help_text=_("Name no person."))
    field_order = ("evidence", "title")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's form takes them
        super().__init__(*args, **kwargs)
        lang = language()
        kinds = sorted((text.name[lang], name) for name, text in shipped().evidence.items())
        self.fields["evidence"] = forms.ChoiceField(
            label=_("What it proves"), choices=[("", _("Choose one")), *((name, said) for said, name in kinds)]
        )
        self.order_fields(self.field_order)


FORMS: dict[str, type[Keying]] = {
    form.kind: form for form in (RequestForm, ReplyForm, ReturnedForm, WithdrawalForm, DocumentForm)
}


def without_paper(form: type[Keying]) -> type[Keying]:
    """Return the form for what came without a scan: also by phone."""
    return type(form.__name__, (form,), {"channels": ALL_CHANNELS})


def from_the_web(form: type[Keying]) -> type[Keying]:
    """Return the form of a kind for what was sent on the web."""
    return type(form.__name__, (form,), {"channels": (WEB,)})
