"""The journal's chain covers who acted and what was said only through a salted seal, so that these can be destroyed."""

from django.db import migrations, models

NO_ENTRY_YET = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM casework_journalentry) THEN
        RAISE EXCEPTION 'the journal was written by a trial version and cannot be carried over'
            USING HINT = 'Throw the trial database away: caseclose db reset --yes';
    END IF;
END
$$
"""
"""A chain cannot be linked anew without looking like one that somebody wrote anew."""


class Migration(migrations.Migration):
    """Adds salt and seal. The journal must be empty."""

    dependencies = [("casework", "0020_importing")]

    operations = [
        migrations.RunSQL(NO_ENTRY_YET, migrations.RunSQL.noop),
        migrations.AlterField("journalentry", "body", models.JSONField(null=True)),
        migrations.AddField(
            "journalentry", "salt", models.CharField(blank=True, default="", max_length=32), preserve_default=False
        ),
        migrations.AddField(
            "journalentry", "seal", models.CharField(default="", max_length=64), preserve_default=False
        ),
    ]
