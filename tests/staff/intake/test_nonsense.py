"""Whatever is sent to intake, it answers in words: nothing typed, drawn as a code or put in an address breaks it."""

from __future__ import annotations

import io
from collections import Counter

import pytest
import segno

from caseclose.casework.models import IncomingPaper
from tests.casework import factories as make
from tests.papers.hostile import picture
from tests.staff.intake.desk import ARRIVED, SAID, clerk, key, sent

pytestmark = pytest.mark.usefixtures("clean_database")
TEXTS = ["\0", "\u202ex", "\u200b" * 50, "x" * 5000, "9" * 5000, "'; DROP TABLE x; --", "<script>x</script>", "%s%n"]
DAYS = ["0001-01-01", "9999-12-31", "2026-02-30", "nonsense"]
CODES = ["a\0b", "9" * 3000, "\u202eAAAAA-AAAAA", "https://x.example/" + "x" * 900, "AAAA-AAAA-AAAA-AAAA/" + "9" * 2000]
REQUEST = {"arrived_on": DAYS, "arrived_time": ["24:61", "-1:00"], "signer": TEXTS, "key": TEXTS, "channel": TEXTS[:2]}
PLACES = {
    "/intake/paper/{}/?as=request": REQUEST,
    "/intake/paper/{}/?as=reply": {"words": TEXTS},
    "/intake/paper/{}/?as=returned_mail": {"code": TEXTS},
    "/intake/paper/{}/?as=document": {"title": TEXTS, "evidence": TEXTS[:2], "arrived_on": DAYS},
    "/intake/paper/{}/place/": {"number": TEXTS},
    "/intake/paper/{}/aside/": {"words": TEXTS, "because": TEXTS[:2]},
    "/intake/call/": {"number": TEXTS},
}
"""Where something is sent, and what is put there that nobody would write."""


def a_paper() -> int:
    """A paper that waits with the case, without pages."""
    made = IncomingPaper.objects.create(
        office=make.an_office(), case_id="1", channel="mail", arrived_at=make.at_noon(make.DAY), arrived_on=make.DAY,
        taken_at=make.at_noon(make.DAY), taken_on=make.DAY, taken_by="x", kind="png", size=1, pages=1, sha256="x",
    )  # fmt: skip
    return made.pk


def test_no_text_day_or_time_breaks_a_form() -> None:
    make.a_case("1")
    client, statuses = clerk(), Counter[int]()
    more = {"title": "x", "because": "other", "words": "x", "evidence": "birth_record", "number": "1"}
    for place, fields in PLACES.items():
        for name, values in fields.items():
            for value in values:
                answer = client.post(place.format(a_paper()), {**ARRIVED, **SAID, **more, "key": key(), name: value})
                statuses[answer.status_code] += 1
    assert set(statuses) == {200, 302, 422}
    assert statuses.total() > 60


def test_no_query_and_no_number_breaks_a_page() -> None:
    client = clerk(role="caseworker")
    for path in ("/intake/?after=x", "/intake/?after=2026-01-01~9", "/intake/?before=0001-01-01~-1",
                 "/intake/?list=%00", f"/intake/paper/{9**30}/", f"/intake/paper/1/page/{9**30}/",
                 f"/intake/receipt/{9**30}/", "/case/x/intake/?as=%00", "/intake/paper/0/original/"):  # fmt: skip
        assert client.get(path).status_code < 500, path


@pytest.mark.parametrize("text", CODES, ids=range(len(CODES)))
def test_a_code_that_says_nonsense_leads_nowhere(text: str) -> None:
    out = io.BytesIO()
    segno.make_qr(text, error="l").save(out, kind="png", scale=4)
    assert sent(clerk(), out.getvalue()).status_code == 302
    assert IncomingPaper.objects.get().case_id is None


def test_a_form_without_its_file_or_from_a_day_to_come_is_refused() -> None:
    client = clerk()
    answer = client.post("/intake/", {"key": key(), **ARRIVED, "file": "no file"})
    assert answer.status_code == 422
    assert "Scan or photo of the paper: " in answer.content.decode()
    assert sent(client, picture(), arrived_on="2099-01-01").status_code == 422
