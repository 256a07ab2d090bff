"""Policy files as texts: finding them, reading their TOML, and saying on which line a fault stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import takewhile
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from caseclose.law.errors import Fault, nearest

T = TypeVar("T")
_AT = re.compile(r"^(?P<reason>.*?)(?: - at `\$?(?P<path>[^`]*)`)?$", re.DOTALL)
_SEGMENT = re.compile(r"\.?([\w.-]+?)\[(\d+|\.\.\.)\]|\.([\w-]+)")
_HEADER = re.compile(r"\[\[?[\w.-]+\]\]?\s*$")
_UNKNOWN_FIELD = re.compile(r"unknown field `([^`]+)`")


def shipped_policy() -> Traversable:
    """Return the policy folder that comes with Caseclose."""
    return files("caseclose").joinpath("policy")


@dataclass(frozen=True)
class Source:
    """One policy file: its path as shown to people, and its text."""

    path: str
    text: str
    faults: list[Fault] = field(default_factory=list, compare=False)

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.path.rsplit("/", 1)[-1].removesuffix(".toml")

    def fault(self, reason: str, at: str = "") -> None:
        """Note a fault at the key path `at`, such as "version[0].when"."""
        self.faults.append(Fault(self.path, line_of(self.text, at), reason))

    def table(self) -> dict[str, Any]:
        """Read the TOML. On broken TOML a fault is noted and the table is empty."""
        try:
            return tomllib.loads(self.text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            self.faults.append(Fault(self.path, int(line[1]) if line else 0, f"this is not TOML: {error}"))
        except RecursionError:
            self.fault("this is nested too deeply to be a policy file")
        except ValueError:
            self.fault("a number in it has too many digits")
        return {}

    def tables(self, key: str) -> list[object]:
        """Read a file that is a list of [[key]] tables and nothing else."""
        whole = self.table()
        for name in whole.keys() - {key}:
            self.fault(f"'{name}' is not a key that is known here.{nearest(name, [key])}", name)
        found = whole.get(key, [])
        if isinstance(found, list):
            return found
        self.fault(f"'{key}' is not a list; write each as [[{key}]]", key)
        return []

    def shaped(self, table: object, shape: type[T], at: str = "") -> T | None:
        """Read `table` as `shape`. Where it does not fit, a fault is noted and None comes back."""
        if not table and self.faults:
            return None  # the TOML itself was refused
        try:
            return msgspec.convert(table, shape, dec_hook=_as_is)
        except msgspec.ValidationError as error:
            self._note(str(error), shape, at)
            return None

    def _note(self, message: str, shape: type[Any], at: str) -> None:
        match = _AT.match(message)
        reason, path = (match["reason"], match["path"] or "") if match else (message, "")
        where = at + path.removeprefix(".") if not at else at + path
        unknown = _UNKNOWN_FIELD.search(reason)
        if unknown:
            known = sorted({item.encode_name for item in _fields(shape)})
            reason = f"'{unknown[1]}' is not a key that is known here.{nearest(unknown[1], known)}"
            where = f"{where}.{unknown[1]}" if where else unknown[1]
        self.fault(reason, where)


def _fields(shape: type[Any]) -> Iterator[msgspec.structs.FieldInfo]:
    """Yield the fields of a shape and of the shapes inside it."""
    for item in msgspec.structs.fields(shape):
        yield item
        for inner in getattr(item.type, "__args__", ()):
            if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
                yield from _fields(inner)


def _as_is(wanted: type, value: object) -> object:
    if isinstance(value, wanted):
        return value
    raise NotImplementedError


def sources(root: Path | Traversable) -> list[Source]:
    """Return every policy file below `root`, in the order of their paths."""
    return sorted(_below(root, ""), key=lambda source: source.path)


def _below(folder: Path | Traversable, prefix: str) -> Iterator[Source]:
    for entry in folder.iterdir():
        path = f"{prefix}{entry.name}"
        if entry.is_dir():
            yield from _below(entry, f"{path}/")
        elif entry.name.endswith(".toml"):
            source = Source(path, "")
            try:
                yield Source(path, entry.read_bytes().decode("utf-8-sig"))
            except UnicodeDecodeError as error:
                source.fault(f"this is not UTF-8 text (byte {error.start}); save the file as UTF-8")
                yield source
            except OSError as error:
                source.fault(error.strerror or "the file cannot be read")
                yield source


def line_of(text: str, at: str) -> int:
    """Return the line, from 1, on which the key path `at` stands in `text`; 0 when it cannot be told."""
    place = _Place(text.split("\n"))
    for name, index, plain in _SEGMENT.findall(f".{at}" if at else ""):
        if plain:
            place.to_key(plain)
        else:
            place.to_item(name, int(index) if index.isdigit() else 0)
    return 0 if place.here is None else place.here + 1


class _Place:
    """A place in a TOML text, moved from table to key and further in. What is not found leaves it where it is."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.here: int | None = None
        self.prefix = ""

    def to_key(self, name: str) -> None:
        """Move to the table or the key `name`."""
        tables = self._headers(f"[{self.prefix}{name}]")
        if tables:
            self.here, self.prefix = tables[0], f"{self.prefix}{name}."
            return
        key = re.compile(rf"(^|[{{,])\s*{re.escape(name)}\s*=")
        self.here = next((n for n in self._table() if key.search(self.lines[n])), self.here)

    def to_item(self, name: str, index: int) -> None:
        """Move to one of the tables called `name`, or to one row of the list of that name."""
        tables = self._headers(f"[[{self.prefix}{name}]]")
        if index < len(tables):
            self.here, self.prefix = tables[index], f"{self.prefix}{name}."
            return
        for part in name.split("."):
            self.to_key(part)
        start = 0 if self.here is None else self.here + 1
        rows = list(takewhile(lambda n: not self.lines[n].startswith("]"), range(start, self._table().stop)))
        rows = [n for n in rows if self.lines[n].lstrip().startswith("{")]
        self.here = rows[index] if index < len(rows) else self.here

    def _headers(self, written: str) -> list[int]:
        return [n for n in range(self.here or 0, len(self.lines)) if self.lines[n].strip() == written]

    def _table(self) -> range:
        """The lines from here to the next table."""
        start = 0 if self.here is None else self.here
        after = start if self.here is None else start + 1
        following = (n for n in range(after, len(self.lines)) if _HEADER.match(self.lines[n]))
        return range(start, next(following, len(self.lines)))
