"""The page: the same composed letter as HTML, for the screen. It stands alone and asks for nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from caseclose.letters.blocks import Block, Composed, Heading, Items, Panel, Slip, Table, Text
from caseclose.letters.words import room

_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


def letter_page(composed: Composed, *, large: bool = False) -> str:
    """Return the letter as one HTML page. `large` sets its words in 18 point."""
    style = room().joinpath("layout", "letter.css").read_text(encoding="utf-8")
    size = ' class="large"' if large else ""
    parts = [composed, *([composed.back] if composed.back else [])]
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{composed.lang}"{size}>',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(composed.title)}</title>",
            f"<style>\n{style}</style></head>",
            "<body>",
            *(line for part in parts for line in _part(part, among=len(parts))),
            "</body>",
            "</html>",
            "",
        )
    )


def _part(part: Composed, *, among: int) -> Iterator[str]:
    frame, tag = part.frame, "main" if among == 1 else "article"
    yield f'<{tag} lang="{part.lang}">'
    yield f'<header><p class="agency">{escape(frame.agency)}</p>'
    yield f"<p>{_lines((*frame.office, *frame.contact))}</p></header>"
    yield f'<address dir="auto">{_lines(frame.to)}</address>'
    yield "<dl>" + "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in frame.about) + "</dl>"
    yield f"<h1>{escape(part.title)}</h1>"
    yield f"<p>{escape(frame.greeting)}</p>"
    yield from (_block(block) for block in part.blocks if not isinstance(block, Slip))
    yield from _reply(part)
    yield f'<p class="closing">{_lines(frame.closing)}</p>'
    if part.taglines:
        yield '<footer class="languages">'
        for line in part.taglines:
            way = ' dir="rtl"' if line.lang in _RIGHT_TO_LEFT else ""
            yield f'<p lang="{line.lang}"{way}>{escape(line.text)}</p>'
        yield "</footer>"
    yield from (_block(block) for block in part.blocks if isinstance(block, Slip))
    yield f"</{tag}>"


def _lines(lines: tuple[str, ...]) -> str:
    return "<br>".join(escape(line) for line in lines)


def _block(block: Block) -> str:
    if isinstance(block, Text):
        return f'<p class="{block.role}">{escape(block.text)}</p>'
    if isinstance(block, Heading):
        return f"<h2>{escape(block.text)}</h2>"
    if isinstance(block, Panel):
        rows = "".join(f"<p>{escape(a)}<br><strong>{escape(b)}</strong></p>" for a, b in block.rows)
        return f'<div class="panel">{rows}</div>'
    if isinstance(block, Items):
        tag = "ol" if block.numbered else "ul"
        return f"<{tag}>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</{tag}>"
    if isinstance(block, Table):
        return _table(block)
    return _slip(block)


def _table(block: Table) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in block.heads)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in block.rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _slip(block: Slip) -> str:
    """The slip as words: on the screen, an answer goes through the link."""
    choices = "".join(f"<li>{escape(choice)}</li>" for choice in block.choices)
    lines = "".join(f'<p class="line">{escape(line)}</p>' for line in block.lines)
    return (
        f'<section class="slip"><h2>{escape(block.title)}</h2><p>{escape(block.intro)}</p><ul>{choices}</ul>{lines}'
        f"<p><strong>{escape(block.send)}</strong><br>{_lines(block.send_to)}</p></section>"
    )


def _reply(part: Composed) -> Iterator[str]:
    way = part.reply
    if way is None:
        return
    yield f'<section class="reply"><div><h2>{escape(way.heading)}</h2><p>{escape(way.words)}</p>'
    yield f"<p><strong>{escape(way.link)}</strong></p>"
    yield f'<p class="code">{escape(way.code)}</p></div>'
    yield f'<div role="img" aria-label="{escape(way.alt)}">{way.mark}</div></section>'
