"""Malformed facts of one case in JSON."""

from __future__ import annotations

from tests.cli.malformed.broken import FINE, Broken, assessed

FILE = "case.json"


def entry(name: str, written: str, *says: str) -> Broken:
    """A bad entry on the third line. Its number is always told."""
    return assessed(f"json {name}", FILE, f'{{\n  "case_id": "A-1",\n  {written}\n}}', f"{FILE}:3: ", *says)


def no_json(name: str, text: str | bytes, *says: str) -> Broken:
    return assessed(f"json {name}", FILE, text, f"{FILE}: this is not JSON", *says)


ENTRIES = [
    entry("unknown fact", '"arears_total": 1', "'arears_total'", "Did you mean arrears_total"),
    entry("money that is NaN", '"arrears_total": NaN', "arrears_total: 'NaN' is not a value"),
    entry("money that is Infinity", '"arrears_total": Infinity', "arrears_total: 'Infinity' is not an amount"),
    entry("money that is -Infinity", '"arrears_total": -Infinity', "arrears_total: '-Infinity' is not an amount"),
    entry("money that is 1e400", '"arrears_total": 1e400', "arrears_total: 1E+400 is not an amount of money"),
    entry("money with an exponent", '"arrears_total": 5e2', "arrears_total: 5E+2 is not an amount of money"),
    entry("money below zero", '"arrears_total": -5', "arrears_total: -5 has a minus sign"),
    entry("money with parts of a cent", '"arrears_total": 499.995', "arrears_total: 499.995 has parts of a cent"),
    entry("money as it is printed", '"arrears_total": "$1,234"', "arrears_total: '$1,234' is not an amount"),
    entry("money in brackets", '"arrears_total": "(500.00)"', "arrears_total: '(500.00)' is not an amount"),
    entry("money that a spreadsheet rounded", '"arrears_total": "1.23E+11"', "arrears_total: '1.23E+11' is not"),
    entry("money that is too much", '"arrears_total": 99999999999', "arrears_total: 99999999999 is larger than"),
    entry("money that is true", '"arrears_total": true', "arrears_total: True is not an amount of money"),
    entry("money that is a list", '"arrears_total": [1]', "arrears_total: a list is not an amount of money"),
    entry("money that is a table", '"arrears_total": {"a": 1}', "arrears_total: a table is not an amount of money"),
    entry("date of 30 February", '"notice_sent_on": "2026-02-30"', "notice_sent_on: '2026-02-30' is not a day"),
    entry("date with the month first", '"notice_sent_on": "02/03/2024"', "notice_sent_on: '02/03/2024' is not"),
    entry("date with a two-digit year", '"notice_sent_on": "24-02-03"', "notice_sent_on: ", "four digits"),
    entry("date with a time", '"notice_sent_on": "2024-02-03T00:00:00Z"', "notice_sent_on: ", "is not a date"),
    entry("date as seconds", '"notice_sent_on": 1700000000', "notice_sent_on: 1700000000 is not a date"),
    entry("date that lies ahead", '"notice_sent_on": "2026-11-23"', "notice_sent_on: 2026-11-23 lies after"),
    entry("date far ahead", '"bypass_expires_on": "9999-12-31"', "bypass_expires_on: 9999-12-31 is not a likely date"),
    entry("yes_no that is 1", '"money_held": 1', "money_held: 1 is not yes or no"),
    entry("yes_no that is a word", '"money_held": "Y"', "money_held: 'Y' is not yes or no"),
    entry("yes_no that is nothing", '"money_held": "N/A"', "money_held: 'N/A' is not a value; leave it out"),
    entry("count with a fraction", '"recipient_interviews": 1.0', "recipient_interviews: 1.0 is not a whole number"),
    entry("count that is too much", '"recipient_interviews": 3000000000', "recipient_interviews: ", "larger than"),
    entry("choice that is none", '"service_basis": "tanf"', "service_basis: 'tanf' is not one of application"),
    entry("choice that is null in words", '"service_basis": "null"', "service_basis: 'null' is not a value"),
    entry("text with a bell", '"bypass_owner": "a\\u0007"', "bypass_owner: the text has control characters"),
    entry("text that turns direction", '"bypass_owner": "a\\u202e"', "bypass_owner: the text has control characters"),
    entry("text that isolates direction", '"bypass_owner": "a\\u2066"', "bypass_owner: the text has control"),
    entry("text with NUL", '"bypass_owner": "a\\u0000"', "bypass_owner: the text has control characters"),
    entry("text with a lone surrogate", '"bypass_owner": "\\ud800"', "bypass_owner: the text has control characters"),
    entry("text too long", f'"bypass_owner": "{"x" * 201}"', "bypass_owner: the text is longer than 200 characters"),
    entry("doubled key", '"money_held": true, "money_held": false', "'money_held' is given twice"),
    entry("doubled key inside", '"sources": {"money_held": "a", "money_held": "b"}', "'money_held' is given twice"),
    entry("source that is a list", '"sources": {"money_held": []}', "sources: money_held: a list is not text"),
    entry("source of no fact", '"sources": {"monny_held": "a"}', "'monny_held'", "Did you mean money_held"),
]
WHOLE = [
    assessed("json name with a lone surrogate", FILE, '{"\\ud800": 1}', f"{FILE}:1: ", "'\\ud800'"),
    assessed("json id with a lone surrogate", FILE, '{"case_id": "\\ud800"}', f"{FILE}:1: case_id: the text has"),
    assessed("json id that is a fraction", FILE, '{"case_id": 1.5}', f"{FILE}:1: case_id: 1.5 is not text"),
    assessed("json id that is true", FILE, '{"case_id": true}', f"{FILE}:1: case_id: True is not text"),
    assessed("json list", FILE, "[]", f"{FILE}: the facts of a case are names with values"),
    assessed("json null", FILE, "null", f"{FILE}: the facts of a case are names with values"),
    assessed("json number", FILE, "5", f"{FILE}: the facts of a case are names with values"),
    assessed("json number without end", FILE, f'{{"a": {"9" * 5000}}}', f"{FILE}: a number in it has too many digits"),
    assessed("json 200,000 brackets", FILE, "[" * 200_000, f"{FILE}: this is nested too deeply"),
    assessed("json 30,000 tables", FILE, '{"a":' * 30_000, f"{FILE}: this is nested too deeply"),
    assessed("json 5 MB", FILE, b"[" + b"1," * 2_500_000, f"{FILE}: the file is larger than 200000 bytes"),
    assessed("json 20,000 entries", FILE, "{" + ",".join(f'"{n}":1' for n in range(20_000)) + "}", "there is no fact"),
    assessed("json UTF-16", FILE, '{"money_held": true}'.encode("utf-16"), f"{FILE}: this is not UTF-8 text (byte 0)"),
    assessed("json CP1252", FILE, '{"bypass_owner": "José"}'.encode("cp1252"), "not UTF-8 text (byte 21)"),
    assessed(
        "json sum that is wrong",
        FILE,
        '{"arrears_total": 5,\n"arrears_family": 2, "arrears_assigned": 2}',
        f"{FILE}:1: arrears_total is not the sum of arrears_family and arrears_assigned",
    ),
    no_json("empty file", b"", "line 1 column 1"),
    no_json("blank file", " \n ", "line 2"),
    no_json("comma at the end", '{"money_held": true,}', "line 1 column 21"),
    no_json("single quotes", "{'money_held': true}", "line 1 column 2"),
    no_json("comment", "// facts\n{}", "line 1 column 1"),
    no_json("True", '{\n"money_held": True}', "line 2 column 15"),
    no_json("half a file", '{"money_held": tr', "line 1"),
    no_json("two documents", "{}\n{}", "Extra data: line 2"),
    no_json("NUL", b'{"bypass_owner": "a\0"}', "line 1"),
    no_json("control character", b'{"bypass_owner": "a\x07"}', "Invalid control character"),
    no_json("leading zero", '{"recipient_interviews": 007}', "line 1"),
]
FINES = [
    assessed("json BOM is fine", FILE, b"\xef\xbb\xbf{}", "No criterion", code=FINE),
    assessed("json null is absent", FILE, '{"arrears_total": null, "case_id": null}', "No criterion", code=FINE),
    assessed("json whole dollars are fine", FILE, '{"arrears_total": 500}', "No criterion", code=FINE),
]
CASES = ENTRIES + WHOLE + FINES
