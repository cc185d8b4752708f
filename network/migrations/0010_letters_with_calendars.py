from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0009_ended_otherwise")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="calendar",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letter",
            name="calendar_method",
            field=models.CharField(
                blank=True,
                choices=[("REQUEST", "Invitation"), ("CANCEL", "Cancellation")],
                default="",
                max_length=7,
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("calendar", ""), ("calendar_method", "")),
                    models.Q(
                        models.Q(("calendar", ""), _negated=True),
                        ("calendar_method__in", ["REQUEST", "CANCEL"]),
                    ),
                    _connector="OR",
                ),
                name="letter_says_what_calendars_do",
            ),
        ),
    ]
