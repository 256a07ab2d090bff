"""Books of words: the texts of the history, of its values and of tasks, in each language, as their files have them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

Pattern = str | dict[str, Any]
HISTORY, VALUES, TASKS = "history", "history_values", "tasks"


@cache
def whole_book(name: str) -> Mapping[str, Any]:
    """Return everything that stands in the book of words called `name`."""
    return tomllib.loads(files("caseclose.casework").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def book(name: str, lang: str) -> Mapping[str, Pattern]:
    """Return the book of words called `name` in `lang`."""
    words: Mapping[str, Pattern] = whole_book(name)[lang]
    return words
