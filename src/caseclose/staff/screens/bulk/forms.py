"""What is asked when many cases are chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseclose.closure.reasons import reasons
from caseclose.staff.wording import BASES_OF_BATCH
from caseclose.web.forms import OnceForm
from caseclose.web.language import language

LONGEST_NUMBER, LONGEST_LIST = 64, 400_000
HEADINGS = {"case", "case_id", "number"}


def numbers_in(text: str) -> list[str]:
    """Return the case numbers in a list, each once: one a line, and of a line with commas only what comes first."""
    cells = [line.split(",", 1)[0].strip().strip('"') for line in text.splitlines()]
    found = [cell for cell in cells if cell]
    return list(dict.fromkeys(found[1:] if found and found[0].lower() in HEADINGS else found))


class ListedField(forms.CharField):
    """A list of case numbers."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Case numbers"),
            help_text=gettext_lazy("One a line, or pasted from the first column of a sheet."),
            widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
            max_length=LONGEST_LIST,
            required=False,
        )

    def clean(self, value: Any) -> list[str]:  # noqa: ANN401 - as Django's field takes it
        """Return the numbers. Raises ValidationError where a line holds none."""
        found = numbers_in(super().clean(value))
        odd = [each for each in found if len(each) > LONGEST_NUMBER or not each.isprintable()]
        if odd:
            raise forms.ValidationError(_("%(count)s lines hold no case number.") % {"count": len(odd)})
        return found


class ProposeForm(OnceForm):
    """Under which criterion, and which cases: those that the screening found, or those listed."""

    rule = forms.ChoiceField(label=gettext_lazy("Criterion"))
    first = forms.IntegerField(
        label=gettext_lazy("How many of the cases that the screening found"),
        min_value=0,
        max_value=100_000,
        required=False,
    )
    listed = ListedField()

    def __init__(self, *args: Any, rules: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = self.fields["rule"]
        if isinstance(field, forms.ChoiceField):
            field.choices = rules


class ApproveForm(OnceForm):
    """Which closings."""

    listed = ListedField()


class KeepOpenForm(OnceForm):
    """Which cases, and why they stay open."""

    listed = ListedField()
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("For the record only. It is in no letter."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        book, lang = reasons(), language()
        self.fields["reason"] = forms.ChoiceField(
            label=gettext_lazy("Why the cases stay open"),
            choices=[(name, book.called[name][lang]) for name in book.why_open],
            widget=forms.RadioSelect,
        )
        self.order_fields(["listed", "reason", "words"])


class ReopenForm(OnceForm):
    """Which cases, on which basis, and why."""

    of = forms.ChoiceField(label=gettext_lazy("The cases of this batch"), required=False)
    listed = ListedField()
    basis = forms.ChoiceField(
        label=gettext_lazy("Basis"),
        choices=list(BASES_OF_BATCH.items()),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The journal keeps it. Name no person in it."),
        max_length=300,
    )

    def __init__(self, *args: Any, batches: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = self.fields["of"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", gettext_lazy("None: the cases listed below")), *batches]
