"""An index of what supervisors count in the journal: cases opened again, and cases given to somebody."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes a small index."""

    dependencies = [("casework", "0102_batches_of_offices")]

    operations = [
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(
                fields=["kind", "on"],
                condition=models.Q(kind__in=["CaseReopened", "CaseAssigned"]),
                name="journal_for_supervisors",
            ),
        ),
    ]
