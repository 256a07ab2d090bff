"""A composed letter as plain text: what is read, line by line, in its order."""

from __future__ import annotations

from collections.abc import Iterator

from caseclose.letters.blocks import Block, Composed, Heading, Items, Panel, Slip, Table


def plain_text(composed: Composed) -> str:
    """Return the whole letter as text, its back after it. Spaces that hold a date together are plain spaces."""
    text = "\n".join(_lines(composed)).replace("\N{NO-BREAK SPACE}", " ") + "\n"
    return text if composed.back is None else f"{text}\n{plain_text(composed.back)}"


def _lines(composed: Composed) -> Iterator[str]:
    frame, slips = composed.frame, [block for block in composed.blocks if isinstance(block, Slip)]
    yield from (frame.agency, *frame.office, *frame.contact, "", *frame.to, "")
    yield from (f"{label}: {value}" for label, value in frame.about)
    yield from ("", f"# {composed.title}", "", frame.greeting)
    for block in composed.blocks:
        if not isinstance(block, Slip):
            yield from ("", *_block(block))
    if composed.reply is not None:
        way = composed.reply
        yield from ("", f"## {way.heading}", way.words, way.link, way.code)
    yield from ("", *frame.closing)
    if composed.taglines:
        yield from ("", *(line.text for line in composed.taglines))
    for slip in slips:
        yield from ("", *_slip(slip))


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"## {block.text}"
    elif isinstance(block, Panel):
        yield from (f"| {label}: {value}" for label, value in block.rows)
    elif isinstance(block, Items):
        yield from (f"{n}. {item}" if block.numbered else f"- {item}" for n, item in enumerate(block.items, 1))
    elif isinstance(block, Table):
        yield from (f"| {' | '.join(row)}" for row in (block.heads, *block.rows))
    else:
        yield from block.words()


def _slip(slip: Slip) -> Iterator[str]:
    yield from (f"## {slip.title}", slip.intro)
    yield from (f"[ ] {choice}" for choice in slip.choices)
    yield from (f"____ {line}".rstrip() for line in slip.lines)
    yield from (slip.send, *slip.send_to)
