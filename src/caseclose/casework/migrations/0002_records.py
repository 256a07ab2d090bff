"""What is known of a case: aid, money, efforts, findings and remedies."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the tables."""

    dependencies = [
        ("casework", "0001_cases"),
    ]

    operations = [
        migrations.CreateModel(
            name="AssistancePeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("cash_aid", "Cash Aid"), ("medicaid", "Medicaid"), ("foster_care", "Foster Care")],
                        max_length=12,
                    ),
                ),
                ("begun_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assistance", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ContactAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("method", models.CharField(max_length=32)),
                ("on", models.DateField()),
                ("reached", models.BooleanField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contact_attempts", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("evidence", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=200)),
                ("received_on", models.DateField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LocateEffort",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=64)),
                ("on", models.DateField()),
                ("found", models.BooleanField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="locate_efforts", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MedicalAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begun_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="medical_assignments",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.CharField(max_length=64, unique=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("withholding", "Withholding"),
                            ("federal_offset", "Federal Offset"),
                            ("direct", "Direct"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("received_on", models.DateField()),
                ("disbursed_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "account",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("family", "Family"),
                            ("state", "State"),
                            ("refund", "Refund"),
                        ],
                        max_length=12,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("on", models.DateField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="casework.case"
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="casework.payment"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Remedy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("placed_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("party", models.CharField(blank=True, max_length=200)),
                ("cases", models.ManyToManyField(related_name="remedies", to="casework.case")),
            ],
        ),
        migrations.CreateModel(
            name="SupportOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("monthly", models.DecimalField(decimal_places=2, max_digits=12)),
                ("begun_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("medical", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateField()),
                ("family", models.DecimalField(decimal_places=2, max_digits=12)),
                ("assigned", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="balances", to="casework.case"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "as_of"), name="balance_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fact", models.CharField(max_length=64)),
                ("value", models.CharField(max_length=200)),
                ("found_on", models.DateField()),
                ("found_by", models.CharField(max_length=100)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="casework.case"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="casework.document"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "fact", "-found_on", "-id"], name="finding_newest")],
            },
        ),
    ]
