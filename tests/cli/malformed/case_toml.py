"""Malformed facts of one case in TOML."""

from __future__ import annotations

from tests.cli.malformed.broken import FINE, Broken, assessed

FILE = "case.toml"
BEFORE = 'case_id = "A-1"\ncurrent_order = false\n'
MONEY, DAY, COUNT, CHOICE, TEXT = (
    "arrears_total",
    "last_arrears_payment_on",
    "recipient_interviews",
    "service_basis",
    "bypass_owner",
)


def line(name: str, text: str, *says: str) -> Broken:
    """A bad third line. Its number is always told."""
    return assessed(f"toml {name}", FILE, f"{BEFORE}{text}\n", f"{FILE}:3: ", *says)


def value(fact: str, written: str, reason: str) -> Broken:
    """A bad value of `fact`. The fact is always told."""
    return line(f"{fact} is {written[:20]}", f"{fact} = {written}", f"{fact}: ", reason)


def no_toml(name: str, text: str, *says: str) -> Broken:
    """A third line that is no TOML."""
    return assessed(f"toml {name}", FILE, f"{BEFORE}{text}\n", f"{FILE}: this is not TOML", *says)


VALUES = [
    value(MONEY, "-5.00", "has a minus sign"),
    value(MONEY, "-0.0", "has a minus sign"),
    value(MONEY, "499.999", "parts of a cent"),
    value(MONEY, '"$1,234"', "write only digits and a point"),
    value(MONEY, '"1,234.00"', "write only digits and a point"),
    value(MONEY, '"(500.00)"', "write only digits and a point"),
    value(MONEY, "1.23E+11", "write only digits and a point"),
    value(MONEY, "1e400", "write only digits and a point"),
    value(MONEY, "nan", "not an amount of money"),
    value(MONEY, "inf", "not an amount of money"),
    value(MONEY, "-inf", "not an amount of money"),
    value(MONEY, '"NaN"', "is not a value; leave it out"),
    value(MONEY, '"unknown"', "is not a value; leave it out"),
    value(MONEY, "12345678901.00", "is larger than"),
    value(MONEY, "true", "not an amount of money"),
    value(MONEY, "[500.00]", "a list is not an amount of money"),
    value(MONEY, "{ dollars = 500 }", "a table is not an amount of money"),
    value(MONEY, "2026-11-01", "not an amount of money"),
    value(MONEY, '"٤٩٩.٩٩"', "write only digits and a point"),
    value(MONEY, "0x" + "f" * 1900, "a number of more than 40 digits"),
    value(DAY, "2026-11-23", "lies after the day of the decision, 2026-11-22"),
    value(DAY, "2026-01-05T10:00:00", "has a time of day"),
    value(DAY, "10:00:00", "is not a date"),
    value(DAY, '"02/29/2024"', "is not a date; write year"),
    value(DAY, '"24-02-29"', "four digits"),
    value(DAY, '"2025-02-30"', "not a day of the calendar"),
    value(DAY, '"2026-W10-1"', "is not a date"),
    value(DAY, '"1899-12-31"', "not a likely date"),
    value(DAY, "0001-01-01", "not a likely date; years run from 1900 to 2200"),
    value("bypass_expires_on", "9999-12-31", "not a likely date; years run from 1900 to 2200"),
    value(DAY, "20240229", "is not a date; write it as 2026-11-22"),
    value(DAY, "false", "is not a date"),
    value(COUNT, "-1", "has a minus sign"),
    value(COUNT, "1.5", "not a whole number"),
    value(COUNT, '"two"', "not a whole number"),
    value(COUNT, "2147483648", "is larger than 2147483647"),
    value(COUNT, "true", "not a whole number"),
    value("money_held", '"yes"', "not yes or no; write true or false"),
    value("money_held", "1", "not yes or no"),
    value("money_held", "[]", "a list is not yes or no"),
    value(CHOICE, '"cash aid"', "Did you mean cash_aid?"),
    value(CHOICE, "1", "is not one of application"),
    value(TEXT, "5", "is not text"),
    value(TEXT, '"' + "x" * 201 + '"', "longer than 200 characters"),
    value(TEXT, '"a\\u0007b"', "control characters"),
    value(TEXT, '"a\\u202eb"', "control characters"),
    value(TEXT, '"""a\nb"""', "control characters"),
]
NAMES = [
    line("unknown fact", "arears_total = 1.00", "'arears_total'", "Did you mean arrears_total"),
    line("unknown fact of nothing near", "zzzzzz = 1", "there is no fact called 'zzzzzz'"),
    line("capital letters", "Arrears_Total = 1.00", "'Arrears_Total'", "Did you mean arrears_total"),
    line("name that is markup", '"[/foo]" = 1', "there is no fact called '[/foo]'"),
    line("name that is escaped markup", '"\\\\[/foo]" = 1', "[/foo]'"),
    line("name that colours the screen", '"\\u001b[31mred" = 1', "'\\x1b[31mred'"),
    line("dotted name", "money_held.since = 2024-01-01", "money_held: a table is not yes or no"),
    line("table", "[money_held]\nsince = 2024-01-01", "money_held: a table is not yes or no"),
    line("list of tables", "[[money_held]]\nsince = 2024-01-01", "money_held: a list is not yes or no"),
    line("source of no fact", "sources = { arears_total = 'x' }", "'arears_total'", "Did you mean"),
]
WHOLE = [
    assessed("toml id that is a table", FILE, "case_id = { a = 1 }", f"{FILE}:1: case_id: a table is not text"),
    assessed("toml id that is a list", FILE, "case_id = [1]", f"{FILE}:1: case_id: a list is not text"),
    assessed("toml id that was rounded", FILE, "case_id = 1.23E+11", f"{FILE}:1: case_id: 1.23E+11 is not text"),
    assessed("toml id too long", FILE, f"case_id = '{'x' * 65}'", "case_id: the text is longer than 64 characters"),
    assessed("toml id with an escape", FILE, 'case_id = "\\u001b[31m"', "case_id: the text has control characters"),
    assessed("toml sources is a number", FILE, "sources = 5", f"{FILE}:1: [sources] names for each fact"),
    assessed("toml source is a number", FILE, "[sources]\nmoney_held = 5", f"{FILE}:2: sources: money_held: 5 is not"),
    assessed("toml source with escape", FILE, '[sources]\nmoney_held = "\\u001b"', "money_held: the text has control"),
    assessed("toml doubled key", FILE, "money_held = true\nmoney_held = false\n", "not TOML", "line 2"),
    assessed("toml doubled table", FILE, "[sources]\n[sources]", f"{FILE}: this is not TOML", "line 2"),
    assessed("toml half an entry", FILE, "money_held", f"{FILE}: this is not TOML"),
    assessed("toml lone surrogate", FILE, 'bypass_owner = "\\ud800"', "not TOML", "line 1"),
    assessed("toml UTF-16", FILE, "money_held = true".encode("utf-16"), f"{FILE}: this is not UTF-8 text (byte 0)"),
    assessed("toml CP1252", FILE, 'bypass_owner = "José"'.encode("cp1252"), "not UTF-8 text (byte 19)"),
    assessed("toml NUL", FILE, b"money_held = \0true", f"{FILE}: this is not TOML", "line 1"),
    assessed("toml control character", FILE, b'bypass_owner = "a\x07"', "not TOML", "line 1"),
    assessed("toml carriage returns alone", FILE, b"money_held = true\rbypass_flag = true", "not TOML", "line 1"),
    assessed("toml 5 MB", FILE, b"# a\n" * 1_250_000, f"{FILE}: the file is larger than 200000 bytes"),
    assessed("toml long line", FILE, "a." * 1001 + "a = 1", f"{FILE}:1: the line has more than 2000 characters"),
    assessed("toml 100,000 brackets", FILE, "a = " + "[\n" * 90_000, f"{FILE}: this is nested too deeply"),
    assessed("toml 9,000 unknown facts", FILE, "".join(f"a{n} = 1\n" for n in range(9000)), f"{FILE}:1: ", "'a0'"),
    assessed(
        "toml sum that is wrong",
        FILE,
        "arrears_total = 5.00\narrears_family = 2.00\narrears_assigned = 2.00",
        f"{FILE}:1: arrears_total is not the sum of arrears_family and arrears_assigned",
    ),
    assessed(
        "toml payment never made",
        FILE,
        "arrears_payment_made = false\nlast_arrears_payment_on = 2020-01-01",
        f"{FILE}:2: last_arrears_payment_on is given although arrears_payment_made is false",
    ),
]
NO_TOML = [
    no_toml("True", "money_held = True", "line 3", "Write true or false, in small letters"),
    no_toml("yes", "money_held = yes", "line 3", "Write true or false"),
    no_toml("dollar sign", "arrears_total = $500.00", "line 3", "digits and a point only"),
    no_toml("brackets", "arrears_total = (500.00)", "line 3", "digits and a point only"),
    no_toml("thousands", "arrears_total = 1,234.00", "line 3", "digits and a point only"),
    no_toml("30 February", "last_arrears_payment_on = 2026-02-30", "line 3", "a day of the calendar"),
    no_toml("month first", "last_arrears_payment_on = 02/03/2024", "line 3", "Write dates with the year first"),
    no_toml("two-digit year", "last_arrears_payment_on = 24-02-03", "line 3", "Write dates with the year first"),
    no_toml("bare word", "service_basis = medicaid", "line 3", "Put text in quotes"),
    no_toml("open quote", 'bypass_owner = "unit 3', "line 3"),
    no_toml("number with two points", "arrears_total = 1.2.3", "line 3"),
    no_toml("no value", "arrears_total =", "line 3"),
    no_toml("leading zero", "recipient_interviews = 007", "line 3"),
]
FINES = [
    assessed("toml BOM is fine", FILE, b"\xef\xbb\xbf" + BEFORE.encode(), "A-1", code=FINE),
    assessed("toml empty file is a case with no facts", FILE, b"", "No criterion", code=FINE),
    assessed("toml id that is markup is fine", FILE, 'case_id = "[/foo]"', "Case [/foo]", code=FINE),
    assessed("toml blank text is absent", FILE, 'arrears_total = "  "', "No criterion", code=FINE),
    assessed("toml trailing zeros are fine", FILE, "arrears_total = 499.990", "No criterion", code=FINE),
]
CASES = VALUES + NAMES + WHOLE + NO_TOML + FINES
