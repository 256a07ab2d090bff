"""What a page says, as a reader hears it: the sentences of its main part, without what stands in every page."""

from __future__ import annotations

from html.parser import HTMLParser

_OF_ITSELF = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "dt",
    "dd",
    "summary",
    "span",
    "strong",
    "label",
    "button",
    "legend",
    "td",
    "th",
}
_CITED = "It rests on:", "Se basa en:"


class _Sentences(HTMLParser):
    """Gathers the texts of the elements that stand for themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.found = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.inside = self.inside or tag == "main"
        if tag in _OF_ITSELF:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "main"
        if tag in _OF_ITSELF:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data


def sentences(page: str) -> list[str]:
    """The sentences of a page's main part. What a text rests on is told for those who look it up, and left out."""
    parser = _Sentences()
    parser.feed(page)
    texts = (" ".join(each.split()) for each in parser.found)
    return [each for each in texts if each and not each.startswith(_CITED)]
