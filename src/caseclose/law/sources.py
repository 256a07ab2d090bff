"""Policy files as texts: finding them, reading their TOML, and saying on which line a fault stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from caseclose.law.errors import Fault, nearest

T = TypeVar("T")
_AT = re.compile(r"^(?P<reason>.*?)(?: - at `\$?(?P<path>[^`]*)`)?$", re.DOTALL)
_SEGMENT = re.compile(r"\.?([\w.-]+?)\[(\d+|\.\.\.)\]|\.([\w-]+)")
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
            return {}

    def shaped(self, table: object, shape: type[T], at: str = "") -> T | None:
        """Read `table` as `shape`. Where it does not fit, a fault is noted and None comes back."""
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
                yield Source(path, entry.read_bytes().decode("utf-8"))
            except UnicodeDecodeError as error:
                source.fault(f"this is not UTF-8 text (byte {error.start}); save the file as UTF-8")
                yield source


def line_of(text: str, at: str) -> int:
    """Return the line, from 1, on which the key path `at` stands in `text`; 0 when it cannot be told."""
    lines = text.split("\n")
    here, prefix, key = 0, "", ""
    for name, index, plain in _SEGMENT.findall(f".{at}" if at else ""):
        if plain:
            key = plain
            continue
        wanted = int(index) if index.isdigit() else 0
        found = [n for n in range(here, len(lines)) if lines[n].strip() == f"[[{prefix}{name}]]"]
        if wanted < len(found):
            here, prefix, key = found[wanted], f"{prefix}{name}.", ""
        else:
            key = name
    return _line_of_key(lines, here, key)


def _line_of_key(lines: list[str], here: int, key: str) -> int:
    if not key:
        return here + 1 if here else 0
    pattern = re.compile(rf"^\s*\[?{re.escape(key)}\]?\s*(=|$)|[{{,]\s*{re.escape(key)}\s*=")
    for number in range(here, len(lines)):
        if pattern.search(lines[number]):
            return number + 1
    return here + 1 if here else 0
