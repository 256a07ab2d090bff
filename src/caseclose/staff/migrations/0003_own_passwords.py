"""A password that somebody else drew must be replaced; and an account may leave its language to the browser."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Changes the accounts."""

    dependencies = [("staff", "0002_saved_views")]

    operations = [
        migrations.AddField("account", "must_choose_password", models.BooleanField(default=False)),
        migrations.AlterField("account", "language", models.CharField(blank=True, default="", max_length=8)),
    ]
