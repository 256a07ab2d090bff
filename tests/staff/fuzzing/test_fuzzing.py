"""How forms are found for the fuzzing. The fuzzing itself is the proof `forms`, of which a sample is in every run."""

from __future__ import annotations

import msgspec

from caseclose.staff.access.table import access_table
from tests.staff.fuzzing.filling import body_of, filled
from tests.staff.fuzzing.finding import Found
from tests.staff.fuzzing.reading import Form, page_read
from tests.staff.fuzzing.running import BY_OTHERS, without_fuzz

PAGE = """<form method=post action=/x/><input name=a value=1 required><select name=b><option value=2 selected>
<option value=3></select><textarea name=c>\nwords</textarea><input type=radio name=d value=4><button name=e value=5>
</form><a href=/y/>y</a>"""


def test_a_form_is_read_as_a_browser_has_it() -> None:
    page = page_read(PAGE)
    form = page.forms[0]
    assert (form.action, form.method, page.links) == ("/x/", "POST", ["/y/"])
    read = {name: (each.value, each.choices, each.chosen) for name, each in form.fields.items()}
    assert read == {"a": ("1", [], []), "b": ("", ["2", "3"], ["2"]), "c": ("words", [], []), "d": ("", ["4"], []),
                    "e": ("", ["5"], [])}  # fmt: skip
    assert body_of(filled(form))[0] == b"a=1&b=2&c=words&d=4&e=5"


def test_an_address_that_takes_something_of_which_no_page_has_a_form_is_told() -> None:
    rows = access_table()
    forms = {name: [Found("desk", name, "/", Form("/", "POST"))] for name in rows}
    assert without_fuzz(rows, forms) == []
    more = {**rows, "planted": msgspec.structs.replace(rows["case_notes"], name="planted")}
    assert without_fuzz(more, forms) == ["planted"]
    assert [name for name in BY_OTHERS if name not in rows] == []
