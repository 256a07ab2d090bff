"""Why a file is not taken. Nobody is told more than this: what a hostile file says of itself goes nowhere."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """A reason why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_KIND = "not_a_kind"
    PACKED = "packed"
    DRAWING = "drawing"
    TWO_KINDS = "two_kinds"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    ACTIVE = "active"
    TOO_MANY_PAGES = "too_many_pages"
    PAGE_TOO_LARGE = "page_too_large"
    TOO_MUCH = "too_much"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"


class NotTaken(Exception):
    """The file is not taken. Nothing was stored."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why
