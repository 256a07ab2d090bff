"""caseclose assess: what the law says of one case, and the answer to a request to close it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from caseclose.caseload.columns import CaseloadError
from caseclose.caseload.one_case import OneCase, read_case
from caseclose.cli import options
from caseclose.cli.assess_json import assessment_json
from caseclose.cli.assess_words import print_assessment
from caseclose.cli.console import print_json, stop
from caseclose.cli.wiring import ready
from caseclose.closure.assessment import assess as weigh
from caseclose.closure.request import answer_request, with_request
from caseclose.law.facts import FactBook


@click.command()
@click.argument("path", metavar="FACTS", type=click.Path(path_type=Path), required=False)
@click.option(
    "--state",
    metavar="XX",
    help="The state whose policy to use, such as ca or ar; us is the federal rule "
    "alone. Of a case on record it is the state of its office.",
)
@options.day_option(required=True)
@click.option("--case", "case_id", default="", metavar="ID", help="Which case: of FACTS, or of the case records.")
@click.option("--request", is_flag=True, help="Also answer a request to close, with what would end and what goes on.")
@options.language
@options.policy_dirs
@options.as_json
def assess(
    path: Path | None,
    state: str | None,
    on: date,
    case_id: str,
    lang: str,
    policy_dirs: tuple[Path, ...],
    *,
    request: bool,
    as_json: bool,
) -> None:
    """Say under which criteria one case could be closed on a day, why, and what is missing.

    FACTS is a .toml or .json file with the facts of one case (see: caseclose facts template), or a Parquet or CSV
    caseload with --case. Without FACTS, --case names a case in the case records.
    """
    book = options.load_policy(policy_dirs)
    if path is None:
        case, state = _on_record(case_id, state, on)
    elif state is None:
        raise click.UsageError("Missing option '--state'.")
    else:
        case = _in_file(path, book.facts, on, case_id)
    law = options.load_law(book, state, on)
    if request:
        case = asked(case)
    assessment = weigh(law, case.facts, lang)
    answer = answer_request(law, case.facts, lang) if request else None
    if as_json:
        print_json(assessment_json(case, assessment, answer, lang))
    else:
        print_assessment(case, assessment, answer, lang)


def _in_file(path: Path, facts: FactBook, on: date, case_id: str) -> OneCase:
    try:
        return read_case(path, facts, on, case_id)
    except CaseloadError as error:
        stop(str(error), todo=error.todo)


def _on_record(number: str, state: str | None, on: date) -> tuple[OneCase, str]:
    """Read a case from the records, with the state whose policy applies to it."""
    if not number:
        raise click.UsageError("name FACTS, or a case on record with --case")
    ready()
    from caseclose.casework.facts.reading import BadRecords
    from caseclose.casework.models import Case
    from caseclose.casework.selectors.facts import facts_of_case

    found = Case.objects.filter(number=number).select_related("office").first()
    if found is None:
        stop(f"there is no case {number}")
    if state is not None and state.lower() != found.state.lower():
        stop(f"case {number} is worked in {found.state}, not in {state}", todo="Leave --state out.")
    try:
        known = facts_of_case(number, on)
    except BadRecords as error:
        stop(f"the records of case {number} cannot be read:\n{error}", todo="Bring them right first.")
    return OneCase(number, known.facts, dict(known.sources)), found.state


def asked(case: OneCase) -> OneCase:
    """Return the case with the request itself as a fact, where the person who asks may ask."""
    facts = with_request(case.facts)
    added = {name: "the request itself" for name in facts if name not in case.facts}
    return OneCase(case.case_id, facts, {**case.sources, **added})
