"""The day on which a letter was mailed, by the vendor's proof."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the day to the outbox, and an index for the letters that have none yet."""

    dependencies = [("casework", "0061_notices_and_tasks")]

    operations = [
        migrations.AddField("outboxmessage", "mailed_on", models.DateField(null=True)),
        migrations.AddIndex(
            "outboxmessage",
            models.Index(
                fields=["sent_on"],
                condition=models.Q(("mailed_on", None), ("party", "mail_vendor"), ("state", "sent")),
                name="outbox_not_proven",
            ),
        ),
    ]
