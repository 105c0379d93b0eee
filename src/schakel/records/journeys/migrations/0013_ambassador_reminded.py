from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journeys", "0012_request_mail")]

    operations = [
        migrations.AddField(
            model_name="ambassador",
            name="answer_by",
            field=models.DateField(blank=True, null=True, verbose_name="answer by"),
        ),
        migrations.AddField(
            model_name="ambassador",
            name="reminded",
            field=models.DateTimeField(blank=True, null=True, verbose_name="reminded of the question"),
        ),
    ]
