"""What is asked of whoever asks to close, in its order: the forms, one a page, with the words of the request form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caseclose.forms.words import Words, words
from caseclose.law.reading import shipped
from caseclose.public.fields import LINE, Line, Signed, WhoAsks, papers
from caseclose.public.place import Place
from caseclose.web.forms import OnceForm

AID = ("cash_aid", "medicaid", "foster_care")


class Step(forms.Form):
    """One page of questions. Its words are in the language of the page, and name things as the state does."""

    heading: Promise | str = ""

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's form takes them
        super().__init__(*args, **kwargs)
        self.place = place
        self.form: Words = words(place.lang)
        self.asked()

    told: str | Promise = ""
    """What its question is called where the answers are listed; else they are called by their labels."""

    def asked(self) -> None:
        """Put the questions that depend on state and language."""


class Safety(Step):
    """Whether going on could put anybody at risk."""

    heading = _("First: are you safe?")

    def asked(self) -> None:
        """Ask as the form does."""
        text = self.form.safety
        self.fields["safety"] = forms.ChoiceField(
            label=text.lead, choices=list(text.answer.items()), widget=forms.RadioSelect
        )


class You(WhoAsks, Step):
    """Who asks, and about which case."""

    heading = _("You and your case")
    phone = Line(label=_("Phone, and a safe time to call"), max_length=LINE, required=False)


class Stop(Step):
    """What is to stop."""

    heading = told = _("What do you want us to stop?")

    def asked(self) -> None:
        """Ask as the form does."""
        text = self.form.services
        self.fields["stop"] = forms.MultipleChoiceField(
            label=text.lead, choices=list(text.choice.items()), widget=forms.CheckboxSelectMultiple
        )


class Aid(Step):
    """Which aid the family gets or got."""

    heading = _("Aid for you or your children")

    def asked(self) -> None:
        """Ask once for each kind of aid."""
        text, called = self.form.aid, shipped().layer(self.place.state).called
        for kind in AID:
            name = text.row[kind].replace("{" + kind + "}", called[kind][self.place.lang] if kind in called else "")
            self.fields[kind] = forms.ChoiceField(
                label=name[:1].upper() + name[1:], choices=list(text.when.items()), widget=forms.RadioSelect
            )


class Understood(Step):
    """What must be understood before signing: one box for each statement of the policy."""

    heading = _("Read this before you sign")

    def asked(self) -> None:
        """Put each statement, to be ticked by itself."""
        for each in shipped().statements(self.place.state):
            missed = {"required": _("Tick this when you have read it.")}
            label = self.place.say(each.say)
            self.fields[each.id] = forms.BooleanField(label=label, error_messages=missed)


class Sign(Signed):
    """The signature."""


class OnPaper(OnceForm):
    """A paper that was signed by hand."""

    papers = papers(_("Photo or scan of the paper that you signed"))


class Secret(forms.Form):
    """The note with which a person comes back to what they began."""

    secret = Line(
        label=_("The code on your note"), max_length=64, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


FORMS: dict[str, type[Step]] = {"safety": Safety, "you": You, "stop": Stop, "aid": Aid, "understood": Understood}
AFTER = dict(zip(FORMS, [*list(FORMS)[1:], "foreseen"], strict=True))


def answered(name: str, said: dict[str, Any], place: Place) -> bool:
    """Say whether a page of questions was answered."""
    return FORMS[name](said, place=place).is_valid()


def first_open(said: dict[str, Any], place: Place) -> str:
    """Return the first page of questions that was not answered yet; empty where all were."""
    return next((name for name in FORMS if not answered(name, said, place)), "")
