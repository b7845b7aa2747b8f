from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep what a check found, so that nothing damaged is handed out as sound."""

    dependencies = [("files", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="damaged_at",
            field=models.DateTimeField(null=True, editable=False, verbose_name="found damaged at"),
        ),
    ]
