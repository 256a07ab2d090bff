"""Malformed CSV files: cut off, misshapen, in the wrong encoding, or with the wrong columns."""

from __future__ import annotations

from tests.cli.malformed.broken import FINE, OUT, UNUSABLE, Broken, csv_screened, screened

HEADER = "case_id,current_order,arrears_total,last_arrears_payment_on"
WHOLE = f"{HEADER}\nB-1,true,499.99,2020-02-29\nB-2,false,500.00,2021-03-01\n"
TWO = "case_id,bypass_owner\n"
QUOTES, CELLS, UTF8, CARRIAGE = (
    "the quotes of the line do not match",
    "the first line names 2 columns; add or remove commas",
    "the line is not UTF-8 text",
    "carriage return in the middle",
)


def unusable(name: str, content: str | bytes, *says: str) -> Broken:
    """A file that cannot be used as a whole. It is always named."""
    return csv_screened(name, content, "cases.csv: ", *says, code=UNUSABLE)


def misshapen(name: str, content: str | bytes, good: int, *says: str, lines: tuple[int, ...] = (3,)) -> Broken:
    """A file of which some lines cannot be read, and `good` can."""
    return csv_screened(name, content, f'"cases": {good},', *says, refused=[(line, "") for line in lines])


def cut(offset: int) -> Broken:
    """The whole file cut off after `offset` bytes, in a row or in the header."""
    name, text = f"cut off after {offset} bytes", WHOLE[:offset]
    last = text.split("\n")[-1].split(",")
    number = text.count("\n") + 1
    if number == 1:
        return unusable(name, text, "there is no column 'case_id'" if len(last) == 1 else "not facts")
    good = f'"cases": {number - 2},'
    if len(last) < HEADER.count(",") + 1:
        return csv_screened(name, text, good, f"the row has {len(last)} cells", refused=[(number, "")])
    return csv_screened(name, text, good, "is not a date", refused=[(number, "last_arrears_payment_on")])


CUTS = [cut(offset) for offset in (1, 4, 6, 9, 14, 19, 25, 33, 38, 45, 57)]
CUTS += [cut(len(HEADER) + 1 + offset) for offset in (1, 2, 3, 5, 9, 12, 15, 17, 20, 25, 28, 30, 33, 40, 45, 50, 53)]

SHAPES = [
    misshapen("row with a cell too few", f"{TWO}B-1,a\nB-2\nB-3,c\n", 2, "the row has 1 cells", CELLS),
    misshapen("row with a cell too many", f"{TWO}B-1,a\nB-2,b,c\nB-3,c\n", 2, "the row has 3 cells", CELLS),
    misshapen("comma at the end of a row", f"{TWO}B-1,a\nB-2,b,\nB-3,c\n", 2, "the row has 3 cells", CELLS),
    misshapen(
        "comma in an amount", "case_id,arrears_total\nB-1,5\nB-2,1,234\nB-3,5\n", 2, "the row has 3 cells", CELLS
    ),
    misshapen("unclosed quote", f'{TWO}B-1,a\nB-2,"b\nB-3,c\nB-4,d\n', 3, QUOTES),
    misshapen("unclosed quote on the last line", f'{TWO}B-1,a\nB-2,"b', 1, QUOTES),
    misshapen(
        "unclosed quote before 3,000 rows", f'{TWO}B,a\nC,"b\n' + "".join(f"{n},c\n" for n in range(3000)), 3001, QUOTES
    ),
    misshapen("text after a closed quote", f'{TWO}B-1,a\nB-2,"b"c\nB-3,c\n', 2, QUOTES),
    misshapen("quote inside a cell", f'{TWO}B-1,a\nB-2,5" pipe\nB-3,c\n', 2, QUOTES),
    misshapen("backslash for a quote", f'{TWO}B-1,a\nB-2,"the \\"desk\\""\nB-3,c\n', 2, QUOTES),
    misshapen("cell over two lines", f'{TWO}B-1,a\nB-2,"b\nX-9,b"\nB-3,c\n', 2, QUOTES, lines=(3, 4)),
    misshapen("cell of 10 MB", f"{TWO}B-1,a\nB-2,{'x' * 10_000_000}\nB-3,c\n", 2, "the line has 100000 bytes or more"),
    misshapen(
        "cell of 10 MB at the end", f"{TWO}B-1,a\nB-2,{'x' * 10_000_000}", 1, "the line has 100000 bytes or more"
    ),
    misshapen("100,000 commas", f"{TWO}B-1,a\n{',' * 100_000}\nB-3,c\n", 2, "the line has 100000 bytes or more"),
    misshapen("carriage return in a cell", f"{TWO}B-1,a\nB-2,b\rc\nB-3,c\n", 2, CARRIAGE),
    misshapen("carriage return in quotes", f'{TWO}B-1,a\nB-2,"b\rc"\nB-3,c\n', 2, CARRIAGE),
    misshapen("one row with carriage returns alone", f"{TWO}B-1,a\nB-2,b\rB-3,c\n", 1, CARRIAGE),
    misshapen("NUL in a cell", f"{TWO}B-1,a\nB-2,b\0\nB-3,c\n", 2, "NUL character"),
    misshapen("CP1252 in one row", f"{TWO}B-1,José\n".encode() + b"B-2,Jos\xe9\nB-3,c\n", 2, UTF8, "byte 8 of it"),
    misshapen(
        "Latin-1 and UTF-8 mixed",
        f"{TWO}B-1,é\n".encode() + b"B-2,\xe9\n" + "B-3,é\nB-4,".encode() + b"\xf1\n",
        2,
        UTF8,
        lines=(3, 5),
    ),
    misshapen("half of a character", f"{TWO}B-1,a\nB-2,".encode() + "é".encode()[:1] + b"\nB-3,c\n", 2, UTF8),
    misshapen("surrogate in bytes", f"{TWO}B-1,a\nB-2,".encode() + b"\xed\xa0\x80\nB-3,c\n", 2, UTF8),
    misshapen("two kinds of fault", f'{TWO}B-1,a\nB-2\nB-3,"c\nB-4,d\n', 2, CELLS, QUOTES, lines=(3, 4)),
    csv_screened(
        "rows of commas alone", f"{TWO}B-1,a\n,\nB-2,b\n", '"cases": 2,', "no case id", refused=[(3, "case_id")]
    ),
    csv_screened("bad rows only", f"{TWO}B-1\nB-2\n", '"cases": 0,', refused=[(2, ""), (3, "")]),
    csv_screened(
        "CR LF before the bad row", f"{TWO}B-1,a\nB-2\nB-3,c\n".replace("\n", "\r\n"), CELLS, refused=[(3, "")]
    ),
    csv_screened(
        "byte order mark before the bad row",
        b"\xef\xbb\xbfcase_id,money_held\nB-1,no\n",
        "not yes or no",
        refused=[(2, "money_held")],
    ),
    csv_screened(
        "blank lines before the bad row",
        "case_id,money_held\n\n \nB-1,no\n",
        "not yes or no",
        refused=[(4, "money_held")],
    ),
]
HEADERS = [
    unusable("empty file", b"", "the file is empty"),
    unusable("blank first line", f"\n{WHOLE}", "there is no column 'case_id'"),
    unusable("no header", "B-1,true,499.99,2020-02-29\n", "there is no column 'case_id'"),
    unusable("no case_id column", "current_order\ntrue\n", "there is no column 'case_id'"),
    unusable("CASE_ID in capitals", "CASE_ID\nB-1\n", "there is no column 'case_id'"),
    unusable("case_id misspelled", "caseid\nB-1\n", "there is no column 'case_id'", "Did you mean caseid?"),
    unusable("column twice", "case_id,money_held,money_held\nB-1,true,true\n", "'money_held' is there more than once"),
    unusable("case_id twice", "case_id,case_id\nB-1,B-1\n", "'case_id' is there more than once"),
    unusable("header written twice in one line", f"{HEADER},{HEADER}\n", "is there more than once"),
    unusable("column that is no fact", "case_id,arears_total\nB-1,5\n", "'arears_total'", "Did you mean arrears_total"),
    unusable("column without a name", "case_id,\nB-1,\n", "1 column(s) are not facts: ''"),
    unusable("comma at the end of the header", f"{HEADER},\nB-1,true,1,,\n", "1 column(s) are not facts: ''"),
    unusable("two columns without a name", "case_id,,\nB-1,,\n", "'' is there more than once"),
    unusable("column named as our own", "case_id,__row\nB-1,1\n", "'__row'"),
    unusable("column that is SQL", 'case_id,"x"" OR 1=1 --"\nB-1,1\n', "not facts"),
    unusable("column of 10,000 letters", f"case_id,{'x' * 10_000}\nB-1,1\n", "not facts", "xxx…"),
    unusable("column that colours the screen", "case_id,\x1b[31mred\nB-1,1\n", "'\\x1b[31mred'"),
    unusable("header line too long", f"case_id{',' * 100_000}\n", "line 1: the line has 100000 bytes or more"),
    unusable("semicolons", "case_id;money_held\nB-1;true\n", "line 1: ';' stands between the columns"),
    unusable("tabs", "case_id\tmoney_held\nB-1\ttrue\n", "line 1: '\\t' stands between the columns"),
    unusable("bars", "case_id|money_held\nB-1|true\n", "line 1: '|' stands between the columns"),
    unusable("unclosed quote in the header", '"case_id\nB-1\n', f"line 1: {QUOTES}"),
    unusable("carriage returns alone", WHOLE.replace("\n", "\r"), "line 1: ", CARRIAGE),
    unusable("UTF-16 with a mark", WHOLE.encode("utf-16"), "line 1: this is UTF-16 text"),
    unusable("UTF-16 without a mark", WHOLE.encode("utf-16-le"), "line 1: this is UTF-16 text"),
    unusable("UTF-16, big end first", WHOLE.encode("utf-16-be"), "line 1: this is UTF-16 text"),
    unusable("UTF-32", WHOLE.encode("utf-32"), "line 1: this is UTF-16 text or no text"),
    unusable("CP1252 in the header", "case_id,dueño\n".encode("cp1252"), f"line 1: {UTF8}"),
    unusable("zeros alone", b"\0" * 100, "no text at all"),
    unusable("a Parquet file named .csv", b"PAR1\x15\x04\x15\x04L\x15\x02\x15\x00\xff\xfe\xff", "line 1: ", UTF8),
    unusable("a ZIP file named .csv", b"PK\x03\x04\x14\x00\x00\x00\x08\x00", "line 1: ", "NUL"),
    unusable("JSON named .csv", '{"case_id": "B-1"}', "line 1: ", QUOTES),
]
FOLDERS = [
    screened(
        "folder without a caseload", {"cases/notes.txt": b"x", "cases/more/a.csv": b"case_id\n1\n"}, "no Parquet or CSV"
    ),
    screened(
        "folder with one broken file", {"cases/a.csv": WHOLE.encode(), "cases/b.csv": b""}, "b.csv: the file is empty"
    ),
    screened(
        "folder with the same id in two files",
        {"cases/a.csv": b"case_id\nB-1\nB-2\n", "cases/b.csv": b"case_id\nB-1\n"},
        '"cases": 1,',
        "a.csv",
        "b.csv",
        "occurs more than once",
        code=3,
        refused=[(2, "case_id"), (2, "case_id")],
    ),
    screened(
        "file named as a formula",
        {"cases/=1+1.csv": b"case_id\nB-1,x\n", "cases/b.csv": b"case_id\nB-2\n"},
        "'=1+1.csv",
        code=3,
        refused=[(2, "")],
    ),
    screened(
        "file of another kind", {"cases.xlsx": b"PK\x03\x04"}, "cases.xlsx: a caseload is a .parquet or .csv file"
    ),
    screened("file without an ending", {"cases": WHOLE.encode()}, "cases: a caseload is a .parquet or .csv file"),
    screened(
        "folder named .csv in the folder is passed over",
        {"cases/a.csv": WHOLE.encode(), "cases/b.csv/c.txt": b"x"},
        '"cases": 2,',
        code=FINE,
    ),
    screened(
        "hidden file in the folder is passed over",
        {"cases/a.csv": WHOLE.encode(), "cases/._a.csv": b"\0\5\x16\7"},
        '"cases": 2,',
        code=FINE,
    ),
    Broken(
        "screen results that are there already",
        {"cases.csv": WHOLE.encode(), f"{OUT}/summary.json": b"{}"},
        ("screen", "cases.csv", "--state", "ca", "--on", "2026-11-22", "--out", OUT),
        UNUSABLE,
        ("out is there already", "--replace"),
    ),
]
FINES = [
    csv_screened("header only is a caseload of no cases", f"{HEADER}\n", '"cases": 0,', code=FINE),
    csv_screened("blank lines are passed over", f"\ufeff{TWO}\n\nB-1,a\n   \nB-2,b\n\n", '"cases": 2,', code=FINE),
    csv_screened("CR LF is fine", WHOLE.replace("\n", "\r\n"), '"cases": 2,', code=FINE),
    csv_screened("no line end at the end is fine", WHOLE.rstrip(), '"cases": 2,', code=FINE),
    csv_screened("columns in another order are fine", "money_held,case_id\ntrue,B-1\n", '"cases": 1,', code=FINE),
    csv_screened(
        "quotes around everything are fine", '"case_id","bypass_owner"\n"B-1","a ""b"", c"\n', '"cases": 1,', code=FINE
    ),
    csv_screened(
        "cut off at the end of a row is not to be seen", WHOLE[: WHOLE.index("B-2")], '"cases": 1,', code=FINE
    ),
]
CASES = CUTS + SHAPES + HEADERS + FOLDERS + FINES
