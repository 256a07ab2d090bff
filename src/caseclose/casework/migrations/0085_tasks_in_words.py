"""What a task asks is a text of the book of tasks with values. Tasks that were stored in words alone keep them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes two columns."""

    dependencies = [("casework", "0090_day_of_mailing")]

    operations = [
        migrations.AddField(
            model_name="task", name="says", field=models.CharField(blank=True, default="", max_length=40)
        ),
        migrations.AddField(model_name="task", name="said", field=models.JSONField(null=True)),
    ]
