"""The access table: which role may open which page how, and what it needs for that. Whatever has no row is not there.

Each area of screens has its rows in its own `access.toml`, by the name of the URL:

    [case]
    get = ["caseworker", "supervisor"]    # who may look; "everyone" is every role
    post = ["supervisor"]                 # who may send something; left out, nobody may
    need = "case"                         # "public", "signed_in", or "case": the case named in the address
    nav = { place = 10, en = "Queue", es = "Cola" }   # where it stands in the menu, if it does
    demo = true                           # only in the demonstration
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Literal

import msgspec

from caseclose.staff.roles import StaffRole
from caseclose.web.areas import SAFE, rows_of

EVERYONE = frozenset(StaffRole)


class Nav(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of the menu: its place, and what it is called."""

    place: int
    en: str
    es: str


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    need: Literal["public", "signed_in", "case"]
    get: list[str] = []
    post: list[str] = []
    nav: Nav | None = None
    demo: bool = False
    before_second_factor: bool = False
    before_own_password: bool = False


class Row(msgspec.Struct, frozen=True):
    """Who may do what at one URL.

    `before_second_factor`: also while the account must still set one up; `before_own_password`: also while it must
    still choose a password of its own.
    """

    name: str
    need: str
    get: frozenset[StaffRole]
    post: frozenset[StaffRole]
    nav: Nav | None
    demo: bool
    before_second_factor: bool
    before_own_password: bool

    @property
    def public(self) -> bool:
        """Whether nobody need be signed in."""
        return self.need == "public"

    def roles(self, method: str) -> frozenset[StaffRole]:
        """Return who may use this method. Of a public page, whoever it is: everyone, where there is such a method."""
        return self.get if method in SAFE else self.post if method == "POST" else frozenset()


@cache
def access_table() -> dict[str, Row]:
    """Return the rows of all areas by the name of their URL. Raises ValueError where two areas have the same name."""
    rows = rows_of("caseclose.staff.screens")
    return {name: _row(name, msgspec.convert(written, _Written)) for name, written in rows.items()}


def _row(name: str, written: _Written) -> Row:
    return Row(
        name,
        written.need,
        _roles(written.get),
        _roles(written.post),
        written.nav,
        written.demo,
        written.before_second_factor,
        written.before_own_password,
    )


def _roles(written: list[str]) -> frozenset[StaffRole]:
    return EVERYONE if "everyone" in written else frozenset(StaffRole(each) for each in written)


def may_open(name: str, roles: Collection[str], method: str = "GET") -> bool:
    """Say whether somebody with these roles may use the page, so that nobody is offered what would be refused."""
    return not access_table()[name].roles(method).isdisjoint(StaffRole(role) for role in roles)
