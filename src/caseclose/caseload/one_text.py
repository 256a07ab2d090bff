"""The text of one case: a TOML or JSON file read into its entries, and the lines on which they stand."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from caseclose.caseload.columns import CaseloadError
from caseclose.law.values import harmless

MOST_BYTES = 200_000
MOST_IN_LINE = 2_000
"""How many bytes a file, and how many characters a line of TOML, may have. The facts of one case are short."""

_LINE = re.compile(r"at line (\d+)")
_HINTS = {
    r"=\s*(True|False|TRUE|FALSE|[Yy]es|[Nn]o)\b": "Write true or false, in small letters",
    r"=\s*[-+]?[$(]|=\s*\d+,\d": "Write money with digits and a point only, as in 1234.50",
    r"=\s*\d{4}-\d{2}-\d{2}": "Check that the date is a day of the calendar",
    r"=\s*\d+[-/]": "Write dates with the year first, as in 2026-11-22",
    r"=\s*[^\W\d]": "Put text in quotes",
}
"""What a person most often means by a line that is not TOML."""


class _Twice(Exception):  # noqa: N818
    """A name is given twice."""


def text_of(path: Path) -> str:
    """Return the text of a file. Raises CaseloadError where it is too long or no UTF-8 text."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CaseloadError(f"{path}: the file is larger than {MOST_BYTES} bytes; the facts of one case are short")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CaseloadError(f"{path}: {error.strerror or 'the file cannot be read'}") from None
    except UnicodeDecodeError as error:
        raise CaseloadError(f"{path}: this is not UTF-8 text (byte {error.start})", "Save the file as UTF-8.") from None


def parsed(path: Path, text: str) -> dict[str, Any]:
    """Read `text`, which stands in `path`, as TOML or JSON. Raises CaseloadError."""
    kind = path.suffix.lower().removeprefix(".")
    try:
        table = _toml(path, text) if kind == "toml" else _json(text)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise CaseloadError(f"{path}: this is not {kind.upper()}: {error}{_hint(text, error)}") from None
    except _Twice as error:
        name = str(error)
        raise CaseloadError(f"{path}:{line_of(text, name, last=True)}: {harmless(name)} is given twice") from None
    except RecursionError:
        raise CaseloadError(f"{path}: this is nested too deeply to be the facts of a case") from None
    except ValueError:
        raise CaseloadError(f"{path}: a number in it has too many digits") from None
    if not isinstance(table, dict):
        raise CaseloadError(f"{path}: the facts of a case are names with values, {{ … }}, not a list or a single value")
    return table


def _toml(path: Path, text: str) -> dict[str, Any]:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MOST_IN_LINE:
            raise CaseloadError(f"{path}:{number}: the line has more than {MOST_IN_LINE} characters")
    return tomllib.loads(text, parse_float=Decimal)


def _json(text: str) -> object:
    return json.loads(text, parse_float=Decimal, parse_constant=str, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    name, times = Counter(name for name, _ in pairs).most_common(1)[0] if pairs else ("", 0)
    if times > 1:
        raise _Twice(name)
    return dict(pairs)


def _hint(text: str, error: ValueError) -> str:
    found = _LINE.search(str(error))
    line = text.split("\n")[int(found[1]) - 1] if found else ""
    return next((f". {hint}" for pattern, hint in _HINTS.items() if re.search(pattern, line)), "")


def line_of(text: str, name: str, *, last: bool = False) -> int:
    """Return the first line, from 1, that gives `name`, or the last one; 0 where it cannot be told."""
    word = rf"""["']?(?:{re.escape(name)}|{re.escape(json.dumps(name)[1:-1])})["']?"""
    pattern = rf"""^[ \t]*\[{{0,2}}[ \t]*{word}[ \t]*[].=]|[{{,][ \t]*{word}[ \t]*=|{word}[ \t\r\n]*:"""
    found = [match.end() for match in re.finditer(pattern, text, re.MULTILINE)]
    return text.count("\n", 0, found[-1 if last else 0]) + 1 if found else 0
