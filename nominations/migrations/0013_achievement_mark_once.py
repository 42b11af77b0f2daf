from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("nominations", "0012_achievement_mark")]

    operations = [
        migrations.AddConstraint("achievement", models.UniqueConstraint(fields=["nominee", "mark"], name="achievement_mark")),
    ]
