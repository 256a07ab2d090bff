"""What a page has that a crowd sends back: the hidden fields, the choices and the buttons of its form."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """A form: hidden fields, for each question the answers that are offered, and buttons with a name."""

    hidden: list[tuple[str, str]] = field(default_factory=list)
    offered: dict[str, list[str]] = field(default_factory=dict)
    buttons: set[str] = field(default_factory=set)

    @property
    def token(self) -> str:
        """The token against forged forms; empty where the form needs none."""
        return dict(self.hidden).get("csrfmiddlewaretoken", "")


class _Reader(HTMLParser):
    """Gathers the fields of the forms that are sent to the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field; a form that goes to another address is passed over."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._within = "action" not in given
        elif tag in {"input", "button"} and self._within and "name" in given:
            self._note(given.get("type", ""), given["name"], given.get("value", ""))

    def _note(self, kind: str, name: str, value: str) -> None:
        if kind == "hidden":
            self.form.hidden.append((name, value))
        elif kind == "submit":
            self.form.buttons.add(name)
        elif kind in {"radio", "checkbox"}:
            self.form.offered.setdefault(name, []).append(value or "on")


def form_of(page: bytes) -> Form:
    """Return the fields of a page."""
    reader = _Reader()
    reader.feed(page.decode())
    return reader.form
