"""Which state of the public pages is the present one."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0010_letters_with_calendars'),
    ]

    operations = [
        migrations.CreateModel(
            name='SiteVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='site_version_is_one_row')],
            },
        ),
    ]
