"""An account: who signs in, under which name the journal keeps what they do, and what they are in the office."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from caseclose.casework.models import Office
from caseclose.closure.commands import Actor
from caseclose.closure.steps import Role
from caseclose.staff.roles import StaffRole, acting_roles, role_for

NAME_LENGTH = 100


class AccountBook(BaseUserManager["Account"]):
    """Finds accounts by the name under which they sign in, however it is capitalised."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account that signs in under this name. Raises Account.DoesNotExist."""
        return self.get(sign_in__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who works here.

    `name` is what the journal keeps. No two accounts have the same one, however it is capitalised: who proposed and who
    approved are told apart by it. An account is never deleted; one that is not active cannot sign in. `language` is
    that of its pages at every computer; empty, as the browser asks. `must_choose_password`: somebody else knows it.
    """

    sign_in = models.CharField(max_length=NAME_LENGTH, unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="accounts")
    team = models.CharField(max_length=64, blank=True, default="")
    roles = ArrayField(models.CharField(max_length=20, choices=[(role.value, role.value) for role in StaffRole]))
    language = models.CharField(max_length=8, blank=True, default="")
    is_active = models.BooleanField(default=True)
    must_choose_password = models.BooleanField(default=False)

    USERNAME_FIELD = "sign_in"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountBook()

    class Meta:
        """Each name stands once, whatever its capitals."""

        constraints = (
            models.UniqueConstraint(Lower("sign_in"), name="account_sign_in_once"),
            models.UniqueConstraint(Lower("name"), name="account_name_once"),
        )

    def has(self, *roles: StaffRole) -> bool:
        """Say whether the account has one of these roles."""
        return not {role.value for role in roles}.isdisjoint(self.roles)

    def actor_for(self, command: str) -> Actor | None:
        """Return as whom the account takes the step `command` of a closing; None where its roles may not."""
        role = role_for(command, self.roles)
        return Actor(self.name, role) if role else None

    def actor(self, *preferred: Role) -> Actor | None:
        """Return as whom the account does what is no step of a closing: in the first preferred role that it has."""
        has = acting_roles(self.roles)
        role = next((each for each in preferred if each in has), has[0] if has else None)
        return Actor(self.name, role) if role else None
