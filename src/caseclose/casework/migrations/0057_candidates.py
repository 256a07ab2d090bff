"""What the newest screening of the records found."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the table of candidates."""

    dependencies = [("casework", "0032_requests_that_stand")]

    operations = [
        migrations.CreateModel(
            name="Candidate",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="candidate",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("closable_under", models.JSONField()),
                ("held_by", models.JSONField()),
                ("must_close", models.BooleanField()),
                ("screened_on", models.DateField()),
                ("policy", models.CharField(max_length=80)),
            ],
        ),
    ]
