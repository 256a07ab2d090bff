"""Accounts, and conflicts of interest, which go with the records of the case and of the person."""

from __future__ import annotations

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Lower

ROLES = ("intake", "caseworker", "supervisor", "attorney", "auditor", "policy_analyst", "records_officer", "admin")
GOES_WITH_PERSON = """
ALTER TABLE staff_conflict ADD CONSTRAINT conflict_goes_with_person
    FOREIGN KEY (person_id) REFERENCES casework_person ON DELETE CASCADE
"""
KEPT = "ALTER TABLE staff_conflict DROP CONSTRAINT conflict_goes_with_person"


class Migration(migrations.Migration):
    """Makes the tables."""

    initial = True
    dependencies = [("casework", "0092_assignments")]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("sign_in", models.CharField(max_length=100, unique=True)),
                ("name", models.CharField(max_length=100)),
                ("team", models.CharField(blank=True, default="", max_length=64)),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(choices=[(role, role) for role in ROLES], max_length=20), size=None
                    ),
                ),
                ("language", models.CharField(default="en", max_length=8)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="casework.office",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(Lower("sign_in"), name="account_sign_in_once"),
                    models.UniqueConstraint(Lower("name"), name="account_name_once"),
                ]
            },
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said_by", models.CharField(max_length=100)),
                ("said_on", models.DateField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conflicts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.case",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(case__isnull=False) ^ models.Q(person__isnull=False),
                        name="conflict_names_one",
                    ),
                    models.UniqueConstraint(
                        fields=("account", "case", "person"), name="conflict_once", nulls_distinct=False
                    ),
                ]
            },
        ),
        migrations.RunSQL(GOES_WITH_PERSON, KEPT),
    ]
