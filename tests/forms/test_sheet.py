"""What a form says comes from the policy: the office's lines, what the state calls things, what must be understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseclose.forms.page import page
from caseclose.forms.sheet import sheet
from caseclose.law.errors import UnknownName
from caseclose.law.reading import examine_policy, read_policy, shipped
from tests.forms.made import ENGLISH


def test_the_form_of_the_county_says_where_to_mail_and_fax_it_and_whom_to_call() -> None:
    office = shipped().layer("ca").offices["ca.office.san_mateo"]
    html = page(ENGLISH)
    for line in (office.phone, office.fax, *office.address):
        assert line in html
    assert ENGLISH.title == office.form.en


def test_an_office_without_a_phone_lends_that_of_another_office_under_its_name() -> None:
    local = sheet(shipped(), "ar", "local", "en")
    central = shipped().layer("ar").offices["ar.office.central"]
    assert (local.where.phone, local.where.phone_name) == (central.phone, central.name.en)
    assert local.where.address == ()
    assert local.words.send.no_address in page(local)


def test_an_office_can_be_left_out_where_there_is_only_one() -> None:
    assert sheet(shipped(), "ca", None, "en") == ENGLISH
    assert sheet(shipped(), "ca", "ca.office.san_mateo", "en") == ENGLISH


@pytest.mark.parametrize(
    ("state", "office", "said"),
    [
        ("zz", None, "There is no policy for 'zz'. There is policy for: us, ar, ca."),
        ("ar", None, "There is more than one office in 'ar': central, local."),
        ("ca", "san_matteo", "There is: san_mateo. Did you mean san_mateo?"),
        ("ca", "ar.office.san_mateo", "There is no office 'ar.office.san_mateo'"),
        ("us", None, "names no office"),
    ],
)
def test_an_unknown_state_or_office_names_the_known_ones(state: str, office: str | None, said: str) -> None:
    with pytest.raises(UnknownName) as refused:
        sheet(shipped(), state, office, "en")
    assert said in str(refused.value)


def test_words_of_the_policy_cannot_break_the_page(tmp_path: Path) -> None:
    folder = tmp_path / "states/ca/offices"
    folder.mkdir(parents=True)
    (folder / "odd.toml").write_text(
        'id = "ca.office.odd"\nphone = "1"\nname = { en = "<b>Office</b> & Co {{ 7 * 7 }}", es = "Oficina" }\n'
        '[verified]\nname = "unverified"\n',
        encoding="utf-8",
    )
    html = page(sheet(read_policy(tmp_path), "ca", "odd", "en"))
    assert "&lt;b&gt;Office&lt;/b&gt; &amp; Co {{ 7 * 7 }}" in html
    assert "<b>Office" not in html


def test_a_state_says_its_own_and_takes_over_the_rest() -> None:
    assert [each.id for each in shipped().statements("ca")][-2:] == ["payments", "come_back"]
    assert [each.id for each in shipped().statements("us")] == [
        "opened_case", "order_stands", "aid", "state_debt", "payments", "come_back",
    ]  # fmt: skip
    own = {each.id: each for each in shipped().statements("ar")}
    assert own["order_stands"] is shipped().layer("ar").statements["order_stands"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[statement]]\nid = "a"\n', 1, "missing required field"),
        ('{one}{one}', 7, "the id 'a' is already used in this file"),
        ('{odd}', 3, "'welfare' is not the name of any blank"),
    ],
)  # fmt: skip
def test_a_faulty_statement_is_found_on_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    folder = tmp_path / "states/ca"
    folder.mkdir(parents=True)
    one = '[[statement]]\nid = "a"\nsay = { en = "x", es = "y" }\ncites = ["z"]\nverified = "seen"\n'
    filled = text.replace("{one}", one).replace("{odd}", one.replace('en = "x"', 'en = "{welfare}"'))
    (folder / "before_signing.toml").write_text(filled, encoding="utf-8")
    faults = [fault for fault in examine_policy(tmp_path)[1] if fault.file == "states/ca/before_signing.toml"]
    assert len(faults) == 1
    assert (faults[0].line, said in faults[0].reason) == (line, True), faults[0]
