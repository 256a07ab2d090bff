"""Forms and addresses with nonsense in them, drawn by chance: each says whether it may change anything."""

from __future__ import annotations

import re
from urllib.parse import quote

from hypothesis import strategies as st

from tests.staff.fuzzing import nonsense
from tests.staff.fuzzing.filling import Pairs, body_of, filled, quoted
from tests.staff.fuzzing.finding import Found
from tests.staff.fuzzing.records import FAR_NUMBERS
from tests.staff.fuzzing.scene import SPENT
from tests.staff.fuzzing.sending import Sent
from tests.staff.fuzzing.trying import Ground

Draw = st.DrawFn
MINE = re.compile(r"OWN-\w+|(?<=/)\d+(?=/)")
"""What in an address names something of ours."""
ANYWHERE = {"auditor", "admin"}
"""Visitors to whom another office's records are no secret."""


def _put(pairs: Pairs, name: str, value: str | bytes) -> Pairs:
    """The same, with another value in a field, or in the first of several."""
    return [*[pair for pair in pairs if pair[0] != name], (name, value)]


@st.composite
def form_sent(draw: Draw, ground: Ground, found: Found) -> Sent:
    """A form, filled in well but for one thing or two."""
    pairs, against, said = filled(found.form), dict[str, bool](), []
    for _ in range(draw(st.integers(1, 2))):
        spoil = draw(st.sampled_from(_SPOILS))
        pairs, wrong, what = spoil(draw, ground, found, pairs)
        against[what.split()[0]] = wrong
        said.append(what)
    refused = any(against.values())
    body, kind = body_of(pairs)
    target = draw(st.sampled_from(["", "", "", f"?{draw(queries(ground, found.name))}"]))
    return Sent(", ".join(said), found.target.partition("?")[0] + (target or _query(found)), "POST", body, kind,
                refused=refused)  # fmt: skip


def _query(found: Found) -> str:
    before, mark, query = found.target.partition("?")
    del before
    return mark + query


def _text(draw: Draw, _ground: Ground, found: Found, pairs: Pairs) -> tuple[Pairs, bool, str]:
    each = found.form.fields[draw(st.sampled_from([*found.form.fields]))]
    value = draw(nonsense.texts)
    if each.chooses:
        return (
            _put(pairs, each.name, value),
            not _offered(value, each.choices),
            f"{each.name} of no choice: {value!r:.40}",
        )
    day = each.kind in {"date", "datetime-local"} and value in nonsense.NO_DAYS
    return _put(pairs, each.name, value), day, f"{each.name} = {value!r:.40}"


def _offered(value: str | bytes, choices: list[str]) -> bool:
    return value in {*choices, "", b""}


def _day(draw: Draw, ground: Ground, found: Found, pairs: Pairs) -> tuple[Pairs, bool, str]:
    days = [name for name, each in found.form.fields.items() if each.kind in {"date", "datetime-local"}]
    if not days:
        return _text(draw, ground, found, pairs)
    name, day = draw(st.sampled_from(days)), draw(st.sampled_from(nonsense.DAYS))
    return _put(pairs, name, day), day in nonsense.NO_DAYS, f"{name} = {day}"


def _missing(draw: Draw, _ground: Ground, found: Found, pairs: Pairs) -> tuple[Pairs, bool, str]:
    name = draw(st.sampled_from([*found.form.fields]))
    needed = name == "key" or (found.form.fields[name].required and found.form.fields[name].kind != "button")
    return [pair for pair in pairs if pair[0] != name], needed, f"{name} left out"


def _twice(draw: Draw, _ground: Ground, found: Found, pairs: Pairs) -> tuple[Pairs, bool, str]:
    name = draw(st.sampled_from([*found.form.fields]))
    more: Pairs = [(name, draw(nonsense.texts)) for _ in range(draw(st.integers(1, 3)))]
    return [*pairs, *more], False, f"{name} more than once"


def _huge(draw: Draw, _ground: Ground, found: Found, pairs: Pairs) -> tuple[Pairs, bool, str]:
    name = draw(st.sampled_from([*found.form.fields]))
    return _put(pairs, name, nonsense.HUGE), name == "key" or found.form.fields[name].chooses, f"{name} of a megabyte"


def _key(draw: Draw, ground: Ground, found: Found, pairs: Pairs) -> tuple[Pairs, bool, str]:
    if "key" not in found.form.fields:
        return _text(draw, ground, found, pairs)
    key = draw(st.sampled_from(nonsense.KEYS))
    fits = found.name in ONCE_BY_NATURE if key == SPENT else len(key) == _LONGEST_KEY
    return _put(pairs, "key", key), not fits, f"key = {key!r:.40}"


def _theirs(draw: Draw, ground: Ground, found: Found, pairs: Pairs) -> tuple[Pairs, bool, str]:
    """An id of something that is not ours in place of one that is."""
    names = [name for name, each in found.form.fields.items() if each.chooses or each.kind == "hidden" or name in _IDS]
    name = draw(st.sampled_from([each for each in names if each not in _TOKENS] or [*found.form.fields]))
    theirs = draw(st.sampled_from(ground.scene.theirs) | st.integers(FAR_NUMBERS, FAR_NUMBERS + 60).map(str))
    against = found.form.fields[name].chooses or (name in _IDS and found.name not in OF_ANY_OFFICE)
    return _put(pairs, name, theirs), against, f"{name} = {theirs}, which is not ours"


def _more(draw: Draw, _ground: Ground, _found: Found, pairs: Pairs) -> tuple[Pairs, bool, str]:
    name = draw(st.sampled_from(nonsense.MORE))
    return [*pairs, (name, draw(nonsense.texts))], False, f"{name} besides"


_LONGEST_KEY = 64
ONCE_BY_NATURE = {
    "case_finish",
    "case_settle",
    "tasks_no_case_done",
    "people_ask_password",
    "people_change",
    "people_second_factor",
    "people_conflict",
    "people_conflict_end",
}
"""Addresses whose act is done once whatever its key is: sent again, it finds nothing to do."""
OF_ANY_OFFICE = {"people_conflict"}
"""Addresses that take the number of a case of any office: an administrator says whose relative is on it."""
_IDS = {"number", "view"}
_TOKENS = {"csrfmiddlewaretoken", "next", "back", "query"}
_SPOILS = (_text, _text, _text, _day, _missing, _twice, _huge, _key, _theirs, _theirs, _more)


@st.composite
def body_sent(draw: Draw, _ground: Ground, found: Found) -> Sent:
    """A body that is no form, or is said to be another kind than it is."""
    if draw(st.booleans()):
        body, kind = draw(st.sampled_from(nonsense.BODIES)), draw(st.sampled_from(nonsense.TYPES))
        return Sent(f"a body of no form as {kind}", found.target, "POST", body, kind)
    body, _ = body_of(filled(found.form))
    kind = draw(st.sampled_from(nonsense.TYPES))
    return Sent(f"a form as {kind}", found.target, "POST", body, kind)


@st.composite
def elsewhere_sent(draw: Draw, ground: Ground, found: Found) -> Sent:
    """A form that is filled in well, sent to what is not ours."""
    body, kind = body_of(filled(found.form))
    theirs, number = draw(st.sampled_from(ground.scene.theirs)), draw(st.integers(FAR_NUMBERS, FAR_NUMBERS + 60))
    target = MINE.sub(lambda match: str(number) if match[0].isdigit() else theirs, found.target)
    refused = target != found.target and found.visitor not in ANYWHERE
    return Sent("to what is not ours", target, "POST", body, kind, refused=refused)


@st.composite
def around_sent(draw: Draw, _ground: Ground, found: Found) -> Sent:
    """A form that is filled in well, with headers, cookies or a method that no browser sends."""
    body, kind = body_of(filled(found.form))
    headers = dict(draw(st.sampled_from(nonsense.HEADERS)))
    if draw(st.booleans()):
        headers["cookie"] = draw(st.sampled_from(nonsense.COOKIES))
    method = draw(st.sampled_from(["POST", "POST", *nonsense.METHODS]))
    return Sent(f"{method} with {headers!r:.80}", found.target, method, body, kind, headers)


@st.composite
def queries(draw: Draw, ground: Ground, name: str) -> str:
    """The query of an address: names that its page reads with values that none expects, or nonsense altogether."""
    if draw(st.integers(0, 2)) == 0:
        return draw(st.sampled_from(nonsense.QUERIES))
    known = sorted({*ground.site.queries[name], *nonsense.BRINGS})
    pairs = draw(st.lists(st.tuples(st.sampled_from(known), nonsense.texts), min_size=1, max_size=3))
    return "&".join(f"{key}={quoted(value)}" for key, value in pairs)


@st.composite
def page_asked(draw: Draw, ground: Ground, path: str, name: str) -> Sent:
    """A page with a query, a path, headers or a method that none expects."""
    way = draw(st.sampled_from(["query", "query", "query", "path", "around", "theirs"]))
    path = path.partition("?")[0]
    if way == "query":
        return Sent("a query", f"{path}?{draw(queries(ground, name))}")
    if way == "path":
        part = draw(st.sampled_from([match[0] for match in MINE.finditer(path)] or [path.strip("/").split("/")[-1]]))
        tail = (
            draw(st.sampled_from(nonsense.TAILS)) if draw(st.booleans()) else quote(quoted(draw(nonsense.texts)), "%")
        )
        return Sent("a path", path.replace(part, tail) if part else f"/{tail}")
    if way == "theirs":
        theirs, number = draw(st.sampled_from(ground.scene.theirs)), draw(st.integers(FAR_NUMBERS, FAR_NUMBERS + 60))
        return Sent("what is not ours", MINE.sub(lambda found: str(number) if found[0].isdigit() else theirs, path))
    headers = dict(draw(st.sampled_from(nonsense.HEADERS))) | {"cookie": draw(st.sampled_from(nonsense.COOKIES))}
    kept = {name: value for name, value in headers.items() if name != "cookie" or draw(st.booleans())}
    return Sent(f"headers {kept!r:.80}", path, draw(st.sampled_from(["GET", *nonsense.METHODS])), headers=kept)


def anything(ground: Ground, found: Found) -> st.SearchStrategy[Sent]:
    """Whatever may be sent in place of a form."""
    of_form = form_sent(ground, found)
    return st.one_of(of_form, of_form, of_form, of_form, body_sent(ground, found), elsewhere_sent(ground, found),
                     around_sent(ground, found))  # fmt: skip
