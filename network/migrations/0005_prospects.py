from django.db import migrations, models

import network.words


class Migration(migrations.Migration):
    dependencies = [("network", "0004_offices")]

    operations = [
        migrations.AddField(
            model_name="prospect",
            name="name",
            field=models.CharField(
                blank=True,
                default="",
                max_length=201,
                validators=[network.words.validate_one_line],
                verbose_name="name as it was told",
            ),
            preserve_default=False,
        ),
    ]
