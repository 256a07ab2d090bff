"""The forms of acts on a case. Each asks only for what its act must know; what was typed stays after an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from caseclose.closure.assessment import Assessment
from caseclose.closure.reasons import reasons
from caseclose.law.facts import Fact
from caseclose.law.reading import shipped
from caseclose.staff.building.arriving import Arrival, paper_field
from caseclose.staff.screens.cases.saying import CHANNELS, HOLD_ENDS, HOLD_KINDS
from caseclose.web.forms import OnceForm, PlainForm
from caseclose.web.language import language

LONGEST = 2000
Choice = tuple[str, Any]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
NOT_KNOWN = ("unknown", _("Not known"))


class MomentField(forms.DateTimeField):
    """A day and time by the clock of an office. The ends of the calendar have no moment in every zone."""

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - as Django's field takes it
        """Return the moment. Raises ValidationError where it is none, or lies at an end of the calendar."""
        moment = super().clean(value)
        if moment is not None and moment.year in {date.min.year, date.max.year}:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


def day_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:  # noqa: ANN401 - lazy words
    """Return a field for a day, which the browser helps to fill in."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=hint)


def words_field(label: Any, *, required: bool = True, hint: Any = "", longest: int = LONGEST) -> forms.CharField:  # noqa: ANN401
    """Return a field for words."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, widget=widget, max_length=longest, help_text=hint)


def one_of(label: Any, choices: Iterable[Choice], hint: Any = "") -> forms.ChoiceField:  # noqa: ANN401
    """Return a field of which one is chosen."""
    return forms.ChoiceField(label=label, choices=list(choices), widget=forms.RadioSelect, help_text=hint)


def one_of_these(label: Any, choices: Mapping[str, Any], chosen: str) -> forms.ChoiceField:  # noqa: ANN401
    """Return a field of which one is chosen: the `chosen` one at first, or else the first of them."""
    field = one_of(label, choices.items())
    field.initial = chosen if chosen in choices else next(iter(choices), "")
    return field


def some_of(label: Any, choices: Iterable[Choice], hint: Any = "") -> forms.MultipleChoiceField:  # noqa: ANN401
    """Return a field of which one or more are chosen."""
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=list(choices), widget=widget, help_text=hint)


class RequestForm(OnceForm):
    """A request to close that arrived."""

    arrived_on = day_field(_("Day on which it arrived"), hint=_("Not the day on which you type it in."))
    channel = one_of(_("How it came"), CHANNELS.items())
    signed = one_of(_("Is it signed?"), YES_NO)
    may_ask = one_of(_("Is the person who asks the one who opened the case?"), [*YES_NO, NOT_KNOWN])


class ReturnForm(OnceForm):
    """What a request lacks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's form takes them
        super().__init__(*args, **kwargs)
        book, lang = reasons(), language()
        self.fields["missing"] = some_of(
            _("What is missing"),
            [(name, book.called[name][lang]) for name in book.missing],
            _("The letter tells how to mend each."),
        )


class ProposeForm(OnceForm):
    """The criterion to close under: one of those that are met today."""

    def __init__(self, *args: Any, assessment: Assessment | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        met = list(self._met(assessment))
        self.fields["criterion"] = one_of(_("Close under"), met, _("Only what is met today is here."))
        self.fields["criterion"].initial = met[0][0] if len(met) == 1 else None

    def _met(self, assessment: Assessment | None) -> Iterable[Choice]:
        for name in assessment.closable_under if assessment else ():
            item = assessment.criterion(name) if assessment else None
            if item is not None:
                yield name, f"{item.standing.rule.text.heading[language()]} ({name})"


class ReplyForm(OnceForm):
    """A reply to the notice."""

    arrived_at = MomentField(
        label=_("Day and time at which it arrived"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Not when you type it in. A reply counts from its arrival."),
    )
    channel = one_of(_("How it came"), CHANNELS.items())
    reply = forms.CharField(
        label=_("Receipt number"),
        required=False,
        max_length=64,
        help_text=_("If it has one. No names here. It is given one if you leave this empty."),
    )


class ReviewForm(OnceForm):
    """Whether a reply could lead somewhere, and why, in words."""

    def __init__(self, *args: Any, replies: Iterable[Choice] = (), **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["reply"] = one_of(_("Which reply"), replies)
        self.fields["could_lead"] = one_of(
            _("Could it lead to paternity, an order or enforcement?"),
            YES_NO,
            _("If it could, the case stays open, by law."),
        )
        self.fields["words"] = words_field(_("Why?"), hint=_("For the record only. It is in no letter."))


class KeepOpenForm(OnceForm):
    """Why the case stays open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's form takes them
        super().__init__(*args, **kwargs)
        book, lang = reasons(), language()
        self.fields["reasons"] = some_of(
            _("Why the case stays open"), [(n, book.called[n][lang]) for n in book.why_open]
        )
        self.fields["words"] = words_field(
            _("In your own words"), required=False, hint=_("For the record only. It is in no letter.")
        )


class ReopenForm(OnceForm):
    """Why a closed case is opened again."""

    basis = one_of(
        _("Why is the case opened again?"),
        [
            ("application", _("The family applied again")),
            ("referral", _("An aid program referred it")),
            ("correction", _("The closing was wrong")),
        ],
    )
    application_on = day_field(_("Day of the new application"), required=False)
    fee = forms.DecimalField(label=_("Fee that was paid, in dollars"), required=False, min_value=0, decimal_places=2,
                             max_digits=8, help_text=_("0 where no fee is owed."))  # fmt: skip


class HoldForm(OnceForm):
    """A hold: on the closing of the case, or on its records."""

    kind = one_of(_("What is held"), HOLD_KINDS.items())
    owner = forms.CharField(label=_("Who looks after it"), max_length=100)
    reason = words_field(_("Why"), hint=_("Kept with the case and shown in no list."), longest=300)
    ends_on = day_field(_("It ends on"), required=False, hint=_("On this day it no longer holds."))
    until = forms.ChoiceField(label=_("or when this happens"), choices=[("", "-"), *HOLD_ENDS.items()], required=False)


class LiftForm(OnceForm):
    """Which hold is lifted, and why."""

    def __init__(self, *args: Any, holds: Iterable[Choice] = (), **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["hold"] = one_of(_("Which hold"), holds)
        self.fields["because"] = words_field(_("Why it is lifted"), longest=300)


class FinishForm(OnceForm):
    """Which task is done, and what came of it."""

    def __init__(self, *args: Any, tasks: Mapping[str, Any], chosen: str = "", **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["task"] = one_of_these(_("Which task"), tasks, chosen)
        self.fields["words"] = words_field(_("What came of it"), longest=300)


class NoteForm(OnceForm):
    """A note."""

    words = words_field(_("Note"), hint=_("For the staff alone. It is in no letter and no export."), longest=4000)


class ProtectedForm(PlainForm):
    """Of whom protected facts are read, and why."""

    def __init__(self, *args: Any, people: Iterable[Choice] = (), **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["person"] = one_of(_("Of whom"), people)
        self.fields["because"] = words_field(_("Why you need to see it"), longest=300)


class FindingForm(Arrival):
    """What a fact was found to be, and the document that proves it: one on file, or a scan that is taken in now."""

    arrived_time = None  # type: ignore[assignment]
    field_order = ("value", "document", "file", "evidence", "arrived_on", "channel")

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        name: str = "",
        fact: Fact,
        documents: Iterable[dict[str, Any]] = (),
        on: date,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fact"] = forms.CharField(widget=forms.HiddenInput, initial=name)
        self.fields["value"] = value_field(fact, language(), on)
        on_file = [(str(each["document"]), document_in_words(each)) for each in documents]
        kinds = _kinds_of_document(fact)
        wanted = ", ".join(str(words) for _code, words in kinds)
        self.fields["document"] = forms.ChoiceField(
            label=_("Document on file that proves it"), required=False, choices=[("", _("None")), *on_file],
            help_text=_("What proves it: %(kinds)s.") % {"kinds": wanted},
        )  # fmt: skip
        self.fields["file"] = paper_field(_("Or a scan or photo of the paper"), required=False)
        self.fields["evidence"] = forms.ChoiceField(label=_("What the scan is"), required=False, choices=kinds)
        for each, initial in (("arrived_on", on), ("channel", "mail")):
            self.fields[each].required, self.fields[each].initial = False, initial
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """One document proves it; of a scan it must be known what it is and when it came."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("file") is not None:
            if said.get("document"):
                self.add_error("file", _("Choose one: a document on file, or a scan."))
            for each in ("evidence", "arrived_on", "channel"):
                if each not in self.errors and not said.get(each):
                    self.add_error(each, _("Needed for a scan."))
        return {**said, "value": str(said.get("value", "")), "arrived": self.arrived_at}


def _kinds_of_document(fact: Fact) -> list[Choice]:
    """Return the kinds of document that prove a fact; all there are where none is named."""
    kinds, lang = shipped().evidence, language()
    named = [each for each in fact.text.evidence if each in kinds] or list(kinds)
    return [(each, kinds[each].name[lang]) for each in named]


def latest(on: date) -> dict[str, str]:
    """Return the attribute of a field of days that lets none be chosen after the day."""
    return {"max": on.isoformat()}


def value_field(fact: Fact, lang: str, on: date) -> forms.Field:
    """Return the field for what a fact is found to be, by its kind."""
    text, label = fact.text, _("What was found")
    if fact.kind == "yes_no":
        return one_of(label, [("true", text.yes[lang]), ("false", text.no[lang])])
    if fact.kind == "choice":
        return one_of(label, [(code, words[lang]) for code, words in text.choices.items()])
    if fact.kind == "date":
        field = day_field(label)
        field.widget.attrs.update({} if text.ahead else latest(on))
        return field
    if fact.kind == "money":
        return forms.DecimalField(label=label, min_value=0, decimal_places=2, max_digits=12, help_text=_("In dollars."))
    if fact.kind == "count":
        return forms.IntegerField(label=label, min_value=0)
    return forms.CharField(label=label, max_length=200)


def document_in_words(document: dict[str, Any]) -> str:
    """Return a document on file as one line: what it proves, and the day on which it came."""
    return f"{document['name']}, {date_format(document['received_on'], 'SHORT_DATE_FORMAT')}"
