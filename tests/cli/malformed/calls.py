"""Calls that cannot be: days, states, cases, files and options that are none."""

from __future__ import annotations

from tests.cli.malformed.broken import FINE, ON, OUT, REFUSED, UNUSABLE, Broken

CASE = {"case.toml": b'case_id = "A-1"\ncurrent_order = false\n'}
CSV = b"case_id,arrears_total\nB-1,5.00\nB-2,five\nB-2,6.00\nB-3,7.00\nB-4\n"
TABLE = {"cases.csv": CSV}
GOOD = {"cases.csv": b"case_id\nB-1\n"}


def day(written: str, *says: str) -> Broken:
    command = ("assess", "case.toml", "--state", "ca", "--on", written)
    return Broken(f"call on {written!r}", CASE, command, UNUSABLE, says)


def state(written: str, *says: str) -> Broken:
    command = ("assess", "case.toml", "--state", written, "--on", "2026-11-22")
    return Broken(f"call in {written!r}", CASE, command, UNUSABLE, says)


def call(name: str, files: dict[str, bytes], command: str, *says: str, code: int = UNUSABLE) -> Broken:
    return Broken(f"call {name}", files, tuple(command.split(" ")), code, says)


def picked(name: str, case: str, *says: str, code: int = UNUSABLE) -> Broken:
    command = ("assess", "cases.csv", *ON, *(("--case", case) if case else ()))
    return Broken(f"call for {name}", TABLE, command, code, says)


DAYS = [
    day("2026-02-30", "--on", "'2026-02-30' is not a day of the calendar"),
    day("2026-13-01", "'2026-13-01' is not a day of the calendar"),
    day("11/22/2026", "'11/22/2026' is not a date; write year (four digits), month and day"),
    day("26-11-22", "'26-11-22' is not a date"),
    day("20261122", "'20261122' is not a date"),
    day("2026-11-22T00:00", "is not a date"),
    day("2026-W47-7", "'2026-W47-7' is not a date"),
    day("today", "'today' is not a date"),
    day("", "'' is not a date"),
    day("٢٠٢٦-11-22", "is not a date"),
    day("0001-01-01", "0001-01-01 is not a likely date; years run from 1900 to 2200"),
    day("9999-12-31", "9999-12-31 is not a likely date"),
    day("1999-04-08", "no rule is known that was in force on 1999-04-08", "The first one is in force from 1999-04-09"),
]
STATES = [
    state("zz", "There is no policy for 'zz'. There is policy for: us, ar, ca."),
    state("", "There is no policy for ''"),
    state("../ca", "There is no policy for '../ca'"),
    state("California", "There is no policy for 'california'"),
    state("[/red]", "There is no policy for '[/red]'"),
]
PICKED = [
    picked("a case that is not there", "B-9", "cases.csv: there is no case 'B-9' in it", "row 6: the row has 1 cells"),
    picked("a case that is there twice", "B-2", "cases.csv: case 'B-2' is there more than once"),
    picked("no case where there are many", "", "cases.csv: there is more than one case in it", "--case ID"),
    picked("a case that is markup", "[/red]", "there is no case '[/red]'"),
    picked("a case that is good", "B-1", "Case B-1", code=FINE),
    call(
        "for a case with a bad cell",
        {"c.csv": CSV.replace(b"B-2,6.00\n", b"")},
        f"assess c.csv {' '.join(ON)} --case B-2",
        "c.csv: row 3, column arrears_total: 'five' is not an amount",
    ),
    call(
        "for a case in a file of none",
        {"c.csv": b"case_id\n"},
        f"assess c.csv {' '.join(ON)}",
        "no row that can be read",
    ),
    call(
        "for another case than the file's", CASE, f"assess case.toml {' '.join(ON)} --case A-2", "is 'A-1', not 'A-2'"
    ),
    call(
        "for a case in a damaged file",
        {"c.parquet": b"PAR1"},
        f"assess c.parquet {' '.join(ON)} --case A",
        "c.parquet: this is not a whole Parquet file",
    ),
    call(
        "for a case in a folder of none",
        {"c/a.txt": b""},
        f"assess c {' '.join(ON)}",
        "c: there is no Parquet or CSV file",
    ),
]
FILES = [
    call("without facts", {}, f"assess {' '.join(ON)}", "name FACTS, or a case on record with --case"),
    call("of a file that is not there", {}, f"assess case.toml {' '.join(ON)}", "case.toml: No such file or directory"),
    call("of a folder named .toml", {"case.toml/a": b""}, f"assess case.toml {' '.join(ON)}", "case.toml: "),
    call(
        "of a file of another kind",
        {"case.yaml": b"a: 1"},
        f"assess case.yaml {' '.join(ON)}",
        "case.yaml: the facts of a",
    ),
    call(
        "with a language that is none",
        CASE,
        f"assess case.toml {' '.join(ON)} --lang fr",
        "'fr' is not one of 'en', 'es'",
    ),
    call("with an option that is none", CASE, f"assess case.toml {' '.join(ON)} --jason", "No such option", "--json"),
    call("of a command that is none", {}, "ases", "No such command 'ases'"),
    call(
        "to screen what is not there",
        {},
        f"screen cases.csv {' '.join(ON)} --out {OUT}",
        "there is no such file or folder",
    ),
    call("to screen into no folder", GOOD, f"screen cases.csv {' '.join(ON)}", "Missing option '--out'"),
    call("to screen into a file", GOOD | {"f": b""}, f"screen cases.csv {' '.join(ON)} --out f", "f is there already"),
    call("to screen below a file", GOOD | {"f": b""}, f"screen cases.csv {' '.join(ON)} --out f/out", "f: "),
    call(
        "to screen over other things",
        GOOD | {"o/mine.txt": b""},
        f"screen cases.csv {' '.join(ON)} --out o --replace",
        "o is not a folder of results, so it is not replaced",
    ),
    call(
        "to screen over the caseload itself",
        {"c/a.csv": b"case_id\n"},
        f"screen c {' '.join(ON)} --out c --replace",
        "c is not a folder of results",
    ),
    call(
        "to screen into a folder that is markup",
        {"a.csv": b"case_id\n1,2\n"},
        f"screen a.csv {' '.join(ON)} --out [/red]",
        "rows were refused",
        "[/red]",
        code=REFUSED,
    ),
    call("for a rule that is none", {}, "policy show us.b99", "There is no rule called 'us.b99'. Did you mean us.b9"),
    call(
        "for a rule before its time",
        {},
        "policy show us.b7 --on 1990-01-01",
        "no text of us.b7 is in force on 1990-01-01",
    ),
    call("to compare days that are none", {}, "policy diff 2016-12-31 2016-12-32", "'2016-12-32' is not a day"),
    call("with a policy folder that is not there", {}, "policy check --policy mine", "Directory 'mine' does not exist"),
    call("with a policy folder that is a file", {"mine": b""}, "policy check --policy mine", "'mine' is a file"),
    call(
        "with a broken policy",
        CASE | {"p/x.toml": b"a = 1\n"},
        f"assess case.toml {' '.join(ON)} --policy p",
        "the policy cannot be used",
        "x.toml: nobody knows what this file is",
    ),
    call(
        "for a fact that is none", {}, "facts show arears_total", "There is no fact called 'arears_total'. Did you mean"
    ),
    call("for a template of no state", {}, "facts template --state zz", "There is no policy for 'zz'"),
    call("to make no cases", {}, "caseload make m.csv --cases 0 --state ca", "0 is not in the range"),
    call("to make cases of no state", {}, "caseload make m.csv --cases 1 --state zz", "there is no policy for 'zz'"),
    call(
        "to make cases over a file",
        {"m.csv": b"x"},
        "caseload make m.csv --cases 1 --state ca",
        "m.csv is there already",
    ),
    call(
        "to make cases over other things",
        {"m/x.txt": b""},
        "caseload make m --cases 1 --state ca --replace",
        "m holds other things, such as x.txt",
    ),
    call("to make cases below a file", {"f": b""}, "caseload make f/m.csv --cases 1 --state ca", "f"),
]
CASES = DAYS + STATES + PICKED + FILES
