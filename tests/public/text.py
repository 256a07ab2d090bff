"""What a page says, as a reader hears it: the sentences of its main part, without what stands in every page."""

from __future__ import annotations

from html.parser import HTMLParser

from caseclose.plain.reading_level import level_of

BY_HAND = 20
"""Fewer words than these cannot be measured: a heading alone, a button."""
_OF_ITSELF = {"p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "summary", "span", "strong", "label", "button", "legend",
              "td", "th", "div"}  # fmt: skip
_CITED = "It rests on:", "Se basa en:"
_SOURCES = "cp-source"


class _Sentences(HTMLParser):
    """Gathers the texts of the elements that stand for themselves, but for where the rules come from."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.sources = False
        self.found = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "main"
        self.sources = self.sources or (tag == "details" and _SOURCES in (dict(attrs).get("class") or ""))
        if tag in _OF_ITSELF:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "main"
        self.sources = self.sources and tag != "details"
        if tag in _OF_ITSELF:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self.inside and not self.sources:
            self.found[-1] += data


def sentences(page: str) -> list[str]:
    """The sentences of a page's main part. What a text rests on is told for those who look it up, and left out."""
    parser = _Sentences()
    parser.feed(page)
    texts = (" ".join(each.split()) for each in parser.found)
    return [each for each in texts if each and not each.startswith(_CITED)]


def hard_words(page: str, lang: str) -> list[str]:
    """Say which texts of a page are harder to read than plain words are, each paragraph and the whole."""
    texts = sentences(page)
    parts = [("the whole", texts), *((f"“{text}”", [text]) for text in texts if len(text.split()) >= BY_HAND)]
    found = [(what, level_of(each, lang)) for what, each in parts]
    return [f"{level.value}: {what}" for what, level in found if level.words >= BY_HAND and not level.plain]
