"""Cases, the people on them and the offices that work them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the tables."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Office",
            fields=[
                ("code", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=2)),
                ("name", models.CharField(max_length=200)),
                ("zone", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_name", models.CharField(blank=True, max_length=200)),
                ("family_name", models.CharField(blank=True, max_length=200)),
                ("born_on", models.DateField(null=True)),
                ("died_on", models.DateField(null=True)),
                ("language", models.CharField(default="en", max_length=8)),
                ("family_violence", models.BooleanField(default=False)),
                ("mailing_address", models.JSONField(default=list)),
                ("substitute_address", models.JSONField(default=list)),
                (
                    "safe_contact",
                    models.CharField(
                        choices=[("mail", "Mail"), ("phone", "Phone"), ("email", "Email"), ("none", "None")],
                        default="mail",
                        max_length=8,
                    ),
                ),
                ("electronic_consent_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("number", models.CharField(max_length=64, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("enforcement", "Enforcement"),
                            ("payment_processing", "Payment Processing"),
                            ("state_debt_only", "State Debt Only"),
                            ("closed", "Closed"),
                        ],
                        default="enforcement",
                        max_length=20,
                    ),
                ),
                ("service_basis", models.CharField(blank=True, max_length=32)),
                ("opened_on", models.DateField()),
                ("enforcement_closed_on", models.DateField(null=True)),
                ("responding", models.BooleanField(null=True)),
                ("reopened_on", models.DateField(null=True)),
                ("application_fee_cents", models.IntegerField(default=0)),
                ("office", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="casework.office")),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases_opened",
                        to="casework.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RelatedCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="related", to="casework.case"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="related_to", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("custodial_party", "Custodial Party"),
                            ("noncustodial_parent", "Noncustodial Parent"),
                            ("alleged_father", "Alleged Father"),
                            ("child", "Child"),
                        ],
                        max_length=20,
                    ),
                ),
                ("paternity_established", models.BooleanField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="participants", to="casework.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="casework.person"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "person", "role"), name="part_once")],
            },
        ),
    ]
