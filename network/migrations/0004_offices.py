import uuid

from django.db import migrations, models
from django.db.models import Q


def name_offices(apps, schema_editor):
    office = apps.get_model("network", "Office")
    rows = list(office.objects.only("pk"))
    for row in rows:
        row.public_id = uuid.uuid4()
    office.objects.bulk_update(rows, ["public_id"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("network", "0003_roster_tags")]

    operations = [
        migrations.AddField(
            model_name="office",
            name="public_id",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.RunPython(name_offices, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="office",
            name="public_id",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.RemoveConstraint(model_name="office", name="office_has_a_seat"),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.CheckConstraint(
                condition=Q(seats__gte=1),
                name="office_has_a_seat",
                violation_error_message="An office needs at least one seat.",
            ),
        ),
    ]
