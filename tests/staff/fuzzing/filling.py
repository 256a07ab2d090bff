"""Filling a form in as somebody would who means it, so that nonsense starts from what would be accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote_plus

from tests.casework.closable import DUE
from tests.papers.hostile import picture
from tests.staff.fuzzing.reading import TICKED, Field, Form
from tests.staff.office import PASSWORD

BOUNDARY = "a-boundary"
_SEVERAL = 3
URLENCODED = "application/x-www-form-urlencoded"
Value = str | bytes


@dataclass(frozen=True)
class File:
    """A file that is handed in, under a name."""

    name: str
    data: bytes


Pairs = list[tuple[str, Value | File]]
_BY_NAME = {
    "number": "OWN-fresh",
    "sought": "OWN",
    "listed": "OWN-fresh\nOWN-proposed",
    "password": PASSWORD,
    "oldpassword": PASSWORD,
    "password1": "another password, long enough",
    "password2": "another password, long enough",
    "login": "desk.1",
    "sign_in": "somebody.new",
    "person": "somebody new",
    "team": "team 1",
    "first": "",
    "last": "",
    "fee": "0",
    "ends_on": (DUE + timedelta(days=30)).isoformat(),
    "email": "",
    "address text": "somebody@mail.example",
    "address textarea": "1 Example Road\nExample, CA 94000",
}
_BY_KIND = {
    "date": DUE.isoformat(),
    "datetime-local": f"{DUE.isoformat()}T08:00",
    "time": "",
    "number": "1",
    "text": "Some words",
    "search": "Some words",
    "textarea": "Some words",
}


def filled(form: Form) -> Pairs:
    """What somebody sends who fills it in well: what stands there stays, and of what is offered something is chosen."""
    found: Pairs = []
    for name, each in form.fields.items():
        if each.kind == "file":
            found.append((name, File("scan.png", picture())))
        elif each.chooses:
            found += [(name, choice) for choice in _chosen(each)]
        else:
            found.append((name, each.value or _usual(each)))
    return found


def _chosen(each: Field) -> list[str]:
    wanted = [choice for choice in each.choices if choice or not (each.required or each.kind in TICKED)]
    some = each.chosen or wanted or each.choices
    return some[: _SEVERAL if each.kind == "checkbox" else 1]


def _usual(each: Field) -> str:
    of_kind = _BY_NAME.get(f"{each.name} {each.kind}", _BY_KIND.get(each.kind, ""))
    return "" if each.kind == "hidden" else _BY_NAME.get(each.name, of_kind)


def _raw(value: Value) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


def quoted(value: Value) -> str:
    """A value as it stands in an address or a body; bytes that are no text stay what they are."""
    return quote_plus(_raw(value))


def urlencoded(pairs: Pairs) -> bytes:
    """A body as a browser sends it; bytes that are no text go as they are."""
    said = [(name, _raw(f"{value.name}" if isinstance(value, File) else value)) for name, value in pairs]
    return "&".join(f"{quote_plus(_raw(name))}={quote_plus(value)}" for name, value in said).encode()


def multipart(pairs: Pairs) -> bytes:
    """A body with files."""
    return b"".join(_part(name, value) for name, value in pairs) + f"--{BOUNDARY}--\r\n".encode()


def _part(name: str, value: Value | File) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'.encode("utf-8", "surrogatepass")
    if isinstance(value, File):
        named = f'; filename="{value.name}"'.encode("utf-8", "surrogatepass")
        return head + named + b"\r\nContent-Type: image/png\r\n\r\n" + value.data + b"\r\n"
    return head + b"\r\n\r\n" + _raw(value) + b"\r\n"


def body_of(pairs: Pairs) -> tuple[bytes, str]:
    """The body and its content type: with files where there are any."""
    if any(isinstance(value, File) for _, value in pairs):
        return multipart(pairs), f"multipart/form-data; boundary={BOUNDARY}"
    return urlencoded(pairs), URLENCODED
