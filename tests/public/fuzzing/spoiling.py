"""What comes to the public site in place of what a person would send, drawn by chance from its looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import strategies as st

from tests.papers.hostile import picture
from tests.public.looks.look import Look, Spot
from tests.staff.fuzzing import nonsense
from tests.staff.fuzzing.filling import File, Pairs, body_of, quoted
from tests.staff.fuzzing.sending import Sent

Draw = st.DrawFn
FILES = (
    File("", b""),
    File("../../paper\u202efdp.exe", picture()),
    File("paper.pdf", b"%PDF-1.7\n" + b"\xff" * 300),
    File("paper.png", picture()[:60]),
    File("x" * 5000, b"GIF89a"),
    File("a\0b.png", b""),
)
LETTERS = tuple(f"letter:{each}" for each in ("", "\0", "\u00b2", "\uff11", "9" * 5000))
"""What asks for a letter that is none."""
OF_A_KIND: dict[str, tuple[str | bytes | File, ...]] = {"papers": FILES, "wants": LETTERS, "key": nonsense.KEYS}
"""What is wrong in some fields alone."""
Change = tuple[str, tuple[str | bytes | File, ...]]
"""A field, and what is sent in it instead: nothing where that is empty, more than once where it is more."""


@dataclass
class Spoiled:
    """One try: where, what of a form is changed; or a whole body, and what comes with it."""

    look: Look
    spot: Spot
    what: str
    method: str = "GET"
    changes: Sequence[Change] = ()
    body: tuple[bytes, str] | None = None
    tail: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def sent(self) -> Sent:
        """Return what is sent. A code that it holds is looked up in the records as they are now."""
        body, kind = self.body or (body_of(self._pairs()) if self.method != "GET" else (b"", ""))
        path = f"{self.look.address(self.spot)}{self.tail}"
        return Sent(f"{self.look.title}, {self.what}", path, self.method, body, kind, self.headers)

    def _pairs(self) -> Pairs:
        pairs = filled(self.look)
        for name, values in self.changes:
            pairs = [*[pair for pair in pairs if pair[0] != name], *((name, value) for value in values)]
        return pairs


def filled(look: Look) -> Pairs:
    """Return what the look sends, field by field."""
    found: Pairs = []
    for name, said in (look.send or {}).items():
        value: Any = said() if callable(said) else said
        for each in value if isinstance(value, list) else [value]:
            sent = File(str(each.name), each.read()) if isinstance(each, SimpleUploadedFile) else str(each)
            found.append((name, sent))
    return found


@st.composite
def form_spoiled(draw: Draw, looks: Sequence[Look]) -> Spoiled:
    """A form that is filled in as the look has it, but for one thing or two; or with a body that is no form."""
    look = draw(st.sampled_from(looks))
    spot = draw(st.sampled_from(look.spots))
    way = draw(st.sampled_from(["form", "form", "form", "form", "body", "around"]))
    if way == "body":
        body, kind = draw(st.sampled_from(nonsense.BODIES)), draw(st.sampled_from(nonsense.TYPES))
        return Spoiled(look, spot, f"a body of no form as {kind}", "POST", body=(body, kind))
    if way == "around":
        headers, method = _headers(draw), draw(st.sampled_from(["POST", "POST", *nonsense.METHODS]))
        return Spoiled(look, spot, f"with {headers!r:.80}", method, headers=headers)
    changes = [draw(_changes(look)) for _ in range(draw(st.integers(1, 2)))]
    return Spoiled(look, spot, ", ".join(f"{name} = {values!r:.60}" for name, values in changes), "POST", changes)


@st.composite
def _changes(draw: Draw, look: Look) -> Change:
    if draw(st.integers(0, 2)) == 0:
        name = draw(st.sampled_from([*OF_A_KIND]))
        return name, (draw(st.sampled_from(OF_A_KIND[name])),)
    name = draw(st.sampled_from([*(look.send or {}), *nonsense.MORE, *OF_A_KIND, "strokes", "again"]))
    way = draw(st.sampled_from(["text", "text", "text", "day", "nothing", "twice", "huge"]))
    if way == "nothing":
        return name, ()
    if way == "huge":
        return name, (nonsense.HUGE,)
    if way == "day":
        return name, (draw(st.sampled_from(nonsense.DAYS)),)
    many = draw(st.integers(2, 4)) if way == "twice" else 1
    return name, tuple(draw(nonsense.texts) for _ in range(many))


@st.composite
def page_spoiled(draw: Draw, looks: Sequence[Look]) -> Spoiled:
    """A page that is asked for with a query, a path, headers or a method that none expects."""
    look = draw(st.sampled_from(looks))
    spot = draw(st.sampled_from(look.spots))
    way = draw(st.sampled_from(["query", "query", "path", "around"]))
    if way == "query":
        drawn = st.one_of(st.sampled_from(nonsense.QUERIES), _pairs())
        return Spoiled(look, spot, "a query", tail=f"?{draw(drawn)}")
    if way == "path":
        return Spoiled(look, spot, "a path", tail=draw(st.sampled_from(nonsense.TAILS)))
    headers = _headers(draw)
    method = draw(st.sampled_from(["GET", *nonsense.METHODS]))
    return Spoiled(look, spot, f"with {headers!r:.80}", method, body=(b"", ""), headers=headers)


@st.composite
def _pairs(draw: Draw) -> str:
    pairs = draw(st.lists(st.tuples(st.sampled_from(nonsense.BRINGS), nonsense.texts), min_size=1, max_size=3))
    return "&".join(f"{key}={quoted(value)}" for key, value in pairs)


def _headers(draw: Draw) -> dict[str, str]:
    headers = dict(draw(st.sampled_from(nonsense.HEADERS)))
    return headers | ({"cookie": draw(st.sampled_from(nonsense.COOKIES))} if draw(st.booleans()) else {})
