"""All that is checked of a form: the file as built, its words, and that building it again makes the same file."""

from __future__ import annotations

from dataclasses import dataclass

from caseclose.forms.build import CannotBuild, build, layout_versions
from caseclose.forms.check import Fault, faults_in
from caseclose.forms.check_words import hardest, pdfua_faults, reading_level, words_faults
from caseclose.forms.filling import SERVICES, Prefilled, fill
from caseclose.forms.made_ahead import NotBuilt, blank_form, made, made_folder
from caseclose.forms.sheet import Sheet

SAME, OTHER_LAYOUT, NOT_HERE = "the same file", "laid out by other versions", "not built: no layout libraries here"
SAMPLE = Prefilled(case_number="0012345678", name="María Ejemplo", services=SERVICES, code="0000-0000-0000-0000")


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found of one form. `level` is the English grade or the Spanish index; `again` says what building it
    again made."""

    form: Sheet
    faults: tuple[Fault, ...]
    level: float
    hardest: str
    again: str


def examine(form: Sheet) -> Examined:
    """Check one form that ships with Caseclose, blank and filled in."""
    try:
        data = blank_form(form)
    except NotBuilt as error:
        return Examined(form, (Fault("it_is_built", str(error)),), reading_level(form).value, hardest(form), NOT_HERE)
    filled = fill(data, form, SAMPLE)
    faults = [*faults_in(data, form), *words_faults(data, form), *pdfua_faults(data), *faults_in(filled, form)]
    if fill(data, form, SAMPLE) != filled:
        faults.append(Fault("the_same_bytes", "filling the form in twice makes two files"))
    again, rebuilt = _again(form, data)
    return Examined(form, (*faults, *rebuilt), reading_level(form).value, hardest(form), again)


def _again(form: Sheet, data: bytes) -> tuple[str, list[Fault]]:
    """Build the form once more. Where other versions lay it out, the new file must be right, but may be another."""
    try:
        same_layout = layout_versions() == made(made_folder()).layout
        anew = build(form)
    except CannotBuild:
        return NOT_HERE, []
    if anew == data:
        return SAME, []
    if same_layout:
        return SAME, [Fault("the_same_bytes", "building the form again makes another file; run `caseclose form build`")]
    return OTHER_LAYOUT, [*faults_in(anew, form), *words_faults(anew, form)]
