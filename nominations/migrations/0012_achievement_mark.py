import uuid

from django.db import migrations, models


def mark_each(apps, schema_editor):
    for name in ("Achievement", "HistoricalAchievement"):
        rows = apps.get_model("nominations", name).objects
        for row in rows.only("pk").iterator():
            rows.filter(pk=row.pk).update(mark=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("nominations", "0011_saved_by_form")]

    operations = [
        *(
            migrations.AddField(name, "mark", models.UUIDField(default=uuid.uuid4, editable=False))
            for name in ("achievement", "historicalachievement")
        ),
        migrations.RunPython(mark_each, migrations.RunPython.noop),
    ]
