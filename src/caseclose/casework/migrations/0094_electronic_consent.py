"""Where people can be told by e-mail or text that a letter is on its way, and what they agreed to."""

from django.db import migrations, models


def _text(longest: int) -> "models.CharField[str, str]":
    return models.CharField(max_length=longest, blank=True, default="", db_default="")


class Migration(migrations.Migration):
    """Makes columns. Each has a value of its own, so that no row is written anew."""

    dependencies = [("casework", "0093_agency_addresses")]

    operations = [
        migrations.AddField("person", "email", _text(254)),
        migrations.AddField("person", "text_phone", _text(16)),
        migrations.AddField(
            "person",
            "electronic_channel",
            models.CharField(
                max_length=8,
                choices=[("email", "Email"), ("text", "Text")],
                blank=True,
                default="",
                db_default="",
            ),
        ),
        migrations.AddField("person", "electronic_contact", _text(8)),
        migrations.AddField("person", "electronic_ended_on", models.DateField(null=True)),
        migrations.AddField("person", "consent_recorded_here", models.BooleanField(default=False, db_default=False)),
    ]
