"""A finding and the paper that proves it: on file, or scanned with it. A file that is refused costs nothing typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caseclose.casework.models import Document, Finding, IncomingPaper, JournalEntry, KeyedIn, PaperOriginal
from caseclose.casework.services.audit import verify
from caseclose.forms.codes import form_code
from caseclose.forms.filling import Prefilled, request_form
from caseclose.law.safeguards import paper_limits
from tests.casework import factories as make
from tests.casework.closable import DAY, a_closable_case
from tests.forms.made import ENGLISH
from tests.papers.hostile import EICAR, archive, picture
from tests.staff.cases.desk import KEY, on, words_of
from tests.staff.cases.desk import browser as at_the_desk
from tests.staff.intake.desk import with_form_key
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
SCANNED = {"fact": "current_order", "value": "false", "document": "", "evidence": "support_order",
           "arrived_on": "2026-11-20", "channel": "fax"}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with on(DAY):
        yield


def browser(*, lang: str = "en") -> Client:
    return signed_in(account("caseworker"), lang=lang)


def sent(client: Client, data: bytes | None, *, number: str = "1", key: str = KEY, **more: object) -> Any:
    file = {} if data is None else {"file": SimpleUploadedFile("../her address.png", data, "text/html")}
    return client.post(f"/case/{number}/finding/", {"key": key, **SCANNED, **more, **file})


def nothing_is_stored() -> bool:
    return not any(each.objects.exists() for each in (Finding, Document, IncomingPaper, KeyedIn))


def test_a_scan_is_taken_in_filed_and_named_by_the_finding_and_the_file_is_kept_as_it_came() -> None:
    make.a_case()
    photo, worker = picture("JPEG", comment=b"a remark"), browser()
    assert sent(worker, photo).status_code == 302
    finding, paper = Finding.objects.get(), IncomingPaper.objects.get()
    assert (finding.fact, finding.value) == ("current_order", "false")
    document = Document.objects.get()
    assert (finding.document, document.evidence, document.sha256) == (document, "support_order", paper.sha256)
    assert (paper.state, paper.case_id, paper.channel, paper.arrived_on.isoformat()) == (
        "keyed", "1", "fax", "2026-11-20")  # fmt: skip
    assert bytes(PaperOriginal.objects.get().data) == photo
    assert KeyedIn.objects.get().document == document
    page = worker.get("/case/1/papers/").content.decode()
    assert f'href="/intake/paper/{paper.pk}/read/"' in page
    assert "her address" not in page
    assert verify() == []


def test_a_scan_that_is_sent_twice_is_taken_in_once() -> None:
    make.a_case()
    worker = browser()
    for _ in range(2):
        assert sent(worker, picture()).status_code == 302
    assert (Finding.objects.count(), IncomingPaper.objects.count()) == (1, 1)
    assert "was sent before with other words" in words_of(sent(worker, picture(), value="true"))


@pytest.mark.parametrize(
    ("data", "words"),
    [(EICAR, "The scanner knows this file as harmful"), (archive(), "This is an archive or an office document"),
     (b"", "The file is empty"), (b"\x89PNG" + bytes(paper_limits().bytes), "The file is too large")],
)  # fmt: skip
def test_a_file_that_is_refused_leaves_nothing_and_what_was_typed_is_still_there(data: bytes, words: str) -> None:
    make.a_case()
    answer = sent(browser(), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "choose its file once more" in page
    assert re.search(r'name="value" value="false"[^>]* checked', page)
    for kept in ('value="2026-11-20"', '<option value="fax" selected>', '<option value="support_order" selected>'):
        assert kept in page
    assert nothing_is_stored()


def test_the_refusal_of_a_file_is_in_the_journal() -> None:
    make.a_case()
    sent(browser(), EICAR)
    assert JournalEntry.objects.get().kind == "PaperRefused"


def test_a_finding_that_is_refused_takes_no_paper_in() -> None:
    a_closable_case()
    said = {"fact": "last_arrears_payment_on", "value": "2026-03-04", "evidence": "payment_record"}
    answer = sent(at_the_desk(), picture(), **said)
    assert answer.status_code == 422
    assert 'value="2026-03-04"' in answer.content.decode()
    assert not Finding.objects.filter(fact="last_arrears_payment_on").exists()
    assert not any(each.objects.exists() for each in (Document, IncomingPaper, KeyedIn))


def test_a_paper_with_the_code_of_another_case_is_not_taken_in_here(tmp_path: Path) -> None:
    make.a_case("1")
    make.a_case("2")
    with with_form_key(tmp_path) as secret:
        answer = sent(browser(), request_form(ENGLISH, Prefilled(case_number="2", code=form_code("2", secret))))
    assert "The code on this paper is that of another case." in words_of(answer)
    assert nothing_is_stored()


def test_one_document_proves_a_finding_and_of_a_scan_it_is_said_when_it_came() -> None:
    paper = make.a_document(make.a_case(), "support_order")
    worker = browser()
    both = sent(worker, picture(), document=paper.pk)
    assert "Choose one: a document on file, or a scan." in words_of(both)
    assert "Needed for a scan." in words_of(sent(worker, picture(), arrived_on=""))
    assert sent(worker, None, document=paper.pk, arrived_on="", channel="", evidence="").status_code == 302
    assert Finding.objects.get().document == paper


def test_the_form_speaks_spanish() -> None:
    make.a_case()
    words = words_of(browser(lang="es").get("/case/1/finding/?fact=current_order"))
    assert "O un escaneo o una foto del papel" in words
    assert "Día en que llegó" in words
