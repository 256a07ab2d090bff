"""Two administrators who act on each other at the same moment leave one who can look after accounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from caseclose.closure.refused import Refused
from caseclose.staff.models import Account
from caseclose.staff.people import changing, locking
from caseclose.staff.people.changing import as_it_is, change, reset_second_factor, sorted_roles
from caseclose.staff.people.telling import By
from tests.casework import factories as make
from tests.proofs.crew import Crew, Wish
from tests.staff.office import account

pytestmark = pytest.mark.usefixtures("clean_database")
ROUNDS = 25
Deed = Callable[[Account, Account], None]


def two_admins(nth: int) -> tuple[Account, Account]:
    Account.objects.update(is_active=False)
    return account("admin", name=f"one {nth}"), account("admin", name=f"two {nth}")


def no_role_left(by: Account, whom: Account) -> None:
    seen = as_it_is(whom)
    change(whom.pk, sorted_roles(replace(seen, roles=("caseworker",))), deed_of(by), seen=seen)


def may_not_sign_in(by: Account, whom: Account) -> None:
    seen = as_it_is(whom)
    change(whom.pk, replace(seen, active=False), deed_of(by), seen=seen)


def deed_of(by: Account) -> By:
    return By(by.name, make.DAY, make.at_noon(make.DAY))


def a_wish(deed: Deed, by: Account, whom: Account) -> Wish:
    def wanted() -> tuple[str, ...]:
        deed(by, whom)
        return ("done",)

    return Wish("change", by.name, wanted)


def admins_left() -> int:
    return Account.objects.filter(roles__contains=["admin"], is_active=True).count()


def rounds(*deeds: Deed) -> tuple[list[int], int]:
    """How many administrators each round leaves, and how many were refused."""
    left, refused = [], 0
    with Crew(2) as crew:
        for nth in range(ROUNDS):
            one, two = two_admins(nth)
            first, second = deeds[nth % len(deeds)], deeds[(nth + 1) % len(deeds)]
            acts = crew.at_once([a_wish(first, one, two), a_wish(second, two, one)])
            assert [act.refused for act in acts if act.refused.startswith("!")] == []
            refused += sum(bool(act.refused) for act in acts)
            left.append(admins_left())
    return left, refused


def test_of_two_who_take_away_each_others_role_or_sign_in_one_is_refused_and_one_is_left() -> None:
    assert rounds(no_role_left, may_not_sign_in) == ([1] * ROUNDS, ROUNDS)


def test_without_the_lock_the_last_one_would_be_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def unlocked(pk: int, by: By) -> Account:
        assert by.name
        return Account.objects.get(pk=pk)

    monkeypatch.setattr(changing, "lock_account", unlocked)
    left, _ = rounds(no_role_left)
    assert 0 in left


def test_one_who_is_no_admin_any_more_does_nothing_that_was_begun_before() -> None:
    one, two = two_admins(0)
    no_role_left(one, two)
    for deed in (no_role_left, lambda by, whom: reset_second_factor(whom.pk, deed_of(by))):
        with pytest.raises(Refused) as refused:
            deed(two, one)
        assert refused.value.rule == "not_an_admin"
    assert (admins_left(), locking.is_admin(one.roles, active=True)) == (1, True)
