"""Scanners for harmful files: a short list of our own, and ClamAV's daemon where the agency runs one.

scanner = Clamd("/run/clamav/clamd.ctl")
scanner(data)        # "" or the name of what was found; OSError where it cannot be asked
"""

from __future__ import annotations

import socket
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

Scanner = Callable[[bytes], str]
_CHUNK, _LONGEST_ANSWER = 1 << 20, 4096
_LENGTH = 4


class _Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    says: str
    hex: str


@cache
def _signatures() -> tuple[tuple[bytes, str], ...]:
    text = files("caseclose.outside").joinpath("signatures.toml").read_text(encoding="utf-8")
    read = msgspec.convert(tomllib.loads(text), dict[str, _Signature])
    return tuple((bytes.fromhex(each.hex), each.says) for each in read.values())


def known_by_signature(data: bytes) -> str:
    """Return the name of what the file is known for by our own short list; empty where it is not on it."""
    return next((says for mark, says in _signatures() if mark in data), "")


@dataclass(frozen=True, slots=True)
class Clamd:
    """ClamAV's daemon, at a socket's path or at `host:port`. Raises OSError where it does not answer."""

    address: str
    seconds: float = 20.0

    def __call__(self, data: bytes) -> str:
        """Return the name of what ClamAV finds; empty where it finds nothing."""
        with self._connected() as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), _CHUNK):
                part = data[start : start + _CHUNK]
                line.sendall(len(part).to_bytes(_LENGTH, "big") + part)
            line.sendall(bytes(_LENGTH))
            return _found(_said(line))

    def _connected(self) -> socket.socket:
        host, colon, port = self.address.rpartition(":")
        if colon and port.isdecimal():
            return socket.create_connection((host, int(port)), timeout=self.seconds)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(self.seconds)
        try:
            line.connect(self.address)
        except OSError:
            line.close()
            raise
        return line


def _said(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        part = line.recv(_LONGEST_ANSWER)
        if not part:
            break
        said += part
    return said.rstrip(b"\0").decode("utf-8", "replace")


def _found(said: str) -> str:
    """Return what clamd's answer names. Raises OSError for one that is neither a find nor an all-clear."""
    words = said.removeprefix("stream: ")
    if words == "OK":
        return ""
    if words.endswith(" FOUND"):
        return words.removesuffix(" FOUND")
    raise OSError("the scanner did not say whether the file is clean")


def one_after_another(scanners: Sequence[Scanner]) -> Scanner:
    """Return a scanner that asks all of these, until one finds something."""

    def scan(data: bytes) -> str:
        return next((found for found in (scanner(data) for scanner in scanners) if found), "")

    return scan
