"""Letters that carry a calendar, the number of the public pages, policies and pledges."""

import django.db.models.deletion
import network.words
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0009_ended_otherwise'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pledge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('title', models.CharField(max_length=120, validators=[network.words.validate_one_line])),
                ('text', models.TextField(max_length=5000, verbose_name='words')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('opens_on', models.DateField(verbose_name='first day')),
                ('closes_on', models.DateField(blank=True, null=True, verbose_name='last day')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_on', None), ('closes_on__gte', models.F('opens_on')), _connector='OR'), name='pledge_closes_after_it_opens', violation_error_message='The last day is before the first.'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='pledge_says_something', violation_error_message='Give it a title and words.')],
            },
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(editable=False, unique=True)),
                ('name', models.CharField(max_length=255, validators=[network.words.validate_one_line])),
                ('level', models.CharField(blank=True, max_length=40, validators=[network.words.validate_one_line])),
            ],
            options={
                'verbose_name_plural': 'policies',
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='policy_has_a_name', violation_error_message='Give it a name.')],
            },
        ),
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
        migrations.CreateModel(
            name='PledgeSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('office_title', models.CharField(max_length=310, validators=[network.words.validate_one_line])),
                ('place_name', models.CharField(max_length=210, validators=[network.words.validate_one_line])),
                ('version', models.PositiveSmallIntegerField()),
                ('signed_at', models.DateTimeField()),
                ('named', models.BooleanField(default=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('jurisdiction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.jurisdiction')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='network.person')),
                ('pledge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='network.pledge')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('pledge', 'person'), name='pledge_signed_once', violation_error_message='You have signed this already.'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('withdrawn_at__gte', models.F('signed_at')), _connector='OR'), name='pledge_signature_taken_back_after_signing')],
            },
        ),
        migrations.CreateModel(
            name='PolicyAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('office_title', models.CharField(max_length=310, validators=[network.words.validate_one_line])),
                ('place_name', models.CharField(max_length=210, validators=[network.words.validate_one_line])),
                ('did', models.CharField(choices=[('introduced', 'Introduced'), ('passed', 'Passed')], max_length=10)),
                ('on', models.DateField(verbose_name='date')),
                ('on_precision', models.CharField(choices=[('day', 'Day'), ('month', 'Month'), ('year', 'Year')], default='day', max_length=5)),
                ('link', models.URLField(blank=True, help_text='Minutes, an agenda or a report that anybody can read.', max_length=500)),
                ('named', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('reported', 'Waiting'), ('confirmed', 'Confirmed'), ('declined', 'Declined'), ('withdrawn', 'Taken back')], default='reported', max_length=9)),
                ('reported_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('jurisdiction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='policy_actions', to='network.jurisdiction')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='policy_actions', to='network.person')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='network.policy')),
            ],
            options={
                'indexes': [models.Index(fields=['policy', 'state'], name='policy_action_of_policy')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['reported', 'confirmed'])), fields=('policy', 'person', 'jurisdiction', 'did'), name='policy_action_once', violation_error_message='You have told us already.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'reported')), models.Q(models.Q(('state', 'reported'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='policy_action_decided_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='policy_action_declined_with_a_reason', violation_error_message='Give a reason.'), models.CheckConstraint(condition=models.Q(('link', ''), ('link__startswith', 'https://'), _connector='OR'), name='policy_action_link_is_secure', violation_error_message='Enter a link that begins with https://.')],
            },
        ),
        migrations.AddField(
            model_name='letter',
            name='calendar',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='calendar_method',
            field=models.CharField(blank=True, choices=[('REQUEST', 'Invitation'), ('CANCEL', 'Cancellation')], max_length=7),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('calendar', ''), ('calendar_method', '')), models.Q(models.Q(('calendar', ''), _negated=True), ('calendar_method__in', ['REQUEST', 'CANCEL'])), _connector='OR'), name='letter_says_what_calendars_do'),
        ),
    ]
