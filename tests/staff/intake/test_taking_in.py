"""Taking papers in at the desk: a copy of pixels is shown, the file is only handed out, what is refused is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadhandler import StopUpload
from django.test import Client, override_settings

from caseclose.casework.models import Case, IncomingPaper, JournalEntry
from caseclose.forms.codes import form_code
from caseclose.forms.filling import Prefilled, request_form
from caseclose.law.safeguards import paper_limits
from caseclose.staff.models import Conflict
from caseclose.web.uploads import BoundedUpload
from tests.casework import factories as make
from tests.forms.made import ENGLISH
from tests.papers.hostile import EICAR, archive, picture
from tests.staff.counting import questions
from tests.staff.intake.desk import SAID, clerk, key, sent, waiting, with_form_key
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
MOST_QUESTIONS = 12
NAMES = ["../../x.png", "a\r\nSet-Cookie: x=1.png", "x" * 4000 + ".png", "\u202egnp.exe", "scan.pdf.exe", "x.svg"]


@pytest.fixture(autouse=True)
def _a_case(clean_database: object) -> None:
    del clean_database
    make.a_case("1")


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_and_what_the_browser_says_of_it_are_used_nowhere(name: str) -> None:
    client = clerk()
    answer = sent(client, name=name)
    assert answer.status_code == 302
    paper = IncomingPaper.objects.get()
    given = client.get(f"/intake/paper/{paper.pk}/read/").content.decode()
    assert "Set-Cookie" not in str(answer.headers)
    assert not any(part in given for part in ("../", "gnp.exe", "xxxx", "pdf.exe", "x.svg"))


def test_the_pages_are_pictures_of_ours_and_the_file_is_only_handed_out() -> None:
    client, photo = clerk(role="caseworker"), picture("JPEG", comment=b"a remark")
    paper = waiting(client, photo, number="")
    page = client.get(f"/intake/paper/{paper}/page/1/")
    file = client.get(f"/intake/paper/{paper}/original/")
    assert page.headers["Content-Type"] == "image/png"
    assert b"a remark" not in page.content
    assert file.content == photo
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert file.headers["Content-Disposition"] == f'attachment; filename="paper-{paper}.jpeg"'
    assert JournalEntry.objects.filter(kind="PaperHandedOut", by="caseworker.1").count() == 1
    for answer in (page, file):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("data", "words"),
    [(EICAR, "The scanner knows this file as harmful"), (archive(), "This is an archive or an office document"),
     (b"<svg/>", "a drawing that can hold programs"), (b"x", "This is not a PDF")],
)  # fmt: skip
def test_what_is_refused_says_why_and_what_to_do_and_keeps_what_was_typed(data: bytes, words: str) -> None:
    answer = sent(clerk(), data, arrived_on="2026-11-03", channel="fax")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="2026-11-03"' in page
    assert '<option value="fax" selected>' in page
    assert not IncomingPaper.objects.exists()


def test_a_file_that_is_too_large_is_not_kept_and_is_refused_in_words() -> None:
    answer = sent(clerk(), b"\x89PNG" + bytes(paper_limits().bytes))
    assert answer.status_code == 422
    assert "The file is too large." in answer.content.decode()


def test_where_much_too_much_is_sent_reading_stops() -> None:
    handler = BoundedUpload()
    handler.new_file("file", "x", "x", None)
    most = paper_limits().bytes
    for start in range(0, 3 * most, most):
        handler.receive_data_chunk(bytes(most), start)
    with pytest.raises(StopUpload):
        handler.receive_data_chunk(b"x", 3 * most)
    assert handler.file_complete(3 * most).read() == bytes(most)


@override_settings(SCAN="tests.staff.intake.test_taking_in.gone")
def test_while_the_scanner_is_away_nothing_is_taken_in() -> None:
    assert "scanner for harmful files does not answer" in sent(clerk()).content.decode()
    assert not IncomingPaper.objects.exists()


def gone(data: bytes) -> str:
    raise ConnectionRefusedError(len(data))


def test_the_code_on_a_form_finds_its_case_and_opens_the_right_form(tmp_path: Path) -> None:
    with with_form_key(tmp_path) as secret:
        form = request_form(ENGLISH, Prefilled(case_number="1", code=form_code("1", secret)))
        client = clerk()
        page = client.get(sent(client, form).headers["Location"]).content.decode()
    assert "The code on it found its case" in page
    assert "Could going on put them at risk?" in page
    assert page.count("<img src=") == 2


def test_a_file_that_came_before_is_pointed_out() -> None:
    client = clerk()
    first = waiting(client)
    page = client.get(f"/intake/paper/{waiting(client)}/").content.decode()
    assert f'href="/intake/paper/{first}/read/"' in page
    assert "The very same file came before" in page


def test_the_list_shows_what_waits_in_few_questions_and_no_case_that_must_not_be_seen() -> None:
    make.a_case("2")
    who = account("intake")
    client = signed_in(who)
    for number in ("1", "2", ""):
        waiting(client, number=number)
    Conflict.objects.create(account=who, case=Case.objects.get(number="2"), said_by="admin", said_on=make.DAY)
    with questions() as asked:
        page = client.get("/intake/").content.decode()
    assert len(asked) <= MOST_QUESTIONS
    assert "2 papers wait" in page
    assert "Nov. 20, 2026" in page


def test_papers_of_other_offices_and_of_ones_own_case_are_not_there() -> None:
    who = account("caseworker", name="c.2")
    desk = clerk()
    paper, loose = waiting(desk), waiting(desk, number="")
    Conflict.objects.create(account=who, case=Case.objects.get(number="1"), said_by="admin", said_on=make.DAY)
    far = account("caseworker", name="c.3", office=make.an_office("ca", zone="America/Denver"))
    auditor = signed_in(account("auditor", office=make.an_office("ca", zone="America/Denver")))
    for path in ("", "read/", "page/1/", "original/", "aside/", "back/"):
        for other in (who, far):
            assert signed_in(other).get(f"/intake/paper/{paper}/{path}").status_code == 404, path
    for path in ("", "read/", "page/1/", "original/", "aside/", "back/"):
        assert signed_in(far).get(f"/intake/paper/{loose}/{path}").status_code == 404, path
    assert signed_in(far).post(f"/intake/paper/{paper}/place/", {"number": "1"}).status_code == 404
    for path in ("read/", "page/1/", "original/"):
        assert auditor.get(f"/intake/paper/{paper}/{path}").status_code == 200, path
    assert clerk_of("other").get(f"/intake/paper/{2**70}/read/").status_code == 404


def clerk_of(name: str) -> Client:
    return signed_in(account("caseworker", name=name))


def test_a_paper_is_put_with_a_case_by_its_number_and_only_with_one_that_may_be_seen() -> None:
    make.a_case("9", zone="America/Denver")
    client = clerk()
    paper = waiting(client, number="")
    for number in ("9", "none", ""):
        client.post(f"/intake/paper/{paper}/place/", {"number": number})
        assert IncomingPaper.objects.get().case_id is None
    page = client.get(f"/intake/paper/{paper}/").content.decode()
    assert "There is no case with this number or code" in page
    assert "Whose is it?" in page
    client.post(f"/intake/paper/{paper}/place/", {"number": " 1 "})
    assert IncomingPaper.objects.get().case_id == "1"


def test_a_paper_is_set_aside_with_a_reason_and_brought_back() -> None:
    client = clerk()
    paper = waiting(client)
    assert (
        client.post(f"/intake/paper/{paper}/aside/", {"key": key(), "because": "not_ours", "words": ""}).status_code
        == 422
    )
    client.post(f"/intake/paper/{paper}/aside/", {"key": key(), "because": "not_ours", "words": "An advertisement"})
    assert "It is not ours: An advertisement" in client.get("/intake/?list=aside").content.decode()
    assert JournalEntry.objects.filter(kind="PaperSetAside", by="intake.1").count() == 1
    assert "An advertisement" not in str(JournalEntry.objects.get(kind="PaperSetAside").said)
    client.post(f"/intake/paper/{paper}/back/", {"key": key()})
    assert IncomingPaper.objects.get().state == "waiting"
    answer = client.post(f"/intake/paper/{paper}/back/", {"key": key()})
    assert "This paper is not set aside any more." in answer.content.decode()


def test_a_paper_that_was_keyed_in_is_only_read() -> None:
    client = clerk()
    paper = waiting(client)
    client.post(
        f"/intake/paper/{paper}/?as=request", {"key": key(), "channel": "mail", "arrived_on": "2026-11-20", **SAID}
    )
    assert IncomingPaper.objects.get().state == "keyed"
    assert client.get(f"/intake/paper/{paper}/").headers["Location"] == f"/intake/paper/{paper}/read/"
