import network.audiences
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0010_door_passes")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="set_aside",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="session",
            name="audience",
            field=models.JSONField(
                blank=True, default=dict, validators=[network.audiences.validate_any]
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("private", True),
                    models.Q(("audience__has_key", "caucus"), _negated=True),
                    _connector="OR",
                ),
                name="session_for_a_caucus_is_private",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("set_aside", False),
                    models.Q(("pool", None), ("private", False)),
                    _connector="OR",
                ),
                name="session_set_aside_is_only_a_room",
                violation_error_message="A room set aside has no seats to take.",
            ),
        ),
    ]
