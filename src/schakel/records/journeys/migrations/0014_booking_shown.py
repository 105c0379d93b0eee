from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journeys", "0013_ambassador_reminded")]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="shown",
            field=models.DateTimeField(blank=True, null=True, verbose_name="name shown to the host"),
        ),
    ]
