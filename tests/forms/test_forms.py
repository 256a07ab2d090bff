"""Every form that ships with Caseclose is right, and each check finds the defect that is planted for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pikepdf import Array, Dictionary, Name, Page, Pdf, String

from caseclose.forms.build import CannotBuild, build, layout_versions
from caseclose.forms.check import CHECKS, Fault, faults_in
from caseclose.forms.check_words import pdfua_faults, prose, reading_level, words_faults
from caseclose.forms.made_ahead import NotBuilt, blank_form, made, made_folder
from caseclose.forms.places import figure_elements, widgets
from caseclose.forms.sheet import Sheet
from caseclose.plain.accessible import elements
from tests.forms.made import ENGLISH, SHEETS, SPANISH, key, spoiled


@pytest.mark.parametrize("form", SHEETS, ids=key)
def test_the_form_that_ships_is_right(form: Sheet) -> None:
    assert faults_in(blank_form(form), form) == []


@pytest.mark.parametrize("form", [each for each in SHEETS if each.office != "central"], ids=key)
def test_its_text_is_its_words_and_each_field_can_be_filled_and_read_back(form: Sheet) -> None:
    assert words_faults(blank_form(form), form) == []


def test_pdfua_finds_no_error() -> None:
    assert pdfua_faults(blank_form(SPANISH)) == []


@pytest.mark.filterwarnings("ignore:HarfBuzz-Subset:DeprecationWarning")
def test_building_a_form_again_makes_the_same_file() -> None:
    form = SPANISH
    try:
        same_layout = layout_versions() == made(made_folder()).layout
        anew = build(form)
    except CannotBuild:
        pytest.skip("no layout libraries on this machine")
    assert faults_in(anew, form) == []
    if same_layout:
        assert anew == blank_form(form)


@pytest.mark.filterwarnings("ignore:HarfBuzz-Subset:DeprecationWarning")
def test_a_form_that_says_too_much_for_its_two_pages_is_found() -> None:
    much = {**SPANISH.statements, **{f"more_{n}": SPANISH.statements["services_end"] for n in range(4)}}
    form = replace(SPANISH, statements=much)
    try:
        built = build(form)
    except CannotBuild:
        pytest.skip("no layout libraries on this machine")
    assert Fault("it_has_two_pages", "it has 3 pages, not 2") in faults_in(built, form)


def test_every_state_and_office_has_a_form_in_both_languages_and_no_form_is_left_over() -> None:
    files = {each.name.removesuffix(".pdf") for each in made_folder().iterdir() if each.name.endswith(".pdf")}
    assert files == {form.key for form in SHEETS} == set(made(made_folder()).form)


def relabel(pdf: Pdf) -> None:
    widgets(pdf)["name"].TU = String("Case number")


def rename(pdf: Pdf) -> None:
    widgets(pdf)["signature"].T = String("sign")


def leave_looks_to_the_viewer(pdf: Pdf) -> None:
    pdf.Root.AcroForm.NeedAppearances = True


def shrink(pdf: Pdf) -> None:
    rect = widgets(pdf)["signature"].Rect
    rect[3] = float(rect[1]) + 8


def overlay(pdf: Pdf) -> None:
    widgets(pdf)["case_number"].Rect = widgets(pdf)["phone"].Rect


def swap_fields(pdf: Pdf) -> None:
    fields = list(pdf.Root.AcroForm.Fields)
    pdf.Root.AcroForm.Fields = Array([fields[1], fields[0], *fields[2:]])


def swap_reading_order(pdf: Pdf) -> None:
    named = {str(each.K[0].Obj.T): each for each in elements(pdf.Root.StructTreeRoot) if Name.Form == each.S}
    first, second = named["signature"], named["signed_on"]
    first.K, second.K = Array(list(second.K)), Array(list(first.K))


def leave_the_tab_key_open(pdf: Pdf) -> None:
    del pdf.pages[0].Tabs


def say_another_language(pdf: Pdf) -> None:
    pdf.Root.Lang = String("fr")


def drop_the_title(pdf: Pdf) -> None:
    pdf.docinfo.Title = String("form.pdf")


def hide_the_title(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences


def silence_a_picture(pdf: Pdf) -> None:
    del figure_elements(pdf)[0].Alt


def unscope_a_head_cell(pdf: Pdf) -> None:
    cell = next(each for each in elements(pdf.Root.StructTreeRoot) if each.S == Name.TH)
    cell.A = Dictionary(O=Name.Table)


def cut_a_field_off_the_tree(pdf: Pdf) -> None:
    del widgets(pdf)["name"].StructParent


def untag(pdf: Pdf) -> None:
    del pdf.Root.MarkInfo


def skip_a_heading(pdf: Pdf) -> None:
    next(each for each in elements(pdf.Root.StructTreeRoot) if each.S == Name.H2).S = Name.H3


def two_first_headings(pdf: Pdf) -> None:
    next(each for each in elements(pdf.Root.StructTreeRoot) if each.S == Name.H2).S = Name.H1


def add_a_page(pdf: Pdf) -> None:
    pdf.add_blank_page()


def leave_a_font_out(pdf: Pdf) -> None:
    font = next(iter(Page(pdf.pages[0]).resources.Font.values()))
    descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    del descendant.FontDescriptor.FontFile2


PLANTED: tuple[tuple[Callable[[Pdf], None], str], ...] = (
    (relabel, "every_field_has_its_name_and_says_what_it_is_for"),
    (rename, "every_field_has_its_name_and_says_what_it_is_for"),
    (leave_looks_to_the_viewer, "every_field_can_be_seen_and_written_in"),
    (shrink, "every_field_can_be_seen_and_written_in"),
    (overlay, "every_field_can_be_seen_and_written_in"),
    (swap_fields, "fields_follow_one_another_as_they_are_read"),
    (swap_reading_order, "fields_follow_one_another_as_they_are_read"),
    (leave_the_tab_key_open, "fields_follow_one_another_as_they_are_read"),
    (say_another_language, "the_file_says_its_language_and_title"),
    (drop_the_title, "the_file_says_its_language_and_title"),
    (hide_the_title, "the_file_says_its_language_and_title"),
    (silence_a_picture, "the_structure_tree_is_whole"),
    (unscope_a_head_cell, "the_structure_tree_is_whole"),
    (cut_a_field_off_the_tree, "the_structure_tree_is_whole"),
    (untag, "the_structure_tree_is_whole"),
    (skip_a_heading, "headings_come_in_order"),
    (two_first_headings, "headings_come_in_order"),
    (add_a_page, "it_has_two_pages"),
    (leave_a_font_out, "every_font_is_in_the_file"),
)


@pytest.mark.parametrize(("plant", "check"), PLANTED, ids=lambda each: getattr(each, "__name__", each))
def test_the_check_finds_the_planted_defect(plant: Callable[[Pdf], None], check: str) -> None:
    assert check in {fault.check for fault in faults_in(spoiled(ENGLISH, plant), ENGLISH)}


def test_every_check_has_a_planted_defect() -> None:
    assert {check.__name__ for check in CHECKS} == {check for _, check in PLANTED}


def test_a_text_that_is_not_the_words_is_found() -> None:
    faults = words_faults(blank_form(SHEETS[0]), SHEETS[1])
    assert faults[0].check == "the_text_is_the_words"


@pytest.mark.filterwarnings("ignore:This document has:pikepdf.PageCopyWarning")
def test_a_field_that_cannot_be_filled_is_found() -> None:
    def drop(pdf: Pdf) -> None:
        pdf.Root.AcroForm.Fields = Array(list(pdf.Root.AcroForm.Fields)[:-1])

    faults = words_faults(spoiled(ENGLISH, drop), ENGLISH)
    assert [fault.what.split("'")[0] for fault in faults] == ["the field signed_on was given "]


def test_one_line_that_is_too_hard_to_read_is_found() -> None:
    hard = "Notwithstanding discontinuation of enforcement activities, the judicially established obligation continues."
    form = replace(ENGLISH, statements={**ENGLISH.statements, "order_stands": hard})
    faults = [fault for fault in words_faults(blank_form(ENGLISH), form) if fault.check == "it_is_plain_enough"]
    assert [fault.what.endswith(hard) for fault in faults] == [True]


def test_a_form_whose_words_have_changed_is_never_given_out() -> None:
    changed = replace(ENGLISH, where=replace(ENGLISH.where, fax="(000) 000-0000"))
    with pytest.raises(NotBuilt, match="has changed since it was built"):
        blank_form(changed)
    with pytest.raises(NotBuilt, match="No form was built for the office 'elsewhere'"):
        blank_form(replace(ENGLISH, office="elsewhere"))


@pytest.mark.parametrize("form", SHEETS, ids=key)
def test_it_asks_and_says_what_a_request_needs(form: Sheet) -> None:
    names = {field.name for field in form.fields()}
    assert {"name", "case_number", "stop_all", "safety_yes", "consent_electronic", "signature", "signed_on"} <= names
    assert {f"understood_{each}" for each in form.statements} <= names
    assert form.where.phone
    assert not any("{" in field.tip for field in form.fields())
    assert len(prose(form)) > 12
    assert reading_level(form).plain
