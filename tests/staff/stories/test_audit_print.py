"""The record of one closing on paper: all that proves it is on the printed pages, and nobody who is protected."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page

from caseclose.casework.models import Case, Closure, Participant, Person, StoredLetter
from caseclose.closure.commands import Approve, Close, Propose, RecordReply, ReviewReply
from tests.casework import factories as make
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, SYSTEM, WORKER, do, moment
from tests.casework.mailing import text_of
from tests.staff.browser import HEIGHT, send
from tests.staff.cases.desk import a_case
from tests.staff.stories.stage import Stage

CLOSED = DUE + timedelta(days=9)
HIDDEN = ("Zzgiven", "Zzfamily", "Zzstreet", "Zzsubstitute", "Zzphone")
"""What is known of somebody who must not be found."""
SHEET = 700
"""How wide a sheet of paper is, in pixels."""
ON_SCREEN = ("Closings to examine", "Back to the closings", "Skip to main content")
"""What is of use on a screen alone."""


def test_the_record_is_found_and_printed_with_its_proof_and_without_the_protected(stage: Stage) -> None:
    a_closing_of_somebody_protected(stage)
    auditor = stage.desk("auditor")
    told = printed(auditor)
    packed = told.replace(" ", "")
    closure = Closure.objects.get()
    proof = [closure.policy, *StoredLetter.objects.values_list("sha256", flat=True)]
    assert len(proof) > 2
    for code in proof:
        assert code in packed, code
    for words in (
        "Record of a closing: case 1", "Read by demo.auditor", "22 CCR 118203(a)(1)", "worker one proposed to close",
        "supervisor two approved the closing", "The law as it stood on", "the law gives the same answer",
        "entries were checked and are what they were", "asks when the case will close", "by the vendor's proof",
        "balance of November 1, 2026", "Protected",
    ):  # fmt: skip
        assert words.replace(" ", "") in packed, words
    assert [each for each in HIDDEN if each.lower() in packed.lower()] == []
    assert [each for each in ON_SCREEN if each in told] == []


def a_closing_of_somebody_protected(stage: Stage) -> None:
    hide(a_case())
    make.findings(Case.objects.get(), DAY, risk_of_harm_reported=True)
    do(Propose("ca.b1"))
    do(Approve(), SUPERVISOR)
    for day in (DAY, DAY + timedelta(days=5)):
        stage.day(day)
    do(RecordReply("r1", moment(DUE - timedelta(days=3)), "phone"), CLERK, DUE)
    do(ReviewReply("r1", could_lead=False, words="asks when the case will close"), WORKER, DUE)
    do(Close(), SYSTEM, CLOSED)
    stage.day(CLOSED)


def hide(case: Case) -> None:
    """Let the person who opened the case be protected, with a safe address for what must reach them."""
    who = Participant.objects.get(case=case, role=Participant.Role.CUSTODIAL_PARTY).person_id
    Person.objects.filter(pk=who).update(
        given_name="Zzgiven", family_name="Zzfamily", mailing_address=["Zzstreet 9", "Zzstreet, CA 90000"],
        substitute_address=["Zzsubstitute 7", "Sacramento, CA 95812"], family_violence=True,
    )  # fmt: skip


def printed(auditor: Page) -> str:
    """Find the closing in the list, open its record, and print it as the browser prints. A table stays one on paper."""
    send(auditor, "nav >> text=Closings to examine")
    send(auditor, "main tbody th a")
    auditor.emulate_media(media="print")
    auditor.set_viewport_size({"width": SHEET, "height": HEIGHT})
    drawn = auditor.eval_on_selector(".cc-record .cc-table tbody td", "cell => getComputedStyle(cell).display")
    assert drawn == "table-cell"
    return text_of(auditor.pdf(prefer_css_page_size=True))
