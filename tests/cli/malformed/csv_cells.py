"""Malformed cells of a CSV caseload: bad values in each kind of column, beside rows that are good."""

from __future__ import annotations

from tests.cli.malformed.broken import FINE, Broken, cell, csv_screened

MONEY, DAY, COUNT, YES_NO, CHOICE, TEXT = (
    "arrears_total",
    "last_arrears_payment_on",
    "recipient_interviews",
    "money_held",
    "service_basis",
    "bypass_owner",
)
AMOUNT, NO_VALUE, LIKELY = (
    "not an amount of money; write only digits",
    "is not a value; leave it out",
    "not a likely date",
)

BAD: dict[str, dict[str, str]] = {
    MONEY: {
        "-5.00": "has a minus sign",
        "-0": "has a minus sign",
        "499.999": "parts of a cent",
        "$499.99": AMOUNT,
        "1,234.00": AMOUNT,
        "499,99": AMOUNT,
        "(500.00)": AMOUNT,
        "1.23E+11": AMOUNT,
        "1e400": AMOUNT,
        "NaN": NO_VALUE,
        "Infinity": AMOUNT,
        "12345678901.00": "is larger than",
        "1234567890123": AMOUNT,
        "five": AMOUNT,
        "4 99": AMOUNT,
        "٤٩٩.٩٩": AMOUNT,
        "0x1F4": AMOUNT,
        ".50": AMOUNT,
        "5.": AMOUNT,
        "+5": AMOUNT,
        "1_000": AMOUNT,
        "USD 5": AMOUNT,
        "unknown": NO_VALUE,
        "-": NO_VALUE,
        "=1+1": AMOUNT,
    },
    DAY: {
        "02/29/2024": "is not a date",
        "13/01/2024": "is not a date",
        "2027-02-29": "not a day of the calendar",
        "2026-02-30": "not a day of the calendar",
        "2026-13-01": "not a day of the calendar",
        "2026-00-10": "not a day of the calendar",
        "0000-01-01": "not a day of the calendar",
        "24-02-29": "is not a date",
        "0001-01-01": LIKELY,
        "9999-12-31": LIKELY,
        "1899-12-31": LIKELY,
        "2026-11-23": "lies after the day of the decision, 2026-11-22",
        "2024-02-29 00:00:00": "is not a date",
        "2024-02-29T00:00:00Z": "is not a date",
        "20240229": "is not a date",
        "2024-2-9": "is not a date",
        "45351": "is not a date",
        "2024-W09-4": "is not a date",
        "29.02.2024": "is not a date",
        "Feb 29, 2024": "is not a date",
        "２０２４-02-29": "is not a date",
        "NULL": NO_VALUE,
    },
    COUNT: {
        "-1": "has a minus sign",
        "1.5": "not a whole number",
        "1.0": "not a whole number",
        "2147483648": "is larger than",
        "99999999999": "not a whole number",
        "two": "not a whole number",
        "1e3": "not a whole number",
        "٢": "not a whole number",
        "?": NO_VALUE,
    },
    YES_NO: {
        "yes": "not yes or no; write true or false",
        "1": "not yes or no",
        "Y": "not yes or no",
        "truee": "not yes or no",
        "t": "not yes or no",
        "n/a": NO_VALUE,
    },
    CHOICE: {
        "cash aid": "Did you mean cash_aid?",
        "CASH_AID": "is not one of application",
        "tanf": "is not one of application",
        "none": NO_VALUE,
    },
    TEXT: {
        "a\x07": "control characters",
        "a\x1b[31m": "control characters",
        "a\u202eb": "control characters",
        "a\u2066b": "control characters",
        "x" * 201: "longer than 200 characters",
        "x" * 10_001: "longer than 200 characters",
        "Unknown": NO_VALUE,
    },
    "case_id": {
        "": "there is no case id",
        "\u00a0 ": "there is no case id",
        "9" * 65: "longer than 64 characters",
        "a\x07": "control characters",
        "a\u202eb": "control characters",
        "1.23E+11": "a spreadsheet has rounded",
        "1E+05": "a spreadsheet has rounded",
    },
}
GOOD: dict[str, tuple[str, ...]] = {
    MONEY: ("499.99", "500.00", "500.01", "0", "0500.00", " 500 ", "500.0000", "9999999999.99", ""),
    DAY: ("2024-02-29", "2026-11-22", "1900-01-01", " 2024-02-29\u00a0", ""),
    COUNT: ("0", "007", "2147483647", ""),
    YES_NO: ("true", "FALSE", " True ", ""),
    CHOICE: ("cash_aid", " medicaid ", ""),
    TEXT: ("José", 'the "desk"', "a, b", "=1+1", "x" * 200, "", "   "),
    "case_id": ("007", "7", "x" * 64, "A B", "=1+1", "1E5", "O'Brien", "José"),
}


def bad(column: str, text: str, reason: str) -> Broken:
    """One bad cell on line 3, between good rows."""
    header, before, after = (
        ("case_id,money_held", "B-1,true", "B-2,true") if column == "case_id" else (f"case_id,{column}", "B-1,", "B-2,")
    )
    row = f"{cell(text)},true" if column == "case_id" else f"B-3,{cell(text)}"
    name = text if len(text) <= 20 else f"{len(text)} times {text[0]}"
    content = f"{header}\n{before}\n{row}\n{after}\n"
    return csv_screened(f"{column} is {name!a}", content, '"cases": 2,', reason, refused=[(3, column)])


def good(column: str, texts: tuple[str, ...]) -> Broken:
    """Cells that are fine, each in a row of its own."""
    lines = [f"{cell(text)}" if column == "case_id" else f"B-{n},{cell(text)}" for n, text in enumerate(texts)]
    header = column if column == "case_id" else f"case_id,{column}"
    content = "\n".join([header, *lines, ""])
    return csv_screened(f"{column} that is fine", content, f'"cases": {len(texts)},', code=FINE)


ACROSS = [
    csv_screened(
        "sum that is wrong",
        "case_id,arrears_total,arrears_family,arrears_assigned\nB-1,5,2,3\nB-2,5.00,2,2.99\n",
        '"cases": 1,',
        "arrears_total is not the sum of",
        refused=[(3, "arrears_total")],
    ),
    csv_screened(
        "sum too large to hold",
        "case_id,arrears_total,arrears_family,arrears_assigned\nB-1,1,9999999999.99,9999999999.99\n",
        "is not the sum of",
        refused=[(2, "arrears_total")],
    ),
    csv_screened(
        "payment never made",
        "case_id,arrears_payment_made,last_arrears_payment_on\nB-1,false,\nB-2,false,2020-01-01\nB-3,,2020-01-01\n",
        '"cases": 2,',
        "although arrears_payment_made is false",
        refused=[(3, "last_arrears_payment_on")],
    ),
    csv_screened(
        "doubled id",
        "case_id\nB-1\nB-2\n B-1 \nB-3\n",
        '"cases": 2,',
        "occurs more than once",
        refused=[(2, "case_id"), (4, "case_id")],
    ),
    csv_screened(
        "two bad cells in a row",
        "case_id,arrears_total,money_held\nB-1,five,maybe\nB-2,5,true\n",
        '"cases": 1,',
        refused=[(2, "arrears_total"), (2, "money_held")],
    ),
]
CASES = [bad(column, text, reason) for column, reasons in BAD.items() for text, reason in reasons.items()]
CASES += ACROSS + [good(column, texts) for column, texts in GOOD.items()]
