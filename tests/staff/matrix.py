"""The access matrix: every role at every address, by every method, on every kind of case; and what answers wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from django.test import Client

from caseclose.casework.models import Case, Person
from caseclose.staff.access.table import Row, access_table
from caseclose.staff.models import Account, Conflict, Seal
from caseclose.staff.roles import StaffRole
from tests.casework import factories as make
from tests.staff.addresses import address, names_case
from tests.staff.office import account, signed_in

OWN, PROTECTED, OTHER, CONFLICT, RELATIVE, MISSING = "own", "protected", "other", "conflict", "relative", "missing"
SEALED, OPENED = "sealed", "opened"
"""A sealed case: one that nobody here may open, and one that is sealed for everybody here."""
HIDDEN = frozenset({OTHER, CONFLICT, RELATIVE, MISSING, SEALED})
KINDS = (OWN, PROTECTED, OTHER, CONFLICT, RELATIVE, MISSING, SEALED, OPENED)
ANY_OFFICE = frozenset({StaffRole.AUDITOR})
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
CANARY = "Zzcanary"
"""Stands in everything about the protected person that no page may show."""
_DRAWN = re.compile(r'<code>[0-9A-F]{8}</code>|name="csrfmiddlewaretoken" value="\w+"|name="next" value="[^"]*"')
"""What differs between two pages of an error: its number, the form's token, and the address that was asked for."""


def an_office_with_cases() -> Person:
    """Cases of every kind, numbered by it. Returns the relative of those who have a conflict."""
    make.a_case(OWN)
    make.a_case(OTHER, zone="America/Denver")
    for number in (CONFLICT, SEALED, OPENED):
        make.a_case(number)
    relative = make.opened_by(make.a_case(RELATIVE))
    kept_safe = make.opened_by(make.a_case(PROTECTED))
    Person.objects.filter(pk=kept_safe.pk).update(
        given_name=CANARY,
        family_name=CANARY,
        family_violence=True,
        mailing_address=[CANARY],
        substitute_address=[CANARY],
    )
    return relative


def everyone(relative: Person) -> dict[StaffRole, Account]:
    """An account for each role, each with a case of its own and a relative on another."""
    found = {role: account(role.value) for role in StaffRole}
    for who in found.values():
        Conflict.objects.create(account=who, case=Case.objects.get(number=CONFLICT), said_by="admin", said_on=make.DAY)
        Conflict.objects.create(account=who, person=relative, said_by="admin", said_on=make.DAY)
    for number, may_open in ((SEALED, []), (OPENED, [who.pk for who in found.values()])):
        Seal.objects.create(
            case_id=number, may_open=may_open, because="as a court said", set_by="admin", set_on=make.DAY
        )
    return found


def faults(names: list[str]) -> Iterator[str]:
    """Ask everything at these addresses, and tell of each answer that the table does not have so."""
    people = everyone(an_office_with_cases())
    browsers = {role: signed_in(who) for role, who in people.items()}
    for name in names:
        row = access_table()[name]
        yield from _faults_of_methods(row, browsers[StaffRole.CASEWORKER])
        yield from _faults_of_strangers(row)
        for role, browser in browsers.items():
            missing = cache(partial(_missing, row, browser))
            for kind in KINDS if names_case(name) else (OWN,):
                for method in METHODS[:3]:
                    yield from _fault(row, browser, role, kind, method, missing)


def _faults_of_methods(row: Row, browser: Client) -> Iterator[str]:
    """A method that the row does not have is refused, whoever asks."""
    for method in METHODS:
        if not row.roles(method) and not row.demo:
            status = browser.generic(method, address(row.name, OWN)).status_code
            if status != 405:
                yield f"{row.name} {method}: {status}"


def _faults_of_strangers(row: Row) -> Iterator[str]:
    """Whoever is not signed in sees only what is public."""
    stranger = Client(headers={"host": "localhost"})
    method = "GET" if row.get else "POST"
    answer = stranger.generic(method, address(row.name, OWN))
    sent_to_sign_in = answer.status_code == 302 and answer.headers["Location"].startswith(address("account_login"))
    if not row.public and not row.demo and not sent_to_sign_in:
        yield f"{row.name} {method}, nobody signed in: {answer.status_code}"


def _fault(
    row: Row, browser: Client, role: StaffRole, kind: str, method: str, missing: Callable[[str], str]
) -> Iterator[str]:
    """Ask one thing. `missing` returns the page of a case that is not there, by the method."""
    if not row.roles(method) or row.public or row.demo:
        return
    answer = browser.generic(method, address(row.name, kind))
    told = f"{row.name} {method}, {role}, {kind}: {answer.status_code}"
    if role not in row.roles(method):
        wrong = answer.status_code != 403
    elif row.need == "case" and kind in HIDDEN and not (kind == OTHER and role in ANY_OFFICE):
        wrong = answer.status_code != 404 or _without_tokens(answer.content) != missing(method)
    else:
        wrong = answer.status_code in {403, 405} or answer.status_code >= 500 or (
            row.need == "case" and answer.status_code == 404
        )  # fmt: skip
    if wrong or CANARY.encode() in answer.content:
        yield told


def _missing(row: Row, browser: Client, method: str) -> str:
    return _without_tokens(browser.generic(method, address(row.name, MISSING)).content)


def _without_tokens(page: bytes) -> str:
    """Return a page but for its number of an error and its tokens."""
    return _DRAWN.sub("", page.decode())
