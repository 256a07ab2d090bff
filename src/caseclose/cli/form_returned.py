"""A form that came back, held against the records: `caseclose form check --case`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

from caseclose.cli.console import CHECK_FAILED, OK, out, print_json, stop
from caseclose.cli.wiring import ready
from caseclose.forms.codes import BadKey
from caseclose.forms.returned import NotTheForm, Returned, read_returned
from caseclose.forms.sheet import every_sheet
from caseclose.law.policy import Policy


@cache
def _book() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("form_words.toml").read_text(encoding="utf-8"))


def check_returned(number: str, form: Returned, key: bytes, policy: Policy, lang: str, *, as_json: bool) -> int:
    """Say what speaks for and against a form being of this case; return the exit code."""
    ready()
    from caseclose.casework.selectors.returned_forms import held_against_records

    try:
        found = held_against_records(number, form, key, frozenset(each.mark for each in every_sheet(policy)))
    except BadKey as error:
        stop(str(error), todo="Make one with: openssl rand -hex 32")
    words = _book()[lang]
    told = [{"says": each.says, "against": each.against, "words": words[each.says].format(case=number, **each.values)}
            for each in found]  # fmt: skip
    against = any(each.against for each in found)
    if as_json:
        print_json({"case": number, "fits": not against, "found": told})
    else:
        for row in told:
            out().print(str(row["words"]), markup=False)
        out().print(words["against" if against else "fits"], markup=False)
    return CHECK_FAILED if against else OK


def returned(path: Path | None, code: str) -> Returned:
    """Return what stands on a form: read from a file that was filled in on a screen, or typed from a scan."""
    if path is None:
        return Returned(codes=(code,) if code else ())
    try:
        return read_returned(path.read_bytes())
    except (OSError, NotTheForm) as error:
        stop(f"{path}: {error}", todo="Nothing was looked up.")
