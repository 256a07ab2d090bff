"""Areas of a site: each is a folder with addresses of its own, and with a row of the access table for each of them."""

from __future__ import annotations

import pkgutil
import tomllib
from importlib import import_module
from importlib.resources import files
from types import ModuleType
from typing import Any

SAFE = frozenset({"GET", "HEAD"})
"""The methods that only look."""


def addresses_of(areas: ModuleType) -> list[ModuleType]:
    """Return the modules with the addresses of all areas in this package, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(areas.__path__))
    return [import_module(f"{areas.__name__}.{name}.urls") for name in names]


def rows_of(areas: str) -> dict[str, Any]:
    """Return the rows that all areas in this package have in their `access.toml`, as written, by the name of the URL.

    Raises ValueError where two areas have the same name.
    """
    rows: dict[str, Any] = {}
    for area in files(areas).iterdir():
        file = area.joinpath("access.toml")
        if area.is_dir() and file.is_file():
            for name, written in tomllib.loads(file.read_text(encoding="utf-8")).items():
                if name in rows:
                    raise ValueError(f"{area.name}/access.toml: another area has the name '{name}' too")
                rows[name] = written
    return rows
