"""Cases that only named accounts may open."""

from __future__ import annotations

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the table."""

    dependencies = [("staff", "0003_own_passwords"), ("casework", "0103_journal_for_supervisors")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seal", to="casework.case"
                    ),
                ),
                (
                    "may_open",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("because", models.CharField(max_length=300)),
                ("set_by", models.CharField(max_length=100)),
                ("set_on", models.DateField()),
            ],
        ),
    ]
