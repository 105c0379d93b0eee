from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_home_and_permit"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="skillclaim",
            index=models.Index(fields=["uri", "level", "tier", "profile"], name="who_has_a_skill"),
        ),
        migrations.AddIndex(
            model_name="languageclaim",
            index=models.Index(fields=["language", "cefr", "profile"], name="who_speaks_a_language"),
        ),
    ]
