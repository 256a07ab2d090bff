"""Malformed policy files: every fault is told with its file, its line and the reason."""

from __future__ import annotations

from tests.cli.malformed.broken import FAULTS, FINE, Broken

HOME = "mine/states/zz"
STATE = """\
state = "zz"
name = { en = "Z", es = "Z" }
agency = { en = "A", es = "A" }
zone = "America/Chicago"

[duty]
word = "may"
cites = ["1"]
verified = "unverified"

[names]
cash_aid = { en = "a", es = "a" }
medicaid = { en = "a", es = "a" }
clearinghouse = { en = "a", es = "a" }

[adopts]
default = "adopted"
verified = "unverified"
"""
RULE = """\
id = "zz.b1"
under = "us.b1"
heading = { en = "h", es = "h" }
plain = { en = "p", es = "p" }

[[version]]
from = 2020-01-01
cites = ["1"]
verified = "unverified"
when = "not current_order"
"""
EXAMPLE = '[[example]]\nsay = "s"\ngiven = { current_order = false }\nthen = "met"\n'
LIMIT = """\
[[limit]]
name = "zz_limit"
kind = "money"
say = { en = "z", es = "z" }
value = [{ from = 2000-01-01, is = "500.00", cites = ["1"], verified = "unverified" }]
"""


def faulty(name: str, files: dict[str, str | bytes], *says: str, code: int = FAULTS) -> Broken:
    """Files added to the shipped policy; the state's own page is always among them."""
    laid = {f"{HOME}/state.toml": STATE, **files}
    content = {path: text if isinstance(text, bytes) else text.encode() for path, text in laid.items()}
    return Broken(f"policy {name}", content, ("policy", "check", "--policy", "mine"), code, says)


def rule(name: str, old: str, new: str, *says: str) -> Broken:
    """The rule with `old` changed to `new`. The file is always told."""
    if old not in RULE + EXAMPLE:
        raise ValueError(old)
    text = (RULE + EXAMPLE).replace(old, new)
    return faulty(f"rule with {name}", {f"{HOME}/b01.toml": text}, "states/zz/b01.toml:", *says)


def when(name: str, condition: str, *says: str) -> Broken:
    return rule(f"condition of {name}", "not current_order", condition, "b01.toml:10: ", *says)


def limit(name: str, old: str, new: str, *says: str) -> Broken:
    text = LIMIT.replace(old, new)
    return faulty(f"limit with {name}", {f"{HOME}/limits.toml": text}, "states/zz/limits.toml:", *says)


def page(name: str, old: str, new: str, *says: str) -> Broken:
    text = STATE.replace(old, new)
    return faulty(f"state page with {name}", {f"{HOME}/state.toml": text}, "states/zz/state.toml:", *says)


CONDITIONS = [
    when("an unknown fact", "not curent_order", "'curent_order' is not a fact. Did you mean current_order?"),
    when("is null", "current_order is null", "they turn unknown into yes or no", "column 15"),
    when("coalesce", "coalesce(current_order)", "functions are not allowed"),
    when("another function", "max(current_order)", "functions such as 'max(…)' are not allowed"),
    when("true", "current_order = true", "'true' is not written"),
    when("and and or mixed", "current_order and money_held or bypass_flag", "put parentheses around"),
    when("half a sentence", "current_order and", "the condition stops in the middle"),
    when("an open bracket", "(current_order", "the condition stops in the middle"),
    when("a question mark", "current_order ?", "'?' does not fit here"),
    when("capital letters", "Current_order", "does not fit here"),
    when("money without cents", "arrears_total < 500", "money is written with its cents: 500.00"),
    when("money with one place", "arrears_total < 500.0", "does not fit here"),
    when("a fact of another kind", "arrears_total", "only a yes_no fact can stand alone"),
    when("an amount of a yes_no", "current_order < 5.00", "only money and counts are compared"),
    when("a choice that is none", "service_basis = 'tanf'", "'tanf' is not a choice of 'service_basis'"),
    when(
        "a limit that is none", "arrears_total < low_arears", "'low_arears' is not a limit. Did you mean low_arrears?"
    ),
    when(
        "a fact beside a fact",
        "arrears_total < arrears_family",
        "'arrears_family' is a fact, and facts are not compared with each other; a limit of kind money is needed",
    ),
    when("a date beside a date", "notice_sent_on + arrears_total <= as_of", "'arrears_total' is a fact, and facts"),
    when("a limit in the place of a fact", "low_arrears > 5.00", "'low_arrears' is not a fact. It is a limit"),
    when("a limit of another kind", "arrears_total < notice_span", "a limit of kind span; a money is needed"),
    when("a date that is money", "arrears_total + 5 days <= as_of", "'arrears_total' is a money, not a date"),
    when("300 years", "notice_sent_on + 300 years <= as_of", "is too long"),
    when("3,000 characters", " and ".join(["current_order"] * 200), "longer than 2000 characters"),
    when("30 levels", "not " * 30 + "current_order", "nests more than 20 deep"),
]
TABLES = [
    rule("an unknown key", 'id = "zz.b1"', 'id = "zz.b1"\ncolour = "red"', ":2: ", "'colour' is not a key"),
    rule("no id", 'id = "zz.b1"\n', "", "id"),
    rule("an id that is a number", '"zz.b1"', "5", ":1: ", "Expected `str`, got `int`"),
    rule("no heading", 'heading = { en = "h", es = "h" }\n', "", "heading"),
    rule("a paragraph that is none", '"us.b1"', '"us.bb1"', ":2: ", "Did you mean us.b1"),
    rule("a date that is none", "2020-01-01", "2020-02-30", "not TOML", "line 7"),
    rule("a time of day", "2020-01-01", "2020-01-01T00:00:00", ":7: ", "Expected `date`"),
    rule("a date in words", "2020-01-01", '"January 2020"', ":7: ", "date"),
    rule("a mark that is none", '"unverified"', '"sure"', ":9: ", "'sure'"),
    rule("an end before its beginning", "2020-01-01", "2020-01-01\nuntil = 2019-12-31", "before it begins"),
    rule("two texts that overlap", EXAMPLE, RULE[RULE.index("[[version]]") :] + EXAMPLE, "overlaps"),
    rule("no condition", 'when = "not current_order"\n', "", ":6: ", "no condition"),
    rule("a condition that is a list", '"not current_order"', '["current_order"]', ":10: ", "Expected `str`"),
    rule("versions that are a number", RULE[RULE.index("[[version]]") :], "version = 5\n", "Expected `array`"),
    rule(
        "an example of no fact", "{ current_order = false }", "{ curent_order = false }", "Did you mean current_order"
    ),
    rule("an example of a bad value", "{ current_order = false }", "{ arrears_total = 1.999 }", "parts of a cent"),
    rule("an example with no such verdict", '"met"', '"yes"', ":14: ", "'yes'"),
    rule("an example of no limb", EXAMPLE, EXAMPLE + 'limb = "x"\n', "there is no limb 'x'"),
    rule(
        "an example before its time",
        EXAMPLE,
        EXAMPLE + "on = 2001-01-01\n",
        "no text of zz.b1 is in force on 2001-01-01",
    ),
    rule("an example that fails", '"met"', '"not_met"', "zz.b1", "should be not_met, is met"),
    rule("examples that notice nothing", EXAMPLE, "", "zz.b1", "no example notices"),
    rule("a key written twice", 'under = "us.b1"', 'under = "us.b1"\nunder = "us.b2"', "not TOML", "line 3"),
    rule("an open quote", '"zz.b1"', '"zz.b1', ":1: ", "not TOML", "line 1"),
    rule("a control character", '"zz.b1"', '"zz\x01b1"', ":1: ", "not TOML", "line 1"),
]
TEXTS = [
    faulty("empty file", {f"{HOME}/b01.toml": b""}, "states/zz/b01.toml", "`id`"),
    faulty(
        "UTF-16", {f"{HOME}/b01.toml": RULE.encode("utf-16")}, "states/zz/b01.toml: this is not UTF-8 text (byte 0)"
    ),
    faulty(
        "CP1252",
        {f"{HOME}/b01.toml": 'id = "é"'.encode("cp1252")},
        "states/zz/b01.toml: this is not UTF-8 text (byte 6)",
    ),
    faulty("NUL", {f"{HOME}/b01.toml": b'id = "\0"'}, "states/zz/b01.toml:1: ", "not TOML"),
    faulty("lone surrogate", {f"{HOME}/b01.toml": 'id = "\\ud800"'}, "states/zz/b01.toml:1: ", "not TOML"),
    faulty(
        "two rules of one id", {f"{HOME}/b01.toml": RULE, f"{HOME}/b02.toml": RULE}, "b02.toml:1: ", "already used in"
    ),
    faulty("file of no kind", {"mine/notes.toml": "a = 1\n"}, "notes.toml: nobody knows what this file is"),
    faulty("state without a folder", {"mine/states/zz.toml": STATE}, "states/zz.toml: nobody knows"),
    faulty(
        "gate that bars nothing",
        {f"{HOME}/gates/a.toml": RULE.replace('under = "us.b1"\n', "")},
        "gates/a.toml:1: ",
        "shuts",
    ),
    faulty(
        "request without an outcome",
        {f"{HOME}/request/a.toml": RULE.replace('under = "us.b1"\n', "")},
        "request/a.toml:1: ",
        "outcome",
    ),
    faulty(
        "office whose id is a number", {f"{HOME}/offices/a.toml": "id = 5\n"}, "offices/a.toml:1: ", "Expected `str`"
    ),
    faulty("facts that are numbers", {"mine/facts.toml": "x = 5\n"}, "facts.toml:1: ", "Expected `object`"),
    faulty("no facts at all", {"mine/facts.toml": ""}, "'bypass_flag' is not a fact"),
    faulty("evidence that is a number", {"mine/evidence.toml": "x = 5\n"}, "evidence.toml:1: ", "Expected `object`"),
    faulty("no limits", {"mine/us/limits.toml": ""}, "'low_arrears' is not a limit"),
    faulty("no notices", {"mine/us/notices.toml": ""}, "'intent_to_close' is not the name of any notice"),
    faulty("names that are none", {"mine/us/names.toml": "x = 1\n"}, "us/names.toml:1: 'x' is not a key"),
    faulty("files of other kinds are passed over", {"mine/notes.txt": b"\xff\xfe"}, "0 failed", code=FINE),
]
LIMITS = [
    limit("a kind that is none", '"money"', '"weight"', ":3: ", "'weight'"),
    limit("an amount in words", '"500.00"', '"five"', "'five' is not a money"),
    limit("an amount without end", '"500.00"', '"Infinity"', "is not a money"),
    limit("a dollar sign", '"500.00"', '"$500"', "is not a money"),
    limit("a floating amount", '"500.00"', "500.00", "Expected `int | str`"),
    limit("an amount that is true", '"500.00"', "true", "Expected `int | str`"),
    limit("a span that is none", 'kind = "money"', 'kind = "span"', "is not a span"),
    limit("a count that is none", 'kind = "money"', 'kind = "count"', "is not a count"),
    limit("no name", 'name = "zz_limit"\n', "", "name"),
    limit("a key that is none", "cites", "sites", "'sites' is not a key"),
    faulty("limit written twice", {f"{HOME}/limits.toml": LIMIT * 2}, "limits.toml:6: ", "is written twice"),
    faulty("limits that are a text", {f"{HOME}/limits.toml": 'limit = "x"\n'}, "states/zz/limits.toml:1: "),
]
PAGES = [
    page("another state's code", '"zz"', '"yy"', ":1: ", "the folder is called 'zz' but the file says 'yy'"),
    page("a code that is a number", '"zz"', "5", ":1: ", "Expected `str`"),
    page("a duty that is none", '"may"', '"might"', ":7: ", "'might'"),
    page(
        "a paragraph that is none",
        'verified = "unverified"\n\n[names]',
        'verified = "unverified"\n\n[[adopts.paragraph]]\nid = "us.b99"\nhow = "adopted"\nverified = "seen"\n\n[names]',
        "",
    ),
    page("no names", STATE[STATE.index("[names]") : STATE.index("[adopts]")], "", "names"),
    page("an unknown key", 'zone = "America/Chicago"', 'zone = "America/Chicago"\nflag = 1', "'flag' is not a key"),
]
NO_VERSION = RULE[: RULE.index("[[version]]")] + "version = []\n"
UNREADABLE = [
    faulty("rule without a text", {f"{HOME}/b01.toml": NO_VERSION}, "b01.toml:1: ", "at least one [[version]]"),
    faulty("rule with examples only", {f"{HOME}/b01.toml": NO_VERSION + EXAMPLE}, "b01.toml:1: ", "at least one"),
    faulty("100,000 brackets", {f"{HOME}/b01.toml": "a = " + "[" * 100_000}, "b01.toml: this is nested too deeply"),
    faulty("5,000 digits", {f"{HOME}/b01.toml": "id = " + "9" * 5000}, "b01.toml: a number in it has too many digits"),
    faulty("limits that are a number", {f"{HOME}/limits.toml": "limit = 5\n"}, "limits.toml:1: ", "[[limit]]"),
    faulty(
        "limits by another name", {f"{HOME}/limits.toml": "limits = []\n"}, "limits.toml:1: ", "Did you mean limit?"
    ),
    faulty("effects that are a number", {f"{HOME}/remedies.toml": "effect = 5\n"}, "remedies.toml:1: ", "[[effect]]"),
    faulty("notices that are a number", {"mine/us/notices.toml": "notice = 5\n"}, "us/notices.toml:1: ", "[[notice]]"),
    faulty("no answers", {"mine/us/answers.toml": ""}, "us/answers.toml: there is no answer 'cannot_close'"),
    faulty("no versions", {"mine/us/versions.toml": ""}, "us/versions.toml: there is no version of the federal rule"),
    limit("an amount that is NaN", '"500.00"', '"NaN"', ":5: 'NaN' is not a money"),
    limit("parts of a cent", '"500.00"', '"499.999"', ":5: '499.999' is not a money"),
    limit("an amount below zero", '"500.00"', '"-5.00"', ":5: '-5.00' is not a money"),
    limit("an exponent", '"500.00"', '"5e2"', ":5: '5e2' is not a money"),
    limit("an underscore", '"500.00"', '"1_000.00"', ":5: '1_000.00' is not a money"),
    limit("15,000 digits", '"500.00"', "0x" + "f" * 12_000, ":5: 'so long a number' is not a money"),
    limit("no value", LIMIT[LIMIT.index("value") :], "value = []\n", ":1: limit 'zz_limit' has no value"),
]
CASES = CONDITIONS + TABLES + TEXTS + LIMITS + PAGES + UNREADABLE
