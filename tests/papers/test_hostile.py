"""Files that a stranger might hand in: none is taken that could do harm, none breaks anything, memory stays bounded."""

from __future__ import annotations

import resource
import sys
from collections import Counter
from io import BytesIO

import pytest
from pikepdf import Name
from PIL import Image

from caseclose.law.safeguards import paper_limits
from caseclose.outside.scanner import known_by_signature
from caseclose.papers import pdf
from caseclose.papers.reading import Paper, read_paper
from caseclose.papers.why import NotTaken, Why
from tests.papers.hostile import a_photo_with_a_place, hostile, picture, spoiled
from tests.papers.hostile_pdf import ACTING, plain_pdf, saved

LIMITS = paper_limits()
KIBIBYTES = 1024


def became(data: bytes) -> Why | Paper:
    try:
        return read_paper(data, LIMITS, known_by_signature)
    except NotTaken as refused:
        return refused.why


def test_nothing_that_could_do_harm_is_taken_and_nothing_breaks(capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counter[str] = Counter()
    wrong = []
    before = _most_memory()
    for name, data, reasons in hostile():
        told = became(data)
        outcome = "TAKEN" if isinstance(told, Paper) else told.value
        counts[outcome] += 1
        if outcome not in {why.value for why in reasons}:
            wrong.append(f"{name}: {outcome}")
    assert wrong == []
    assert counts.total() > 90
    most = _most_memory()
    with capsys.disabled():
        sys.stdout.write(f"\n{counts.total()} hostile files, {counts['TAKEN']} taken, {most:.0f} MiB: {dict(counts)}\n")
    assert most < LIMITS.memory_mib or most == before  # children of tests that ran before are in this mark too


def _most_memory() -> float:
    """The most memory that any one child of this process has had so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KIBIBYTES


def test_files_spoiled_by_chance_are_taken_or_refused_and_never_break_anything() -> None:
    taken = sum(isinstance(became(data), Paper) for _, data, _ in spoiled(seed=11, many=20))
    assert 0 < taken < 20


def test_good_files_are_taken_and_their_pages_hold_nothing_but_pixels() -> None:
    for data in (
        saved(plain_pdf(2)),
        saved(plain_pdf(), packed=True),
        picture(),
        picture("TIFF"),
        a_photo_with_a_place(),
    ):
        told = became(data)
        assert isinstance(told, Paper), told
        for page in told.pages:
            with Image.open(BytesIO(page.picture)) as copy:
                assert not copy.info.keys() - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
                assert not copy.getexif()


def test_a_photo_is_turned_as_the_camera_was_held() -> None:
    told = became(a_photo_with_a_place())
    assert isinstance(told, Paper)
    assert (told.pages[0].width, told.pages[0].height) == (40, 60)


def test_a_pdf_that_only_names_its_first_page_is_taken() -> None:
    made = plain_pdf()
    made.Root.OpenAction = [made.pages[0].obj, Name.Fit]
    assert isinstance(became(saved(made)), Paper)


@pytest.mark.parametrize("weak", ["ACTIVE_KEYS", "ACTIVE_KINDS"])
def test_a_planted_weak_check_is_found(weak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one of the two lists some of the files that act would be drawn as if they were harmless."""
    monkeypatch.setattr(pdf, weak, frozenset())
    drawn = []
    for name, plant in ACTING.items():
        made = plain_pdf()
        plant(made)
        try:
            list(pdf.pages_of_pdf(saved(made, packed=True), LIMITS))
        except NotTaken:
            continue
        drawn.append(name)
    assert drawn


def test_a_byte_scan_would_miss_what_the_parser_sees() -> None:
    made = plain_pdf()
    ACTING["script by name"](made)
    packed = saved(made, packed=True)
    assert b"JavaScript" not in packed
    assert became(packed) is Why.ACTIVE


def test_where_the_scanner_cannot_be_asked_nothing_is_taken() -> None:
    def gone(data: bytes) -> str:
        raise ConnectionRefusedError(len(data))

    with pytest.raises(NotTaken) as refused:
        read_paper(picture(), LIMITS, gone)
    assert refused.value.why is Why.NOT_SCANNED


def test_a_file_that_is_too_large_is_refused_before_it_is_looked_at() -> None:
    def never(data: bytes) -> str:
        raise AssertionError(len(data))

    with pytest.raises(NotTaken) as refused:
        read_paper(bytes(LIMITS.bytes + 1), LIMITS, never)
    assert refused.value.why is Why.TOO_LARGE
