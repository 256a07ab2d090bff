"""Holds that wait for an event, and who set and lifted them; cases of which only the number is left."""

from __future__ import annotations

from django.db import migrations, models


def _text(longest: int) -> models.CharField[str, str]:
    return models.CharField(blank=True, db_default="", max_length=longest)


class Migration(migrations.Migration):
    """Adds columns. Holds that are there keep their ends."""

    dependencies = [("casework", "0050_journal_seal")]

    operations = [
        migrations.AddField("hold", "until", _text(40)),
        *(migrations.AddField("hold", name, _text(100)) for name in ("set_by", "lift_asked_by", "lifted_by")),
        migrations.AddField("hold", "entry", models.BigIntegerField(null=True)),
        migrations.AlterField(
            "case",
            "kind",
            models.CharField(
                choices=[
                    ("enforcement", "Enforcement"),
                    ("payment_processing", "Payment Processing"),
                    ("state_debt_only", "State Debt Only"),
                    ("closed", "Closed"),
                    ("destroyed", "Destroyed"),
                ],
                default="enforcement",
                max_length=20,
            ),
        ),
    ]
