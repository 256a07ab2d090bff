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
from caseclose.closure.assessment import assess as weigh
from caseclose.closure.request import answer_request, with_request


@click.command()
@click.argument("path", metavar="FACTS", type=click.Path(path_type=Path))
@options.state_option(required=True)
@options.day_option(required=True)
@click.option("--case", "case_id", default="", metavar="ID", help="Which case, where FACTS is a caseload.")
@click.option("--request", is_flag=True, help="Also answer a request to close, with what would end and what goes on.")
@options.language
@options.policy_dirs
@options.as_json
def assess(
    path: Path,
    state: str,
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
    caseload with --case.
    """
    book = options.load_policy(policy_dirs)
    law = options.load_law(book, state, on)
    try:
        case = read_case(path, book.facts, on, case_id)
    except CaseloadError as error:
        stop(str(error), todo=error.todo)
    if request:
        case = asked(case)
    assessment = weigh(law, case.facts, lang)
    answer = answer_request(law, case.facts, lang) if request else None
    if as_json:
        print_json(assessment_json(case, assessment, answer, lang))
    else:
        print_assessment(case, assessment, answer, lang)


def asked(case: OneCase) -> OneCase:
    """Return the case with the request itself as a fact, where the person who asks may ask."""
    facts = with_request(case.facts)
    added = {name: "the request itself" for name in facts if name not in case.facts}
    return OneCase(case.case_id, facts, {**case.sources, **added})
