import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.fields import search_key

BATCH = 500


def fill_text_keys(apps, schema_editor):
    """Of the dossiers that are there already, what a saved one gets by itself."""
    Dossier = apps.get_model("nominations", "Dossier")
    rows = Dossier.objects.using(schema_editor.connection.alias).only("position", "achievements")
    for first in range(0, rows.count(), BATCH):
        part = list(rows.order_by("pk")[first : first + BATCH])
        for row in part:
            row.text_key = search_key(f"{row.position} {row.achievements}")
        rows.bulk_update(part, ["text_key"])


class Migration(migrations.Migration):

    dependencies = [
        ('conferences', '0016_prize_bounds'),
        ('nominations', '0025_ranking'),
        ('organizations', '0003_list_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='dossier',
            name='screener',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='screened', to=settings.AUTH_USER_MODEL, verbose_name='cán bộ thẩm định'),
        ),
        migrations.AddField(
            model_name='dossier',
            name='screener_since',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='nhận xử lý lúc'),
        ),
        migrations.AddField(
            model_name='dossier',
            name='text_key',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='historicaldossier',
            name='screener',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cán bộ thẩm định'),
        ),
        migrations.AddField(
            model_name='historicaldossier',
            name='screener_since',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='nhận xử lý lúc'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['status', 'submitted_at', 'id'], name='dossier_queue'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('screener', None), ('screener_since', None)), models.Q(('screener__isnull', False), ('screener_since__isnull', False)), _connector='OR'), name='dossier_screener_since'),
        ),
        migrations.RunPython(fill_text_keys, migrations.RunPython.noop),
    ]
