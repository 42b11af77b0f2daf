"""Apart from the rows that were moved: PostgreSQL alters no table in the transaction that filled it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("nominations", "0009_papers_in_slots")]

    operations = [
        migrations.RemoveField("dossier", "attachment"),
        migrations.RemoveField("historicaldossier", "attachment"),
    ]
