"""What was the one attachment of a dossier becomes a paper in the slot “other”."""

from django.db import migrations


def move_attachments(apps, schema_editor):
    Dossier, DossierPaper = apps.get_model("nominations", "Dossier"), apps.get_model("nominations", "DossierPaper")
    rows = Dossier.objects.exclude(attachment=None).iterator()
    DossierPaper.objects.bulk_create(
        (
            DossierPaper(dossier=row, slot="other", state="attached", file_id=row.attachment_id, by_id=row.created_by_id, at=row.changed)
            for row in rows
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("nominations", "0008_nominees_and_sending")]

    operations = [migrations.RunPython(move_attachments, migrations.RunPython.noop)]
