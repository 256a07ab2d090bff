"""Composing: a letter's words filled with the facts that it is told, or a refusal that names all that is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from caseclose.law.policy import Policy
from caseclose.law.written_states import OfficeText
from caseclose.letters.blocks import Block, Composed, Frame, Heading, Items, Panel, ReplyBox, Slip, Table, Tagline, Text
from caseclose.letters.facts import LetterFacts, ReplyWay, Row, Value, state_names
from caseclose.letters.formats import shown
from caseclose.letters.glyphs import cannot_be_shown
from caseclose.letters.mark import square_mark
from caseclose.letters.refused import CannotWrite, Lack, lack
from caseclose.letters.words import (
    LANGUAGES,
    PLACEHOLDER,
    BlockText,
    LetterFolder,
    frame_words,
    further_languages,
    letter_folder,
)

LONGEST_LINE = 200
"""Characters in a name or a line of an address. What is longer is a slip of the keyboard, not an address."""


def compose(policy: Policy, facts: LetterFacts, lang: str, *, both: bool = False) -> Composed:
    """Compose one letter in one language; with `both`, the other language stands on its back.

    Raises CannotWrite, with everything that is missing or does not fit, and UnknownName for a state without policy.
    """
    other = next(each for each in LANGUAGES if each != lang)
    back = compose(policy, facts, other) if both else None
    folder = letter_folder(facts.letter)
    words = folder.in_language(lang)
    filling = _Filling(policy, facts, folder, lang)
    filling.check_address()
    office = filling.office()
    blocks = tuple(block for text in words.block for block in filling.block(text))
    composed = Composed(
        letter=facts.letter,
        lang=lang,
        dated=facts.dated,
        title=filling.fill(words.title),
        frame=_frame(filling, office),
        blocks=blocks,
        reply=_reply(filling) if folder.text.reply else _follow(filling) if folder.text.follow else None,
        taglines=_taglines(filling, folder, other, told_twice=both),
        back=back,
    )
    unshown = cannot_be_shown(composed.words())
    if unshown:
        filling.lack("characters", "no_font", characters=", ".join(unshown))
    if filling.lacks:
        raise CannotWrite(facts.letter, *filling.lacks)
    return composed


def writing_office(policy: Policy, state: str, office: str = "") -> OfficeText | None:
    """Return the office that writes: the one named, or the state's first with a phone where none is or it has none.

    None where there is no such office. Raises UnknownName for a state without policy.
    """
    offices = policy.layer(state).offices
    named = offices.get(office)
    if office and named is None:
        return None
    return named if named and named.phone else next((each for each in offices.values() if each.phone), None)


class _Filling:
    """Fills words with values, and notes what is missing instead of stopping at the first."""

    def __init__(self, policy: Policy, facts: LetterFacts, folder: LetterFolder, lang: str) -> None:
        self.policy, self.facts, self.folder, self.lang = policy, facts, folder, lang
        self.frame = frame_words(lang)
        self.send_to: tuple[str, ...] = ()
        self.lacks: list[Lack] = []
        own: dict[str, Value] = {"case": facts.case, "dated": facts.dated}
        decided = facts.decision.values() if facts.decision else {}
        self.values: dict[str, Value] = {**state_names(policy, facts.state), **facts.values, **decided, **own}

    def lack(self, about: str, says: str, **values: str | int) -> None:
        found = lack(about, says, **values)
        if found not in self.lacks:
            self.lacks.append(found)

    def check_address(self) -> None:
        to = self.facts.to
        for about, text in (("case", self.facts.case), ("to.name", to.name)):
            if not text.strip():
                self.lack(about, "empty")
        if not to.lines or not all(line.strip() for line in to.lines):
            self.lack("to.lines", "no_address")
        if any(len(line) > LONGEST_LINE for line in (to.name, *to.lines)):
            self.lack("to", "line_too_long", most=LONGEST_LINE)

    def office(self) -> OfficeText:
        """Return the office that writes, with what a letter says of it."""
        found = writing_office(self.policy, self.facts.state, self.facts.office)
        if found is None:
            offices = self.policy.layer(self.facts.state).offices
            known = ", ".join(offices) or "none"
            self.lack("office", "no_such_office", office=self.facts.office, state=self.facts.state, known=known)
            return OfficeText(id="", name=self.policy.layer(self.facts.state).called["agency"], verified={})
        self.values |= {"phone": found.phone, "office": found.name}
        fax = (f"{self.frame.fax}: {found.fax}",) if found.fax else ()
        post = (found.name[self.lang], *found.address) if found.address else ()
        self.send_to = (*post, *fax)
        self.values["ways_to_answer"] = tuple(self._ways())
        return found

    def _ways(self) -> Iterator[Row]:
        """How an answer can come in, of the ways that this office has."""
        if self.values["phone"]:
            yield {"say": self.fill(self.frame.way_phone)}
        if self.facts.reply:
            yield {"say": self.frame.way_online}
        if self.send_to and self.folder.text.slip:
            yield {"say": self.frame.way_slip}

    def fill(self, text: str, row: Row | None = None) -> str:
        """Return a text with each placeholder filled in. What is missing is noted."""
        values: Mapping[str, Value] = {**self.values, **row} if row else self.values

        def one(name: str) -> str:
            value = values.get(name)
            if value is None or isinstance(value, tuple):
                self.lack(name, "not_given")
                return ""
            filled = shown(value, self.lang)
            if not filled.strip():
                self.lack(name, "said_but_empty")
            return filled

        return PLACEHOLDER.sub(lambda match: one(match[1]), text)

    def rows(self, name: str) -> tuple[Row, ...]:
        value = self.values.get(name)
        if not isinstance(value, tuple):
            self.lack(name, "list_not_given")
            return ()
        return value

    def block(self, text: BlockText) -> Iterator[Block]:
        """Yield the blocks of one entry. One whose rows are none yields nothing."""
        rows = self.rows(text.each or text.table) if text.each or text.table else ()
        if (text.each or text.table) and not rows:
            return
        if text.heading:
            yield Heading(self.fill(text.heading))
        if text.lead:
            yield Text(self.fill(text.lead), "lead")
        if text.panel:
            yield Panel(tuple((self.fill(each.label), self.fill(each.value)) for each in text.panel))
        if text.text:
            yield Text(self.fill(text.text))
        yield from self._lists(text, rows)
        if text.after:
            yield Text(self.fill(text.after))
        if text.small:
            yield Text(self.fill(text.small), "small")

    def _lists(self, text: BlockText, rows: tuple[Row, ...]) -> Iterator[Block]:
        if text.each:
            yield Items(tuple(self.fill(text.item, row) for row in rows))
        if text.table:
            cells = tuple(tuple(self.fill(column.cell, row) for column in text.columns) for row in rows)
            yield Table(tuple(self.fill(column.head) for column in text.columns), cells)
        for items, numbered in ((text.bullets, False), (text.steps, True)):
            if items:
                yield Items(tuple(self.fill(each) for each in items), numbered)
        if text.slip and self.send_to:
            slip = text.slip
            choices, lines = (tuple(self.fill(each) for each in part) for part in (slip.choices, slip.lines))
            yield Slip(self.fill(slip.title), self.fill(slip.intro), choices, lines, slip.send, self.send_to)


def _frame(filling: _Filling, office: OfficeText) -> Frame:
    facts, lang, words = filling.facts, filling.lang, filling.frame
    contact = ((words.phone, office.phone), (words.fax, office.fax), (words.email, office.email))
    about = [(words.date, shown(facts.dated, lang)), (words.case, facts.case)]
    theirs = filling.values.get("their_case")
    if isinstance(theirs, str) and theirs:
        about.append((words.their_case, theirs))
    agency = filling.fill("{agency}")
    return Frame(
        agency=agency,
        office=(
            *([office.name[lang]] if office.name[lang] != agency else []),
            *office.address,
        ),
        contact=tuple(f"{label}: {value}" for label, value in contact if value),
        to=(facts.to.name, *facts.to.lines),
        about=tuple(about),
        greeting=words.dear.replace("{name}", facts.to.name),
        closing=(words.sincerely, office.name[lang]),
        page=words.page,
    )


def _reply(filling: _Filling) -> ReplyBox | None:
    way, words = filling.facts.reply, filling.frame
    if way is None or not way.code or not way.link:
        filling.lack("reply", "no_way_to_answer")
        return None
    return _box(way, words.reply_heading, filling.fill(words.reply_words), words.reply_alt)


def _follow(filling: _Filling) -> ReplyBox | None:
    """How to see on the web how things stand. Where there is no way, the letter goes all the same."""
    way, words = filling.facts.reply, filling.frame
    if way is None or not way.code or not way.link:
        return None
    return _box(way, words.follow_heading, filling.fill(words.follow_words), words.follow_alt)


def _box(way: ReplyWay, heading: str, words: str, alt: str) -> ReplyBox:
    link = way.link.removeprefix("https://")
    return ReplyBox(heading=heading, words=words, link=link, code=way.code, mark=square_mark(way.link), alt=alt)


def _taglines(filling: _Filling, folder: LetterFolder, other: str, *, told_twice: bool) -> tuple[Tagline, ...]:
    """The lines for people who read another language: only where a person gets the letter at home."""
    state = filling.policy.layer(filling.facts.state).state
    if folder.text.to not in {"recipient", "requester", "other_parent"} or state is None:
        return ()
    lines = further_languages()
    codes = [*([] if told_twice else [other]), *state.further_languages]
    return tuple(Tagline(code, filling.fill(lines[code])) for code in codes)
