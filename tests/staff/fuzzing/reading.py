"""The forms and links of a page, as a browser would have them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

TICKED = ("radio", "checkbox")


@dataclass
class Field:
    """A field: its name, of what kind it is, what stands in it, and what may be chosen, where anything is offered."""

    name: str
    kind: str
    value: str = ""
    required: bool = False
    choices: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)

    @property
    def chooses(self) -> bool:
        """Whether only what is offered may be sent."""
        return self.kind in {*TICKED, "select", "button"}


@dataclass
class Form:
    """A form: where it leads, how, and its fields by name."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def files(self) -> list[str]:
        """The names of the fields that take a file."""
        return [name for name, each in self.fields.items() if each.kind == "file"]


@dataclass
class Page:
    """What a page leads to."""

    forms: list[Form]
    links: list[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._by_id: dict[str, Form] = {}
        self._form: Form | None = None
        self._select: Field | None = None
        self._area: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag in {"a", "img"} and (has.get("href") or has.get("src")):
            self.links.append(has.get("href") or has["src"])
        elif tag == "form":
            self._form = Form(has.get("action", ""), has.get("method", "get").upper())
            self.forms.append(self._form)
            self._by_id[has.get("id", "")] = self._form
        elif tag == "option" and self._select is not None:
            self._offer(self._select, has.get("value", ""), chosen="selected" in has)
        elif has.get("name"):
            self._field(tag, has)

    def _field(self, tag: str, has: dict[str, str]) -> None:
        form = self._by_id.get(has["form"]) if "form" in has else self._form
        if form is None or tag not in {"input", "select", "textarea", "button"}:
            return
        kind = tag if tag in {"select", "textarea", "button"} else has.get("type", "text")
        known = form.fields.setdefault(has["name"], Field(has["name"], kind, required="required" in has))
        if kind in {*TICKED, "button"}:
            self._offer(known, has.get("value", "on"), chosen="checked" in has)
        else:
            known.value = has.get("value", "")
        self._select = known if tag == "select" else self._select
        self._area = known if tag == "textarea" else None

    @staticmethod
    def _offer(known: Field, value: str, *, chosen: bool) -> None:
        known.choices.append(value)
        if chosen:
            known.chosen.append(value)

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data

    def handle_endtag(self, tag: str) -> None:
        self._form = None if tag == "form" else self._form
        self._select = None if tag == "select" else self._select
        if tag == "textarea" and self._area is not None:
            self._area.value, self._area = self._area.value.removeprefix("\n"), None


def page_read(html: str) -> Page:
    """Read a page."""
    reader = _Reader()
    reader.feed(html)
    return Page(reader.forms, reader.links)
