"""caseclose form: the request form, blank or made for a case, and whether every form is right."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import click

from caseclose.cli.console import CHECK_FAILED, OK, out, print_json, stop
from caseclose.cli.form_returned import check_returned, returned
from caseclose.cli.options import as_json, language, load_policy, policy_dirs, state_option
from caseclose.cli.wiring import ready
from caseclose.forms.build import CannotBuild, build, build_all
from caseclose.forms.check import faults_in
from caseclose.forms.codes import BadCode, BadKey, case_of_code, form_code, read_code
from caseclose.forms.examine import Examined, examine
from caseclose.forms.filling import SERVICES, CannotPrefill, Prefilled, fill
from caseclose.forms.made_ahead import NotBuilt, blank_form
from caseclose.forms.sheet import Sheet, every_sheet, sheet
from caseclose.law.errors import UnknownName
from caseclose.law.policy import Policy

NO_LAYOUT = (
    "Forms are laid out by WeasyPrint and Pango. Install them: pip install 'caseclose[forms]', and on Debian "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0"
)
key_file = click.option(
    "--key-file",
    envvar="CASECLOSE_FORM_KEY_FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file with your agency's secret, from which form codes are made.",
)


@click.group()
def form() -> None:
    """The Voluntary Case Closure Request: a PDF to fill in."""


@form.command()
@state_option(required=True)
@click.option("--office", metavar="X", help="The office; it can be left out where a state has one only.")
@language
@click.option("--case", "case_number", default="", metavar="N", help="Print this case number on the form.")
@click.option("--name", default="", metavar="NAME", help="Print the name of the person who asks.")
@click.option("--stop", "services", multiple=True, type=click.Choice(SERVICES), help="Tick a service that shall stop.")
@key_file
@click.option(
    "--out", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
@click.option("--replace", is_flag=True, help="Write over a file that is there already.")
@policy_dirs
@as_json
def request(
    state: str, office: str | None, lang: str, case_number: str, name: str, services: tuple[str, ...],
    key_file: Path | None, path: Path, policy_dirs: tuple[Path, ...], *, replace: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write the form of an office, blank or made for a case.

    With --case and a key file the form carries a code, printed and drawn, by which a scan that comes back finds its
    case: see `caseclose form find`. Nothing about the other parent is ever printed.
    """
    if path.exists() and not replace:
        stop(f"{path} is there already", todo="Name another file, or use --replace to write it anew.")
    asked = _sheet(load_policy(policy_dirs), state.lower(), office, lang)
    code = _code(case_number, key_file) if case_number else ""
    known = Prefilled(case_number=case_number, name=name, services=services, code=code)
    try:
        data = fill(_blank(asked), asked, known)
    except CannotPrefill as error:
        stop(str(error), todo="Nothing was written.")
    path.write_bytes(data)
    if as_json:
        print_json({"file": str(path), "state": asked.state, "office": asked.office, "lang": lang, "title": asked.title,
                    "code": code or None, "sha256": sha256(data).hexdigest()})  # fmt: skip
        return
    out().print(f"Wrote {path}: {asked.title}, {asked.agency}.", markup=False)
    if code:
        out().print(f"Form code: {code}", markup=False)
    elif case_number:
        out().print(
            "It carries no form code: no key file is named (--key-file or CASECLOSE_FORM_KEY_FILE).", markup=False
        )


@form.command()
@click.option("--state", metavar="XX", help="Only the forms of this state.")
@click.option(
    "--case", "case_number", default="", metavar="N", help="Check a form that came back, said to be of case N."
)
@click.option(
    "--code", default="", metavar="CODE", help="With --case: the code on it, as a scanner read it or as typed."
)
@click.option(
    "--form",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With --case: the form as a file, where it was filled in on a screen.",
)
@key_file
@language
@policy_dirs
@as_json
def check(
    state: str | None, case_number: str, code: str, path: Path | None, key_file: Path | None, lang: str,
    policy_dirs: tuple[Path, ...], *, as_json: bool,
) -> None:  # fmt: skip
    """Check every form: fields, tooltips, tab order, structure, text, filling in, reading level, the same bytes twice.

    With --case, hold a form that came back against the records instead: that there is such a case, that its number
    stands on the form, and that the code is its own. Exits with 1 when anything is wrong.
    """
    policy = load_policy(policy_dirs)
    if case_number:
        found_on_it = returned(path, code)
        if found_on_it.codes and key_file is None:
            stop("no key file is named", todo="Name it with --key-file or CASECLOSE_FORM_KEY_FILE.")
        key = _key(key_file) if key_file is not None else b""
        raise SystemExit(check_returned(case_number, found_on_it, key, policy, lang, as_json=as_json))
    if code or path is not None:
        stop("--code and --form go with --case", todo="Name the case that the form is said to be of.")
    if state and state.lower() not in policy.states:
        stop(f"there is no policy for '{state}'", todo=f"There is policy for: {', '.join(policy.states)}.")
    found = [examine(each) for each in every_sheet(policy) if state is None or each.state == state.lower()]
    faults = sum(len(each.faults) for each in found)
    if as_json:
        print_json({"ok": not faults, "forms": [_row(each) for each in found]})
        raise SystemExit(CHECK_FAILED if faults else OK)
    for each in found:
        level = "index" if each.form.lang == "es" else "grade"
        out().print(f"{each.form.key}: {level} {each.level}, built again: {each.again}", markup=False)
        for fault in each.faults:
            out().print(f"  {fault.check.replace('_', ' ')}: {fault.what}", markup=False)
    out().print(
        f"{len(found)} forms, {faults} faults. pdfua checks a part of PDF/UA-1; veraPDF was not run.", markup=False
    )
    raise SystemExit(CHECK_FAILED if faults else OK)


@form.command("build")
@click.option("--into", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write to.")
@policy_dirs
@as_json
def build_forms(into: Path, policy_dirs: tuple[Path, ...], *, as_json: bool) -> None:
    """Build the form of every state, office and language, and record what each was made from.

    The forms that ship with Caseclose are in src/caseclose/forms/made. Needs caseclose[forms], and Pango.
    """
    try:
        built = build_all(load_policy(policy_dirs), into)
    except CannotBuild as error:
        stop(f"forms cannot be laid out here: {error}", todo=NO_LAYOUT)
    if as_json:
        print_json({"into": str(into), "forms": [each.key for each in built]})
    else:
        out().print(f"Built {len(built)} forms into {into}.", markup=False)


@form.command()
@click.argument("code")
@key_file
@as_json
def find(code: str, key_file: Path | None, *, as_json: bool) -> None:
    """Find the case that a form code was made for: type the CODE from a form that came back."""
    from caseclose.casework.selectors.numbers import case_numbers

    if key_file is None:
        stop("no key file is named", todo="Name it with --key-file or CASECLOSE_FORM_KEY_FILE.")
    try:
        printed, key = read_code(code), _key(key_file)
        ready()
        case = case_of_code(printed, case_numbers(), key)
    except (BadCode, BadKey) as error:
        stop(str(error), todo="Nothing was looked up.")
    if case is None:
        stop(f"no case has the form code {printed}", todo="Find the case by what the person wrote on the form.")
    if as_json:
        print_json({"code": printed, "case": case})
    else:
        out().print(f"{printed} is case {case}.", markup=False)


def _sheet(policy: Policy, state: str, office: str | None, lang: str) -> Sheet:
    try:
        return sheet(policy, state, office, lang)
    except UnknownName as error:
        stop(str(error), todo="Name a state with --state, and one of its offices with --office.")


def _blank(asked: Sheet) -> bytes:
    """The form as built ahead, or built now where an agency's own policy asks for another."""
    try:
        return blank_form(asked)
    except NotBuilt as missing:
        try:
            built = build(asked)
        except CannotBuild:
            stop(str(missing), todo=f"{NO_LAYOUT}. Then try again.")
        faults = [fault.what for fault in faults_in(built, asked)]
        if faults:
            stop(f"the form {asked.key} is not right: {'; '.join(faults)}", todo="Shorten what your policy says on it.")
        return built


def _key(path: Path) -> bytes:
    try:
        return path.read_bytes().strip()
    except OSError as error:
        stop(f"{path}: {error.strerror or error}", todo="Name a file with your agency's secret in it.")


def _code(case_number: str, path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return form_code(case_number, _key(path))
    except BadKey as error:
        stop(f"{path}: {error}", todo="Make one with: openssl rand -hex 32")


def _row(found: Examined) -> dict[str, object]:
    return {
        "state": found.form.state,
        "office": found.form.office,
        "lang": found.form.lang,
        "level": found.level,
        "hardest": found.hardest,
        "built_again": found.again,
        "faults": [{"check": fault.check, "what": fault.what} for fault in found.faults],
    }
