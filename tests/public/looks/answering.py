"""Looks at answering a letter: the code, what there is to say, papers of every wrong kind, and the receipt."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from caseclose.law.safeguards import web_limits
from tests.papers.hostile import EICAR, archive, picture
from tests.public.looks.acts import KEY, LONG, STEPS, WORDY, WRONG, known, too_many_acts, too_many_answers
from tests.public.looks.look import Look

SAYS = {"words": "He works at the mill.", "call": "510-555-0101, mornings", "signer": "Rosa Maker", "key": KEY}
OF_NOBODY = {"code": WRONG, "family": "Nobody"}


def papers(*files: bytes) -> Callable[[], list[SimpleUploadedFile]]:
    """Return how papers are sent: anew for each look, for they are read to their end."""
    return lambda: [SimpleUploadedFile("paper", each) for each in files]


NOT_TAKEN = {
    "nothing": b"",
    "no paper": b"GIF89a",
    "a packed one": archive(),
    "a drawing": b"<svg/>",
    "a damaged one": picture()[:60],
    "a harmful one": EICAR,
}
LOOKS = [
    Look("answer", "empty"),
    Look("answer", "error", "nothing said", send={}, status=422),
    Look("answer", "error", "a code that is too long", send={"code": "B" * 90, "family": LONG * 2}, status=422),
    Look("answer", "filled", "what there is to say", send=OF_NOBODY, has=('name="signer"', "multipart")),
    Look("answer", "error", "said nothing", send={**OF_NOBODY, "signer": "", "key": KEY}, status=422),
    Look("answer", "error", "only signed", send={**OF_NOBODY, "signer": "Rosa", "key": KEY}, status=422),
    Look("answer", "error", "too long", send={**OF_NOBODY, **SAYS, "words": WORDY, "call": LONG * 3}, status=422),
    Look("answer", "error", "open too long", send={**OF_NOBODY, **SAYS, "key": ""}, status=422),
    *(Look("answer", "error", f"with {what}", send={**OF_NOBODY, **SAYS, "papers": papers(file)}, status=422)
      for what, file in NOT_TAKEN.items()),
    Look("answer", "error", "too many papers", status=422,
         send={**OF_NOBODY, **SAYS, "papers": papers(*[picture()] * (web_limits().files + 1))}),
    Look("answer", "filled", "received, of nobody", send={**OF_NOBODY, **SAYS}, has=("cp-receipt",)),
    Look("answer", "filled", "received, with a paper", send={**known(), **SAYS, "papers": papers(picture())},
         before=STEPS["noticed"], states=("ca",), has=("cp-receipt",)),
    Look("answer", "too many", "the words are kept", send={**OF_NOBODY, **SAYS, "papers": papers(picture())},
         before=too_many_acts, has=("cp-receipt", "<strong>")),
    Look("answer", "too many", "nothing is kept", send={**OF_NOBODY, **SAYS}, before=too_many_answers, status=422),
]  # fmt: skip
