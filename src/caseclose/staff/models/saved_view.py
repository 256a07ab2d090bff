"""A queue that somebody looks at often, kept under a name of their own."""

from __future__ import annotations

from django.db import models

from caseclose.staff.models.account import Account


class SavedView(models.Model):
    """The choices of a queue: what is in it, whose, and until which day. It holds no case and no name of a person."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="saved_views")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=200)

    class Meta:
        """An account has a name once."""

        constraints = (models.UniqueConstraint(fields=["account", "name"], name="saved_view_once"),)
