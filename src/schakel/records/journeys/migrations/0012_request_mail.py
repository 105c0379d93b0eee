from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("journeys", "0011_enquiries")]

    operations = [
        migrations.AddField(
            model_name="request",
            name="mail",
            field=models.CharField(
                blank=True, default="", editable=False, help_text="a hash", max_length=64, verbose_name="mail it came from"
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.UniqueConstraint(condition=~Q(mail=""), fields=("mail",), name="request_once_per_mail"),
        ),
    ]
