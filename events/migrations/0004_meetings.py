"""Hosts of meetings, their hours, and what is booked with them."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import django.db.models.lookups
import events.models.clocks
import events.models.meet.minutes
import events.models.meet.types
import network.audiences
import network.words
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0003_places'),
        ('network', '0009_ended_otherwise'),
        ('network', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Host',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('timezone', models.CharField(max_length=40, validators=[events.models.clocks.validate_zone])),
                ('headline', models.CharField(blank=True, max_length=120, validators=[network.words.validate_one_line])),
                ('about', models.TextField(blank=True, max_length=600)),
                ('video_link', models.TextField(blank=True, editable=False)),
                ('active', models.BooleanField(default=True)),
                ('made_at', models.DateTimeField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person')),
            ],
        ),
        migrations.CreateModel(
            name='MeetingPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=80, validators=[network.words.validate_one_line])),
                ('address', models.CharField(max_length=200, validators=[network.words.validate_one_line])),
                ('access', models.CharField(blank=True, max_length=300, validators=[network.words.validate_one_line])),
                ('timezone', models.CharField(max_length=40, validators=[events.models.clocks.validate_zone])),
                ('travel_before', models.PositiveSmallIntegerField(default=0, validators=[events.models.meet.minutes.validate_fives])),
                ('travel_after', models.PositiveSmallIntegerField(default=0, validators=[events.models.meet.minutes.validate_fives])),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('group', 'name'), name='meeting_place_name_once_in_group', violation_error_message='There is a place of this name already.'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(django.db.models.functions.math.Mod('travel_before', models.Value(5)), models.Value(0)), django.db.models.lookups.Exact(django.db.models.functions.math.Mod('travel_after', models.Value(5)), models.Value(0)), ('travel_after__lte', 480), ('travel_before__lte', 480)), name='meeting_place_travel_in_fives', violation_error_message='Use a multiple of five minutes, up to eight hours.')],
            },
        ),
        migrations.CreateModel(
            name='MeetingPool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=80, validators=[network.words.validate_one_line])),
                ('turn', models.PositiveBigIntegerField(default=0, editable=False)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'name'), name='meeting_pool_name_once_in_group', violation_error_message='There is a pool of this name already.')],
            },
        ),
        migrations.CreateModel(
            name='MeetingRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('words', models.TextField(max_length=1000)),
                ('made_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.group')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('person',), name='meeting_request_one_open_per_person', violation_error_message='We have your note already, and will write to you.'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='meeting_request_says_something', violation_error_message='Say in a few words what it is about.')],
            },
        ),
        migrations.CreateModel(
            name='DateOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=120, validators=[network.words.validate_one_line])),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overrides', to='events.host')),
            ],
            options={
                'ordering': ['on'],
                'constraints': [models.UniqueConstraint(fields=('host', 'on'), name='date_override_once_a_day', violation_error_message='This day has its own hours already.')],
            },
        ),
        migrations.CreateModel(
            name='BusyFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=60, validators=[network.words.validate_one_line])),
                ('address', models.TextField(editable=False)),
                ('made_at', models.DateTimeField()),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('ok_at', models.DateTimeField(blank=True, null=True)),
                ('error', models.CharField(blank=True, max_length=200)),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='busy_feeds', to='events.host')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('host', 'name'), name='busy_feed_name_once', violation_error_message='There is a calendar of this name already.')],
            },
        ),
        migrations.CreateModel(
            name='HostArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(default=1)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.group')),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='events.host')),
            ],
            options={
                'ordering': ['rank', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('host', 'group'), name='host_area_once', violation_error_message='They are there for this group already.')],
            },
        ),
        migrations.CreateModel(
            name='HostTravel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('timezone', models.CharField(max_length=40, validators=[events.models.clocks.validate_zone])),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='travels', to='events.host')),
            ],
            options={
                'ordering': ['first_day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='host_travel_ends_after_it_begins', violation_error_message='The last day is before the first.')],
            },
        ),
        migrations.CreateModel(
            name='MeetingType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=80, validators=[network.words.validate_one_line])),
                ('description', models.CharField(blank=True, max_length=300, validators=[network.words.validate_one_line])),
                ('minutes', models.PositiveSmallIntegerField(default=30, validators=[events.models.meet.minutes.validate_fives])),
                ('step', models.PositiveSmallIntegerField(default=30, validators=[events.models.meet.minutes.validate_fives])),
                ('before', models.PositiveSmallIntegerField(default=0, validators=[events.models.meet.minutes.validate_fives])),
                ('after', models.PositiveSmallIntegerField(default=0, validators=[events.models.meet.minutes.validate_fives])),
                ('notice', models.PositiveIntegerField(default=1440)),
                ('horizon_days', models.PositiveSmallIntegerField(default=60)),
                ('per_day_cap', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('modes', models.CharField(choices=[('any', 'Online or in person'), ('online', 'Online'), ('in_person', 'In person')], default='any', max_length=9)),
                ('audience', models.JSONField(blank=True, default=dict, validators=[network.audiences.validate])),
                ('public', models.BooleanField(default=False)),
                ('approval', models.BooleanField(default=False)),
                ('cancel_cutoff', models.PositiveIntegerField(default=60)),
                ('move_cutoff', models.PositiveIntegerField(default=240)),
                ('questions', models.JSONField(blank=True, default=list, validators=[events.models.meet.types.validate_questions])),
                ('active', models.BooleanField(default=True)),
                ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meeting_types', to='events.host')),
                ('pool', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meeting_types', to='events.meetingpool')),
            ],
            options={
                'ordering': ['minutes', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('host__isnull', False), ('pool', None)), models.Q(('host', None), ('pool__isnull', False)), _connector='OR'), name='meeting_type_is_a_hosts_or_a_pools', violation_error_message='Choose a host or a pool, one of the two.'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(django.db.models.functions.math.Mod('minutes', models.Value(5)), models.Value(0)), django.db.models.lookups.Exact(django.db.models.functions.math.Mod('step', models.Value(5)), models.Value(0)), django.db.models.lookups.Exact(django.db.models.functions.math.Mod('before', models.Value(5)), models.Value(0)), django.db.models.lookups.Exact(django.db.models.functions.math.Mod('after', models.Value(5)), models.Value(0)), ('minutes__gte', 10), ('minutes__lte', 480), ('step__gte', 5), ('step__lte', 480), ('after__lte', 240), ('before__lte', 240)), name='meeting_type_in_fives', violation_error_message='Use multiples of five minutes, from 10 to 480.'), models.CheckConstraint(condition=models.Q(('horizon_days__gte', 1), ('horizon_days__lte', 366), ('notice__lt', django.db.models.expressions.CombinedExpression(models.F('horizon_days'), '*', models.Value(1440)))), name='meeting_type_can_be_booked_some_day', violation_error_message='Ask for less notice than the days one can book ahead.'), models.CheckConstraint(condition=models.Q(('per_day_cap', None), ('per_day_cap__gte', 1), _connector='OR'), name='meeting_type_cap_is_some', violation_error_message='At least one a day, or no limit at all.'), models.CheckConstraint(condition=models.Q(('modes__in', ['any', 'online', 'in_person'])), name='meeting_type_modes_are_known')],
            },
        ),
        migrations.CreateModel(
            name='PoolMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weight', models.PositiveSmallIntegerField(default=1)),
                ('priority', models.PositiveSmallIntegerField(default=1)),
                ('since', models.DateTimeField()),
                ('turn', models.PositiveBigIntegerField(default=0, editable=False)),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pools', to='events.host')),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='events.meetingpool')),
            ],
            options={
                'ordering': ['priority', 'since', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('pool', 'host'), name='pool_member_once', violation_error_message='They are in this pool already.'), models.CheckConstraint(condition=models.Q(('weight__gte', 1), ('weight__lte', 10)), name='pool_member_weight_is_one_to_ten', violation_error_message='A weight is a number from 1 to 10.')],
            },
        ),
        migrations.CreateModel(
            name='TimeAway',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('note', models.CharField(blank=True, max_length=120, validators=[network.words.validate_one_line])),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='times_away', to='events.host')),
            ],
            options={
                'ordering': ['starts_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='time_away_ends_after_it_begins', violation_error_message='It must end after it begins.')],
            },
        ),
        migrations.CreateModel(
            name='WeeklyHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start_minute', models.PositiveSmallIntegerField(validators=[events.models.meet.minutes.validate_fives])),
                ('end_minute', models.PositiveSmallIntegerField(validators=[events.models.meet.minutes.validate_fives])),
                ('mode', models.CharField(choices=[('any', 'Online or in person'), ('online', 'Online'), ('in_person', 'In person')], default='online', max_length=9)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')])),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weekly_hours', to='events.host')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='events.meetingplace')),
            ],
            options={
                'ordering': ['weekday', 'start_minute', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end_minute__gt', models.F('start_minute')), ('end_minute__lte', 1440), django.db.models.lookups.Exact(django.db.models.functions.math.Mod('start_minute', models.Value(5)), models.Value(0)), django.db.models.lookups.Exact(django.db.models.functions.math.Mod('end_minute', models.Value(5)), models.Value(0))), name='weekly_hours_within_a_day', violation_error_message='It must end after it begins, on the same day, in fives.'), models.CheckConstraint(condition=models.Q(models.Q(('mode', 'online'), ('place', None)), models.Q(('mode__in', ['any', 'in_person']), ('place__isnull', False)), _connector='OR'), name='weekly_hours_in_person_has_a_place', violation_error_message='Say where they can be met in person, and only then.'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='weekly_hours_weekday_is_known'), models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='weekly_hours_end_after_they_begin', violation_error_message='The last day is before the first.')],
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('guest_name', models.CharField(blank=True, max_length=120, validators=[network.words.validate_one_line])),
                ('guest_email', models.EmailField(blank=True, max_length=254)),
                ('guest_timezone', models.CharField(max_length=40, validators=[events.models.clocks.validate_zone])),
                ('mode', models.CharField(choices=[('online', 'Online'), ('in_person', 'In person')], max_length=9)),
                ('place_name', models.CharField(blank=True, max_length=80)),
                ('place_address', models.CharField(blank=True, max_length=200)),
                ('zone', models.CharField(max_length=40, validators=[events.models.clocks.validate_zone])),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('hold', 'Held while it is filled in'), ('pending', 'Waits for the host'), ('confirmed', 'Confirmed'), ('lapsed', 'Not filled in'), ('declined', 'Declined'), ('cancelled', 'Cancelled'), ('no_show', 'Did not come')], default='hold', max_length=9)),
                ('sequence', models.PositiveSmallIntegerField(default=0)),
                ('hold_until', models.DateTimeField(blank=True, null=True)),
                ('because', models.CharField(choices=[('chosen', 'You chose them.'), ('region', 'They are there for your region.'), ('chapter', 'They are there for your chapter.'), ('network', 'They are there for the whole network.'), ('turn', 'It was their turn.'), ('handed_on', 'A colleague handed this meeting on to them.')], default='chosen', max_length=9)),
                ('topic', models.CharField(blank=True, max_length=500)),
                ('answers', models.JSONField(blank=True, default=list)),
                ('invited', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, max_length=300, validators=[network.words.validate_one_line])),
                ('made_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('changed_at', models.DateTimeField()),
                ('interaction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='network.interaction')),
                ('person', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person')),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='events.host')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='events.meetingplace')),
                ('meeting_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='events.meetingtype')),
            ],
            options={
                'indexes': [models.Index(fields=['host', 'starts_at'], name='booking_of_host'), models.Index(fields=['person', 'starts_at'], name='booking_of_person'), models.Index(condition=models.Q(('hold_until__isnull', False)), fields=['hold_until'], name='booking_holds')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'hold')), fields=('person',), name='booking_one_hold_per_person'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='booking_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('hold_until__isnull', False), ('state', 'hold')), models.Q(models.Q(('state', 'hold'), _negated=True), ('hold_until', None)), _connector='OR'), name='booking_clock_runs_only_while_held'), models.CheckConstraint(condition=models.Q(('state__in', ('hold', 'lapsed')), models.Q(('guest_email', ''), ('person__isnull', False)), models.Q(('person', None), models.Q(('guest_email', ''), _negated=True), models.Q(('guest_name', ''), _negated=True)), _connector='OR'), name='booking_is_somebodys', violation_error_message='Say who it is for.'), models.CheckConstraint(condition=models.Q(models.Q(('mode', 'online'), ('place', None), ('place_name', '')), models.Q(('mode', 'in_person'), ('place__isnull', False), models.Q(('place_name', ''), _negated=True)), _connector='OR'), name='booking_in_person_has_a_place'), models.CheckConstraint(condition=models.Q(('state__in', ['hold', 'pending', 'confirmed', 'lapsed', 'declined', 'cancelled', 'no_show'])), name='booking_state_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['hold', 'lapsed', 'pending']), ('decided_at__isnull', False), _connector='OR'), name='booking_decided_at_some_time')],
            },
        ),
        migrations.CreateModel(
            name='OverrideWindow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start_minute', models.PositiveSmallIntegerField(validators=[events.models.meet.minutes.validate_fives])),
                ('end_minute', models.PositiveSmallIntegerField(validators=[events.models.meet.minutes.validate_fives])),
                ('mode', models.CharField(choices=[('any', 'Online or in person'), ('online', 'Online'), ('in_person', 'In person')], default='online', max_length=9)),
                ('override', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='windows', to='events.dateoverride')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='events.meetingplace')),
            ],
            options={
                'ordering': ['start_minute', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end_minute__gt', models.F('start_minute')), ('end_minute__lte', 1440), django.db.models.lookups.Exact(django.db.models.functions.math.Mod('start_minute', models.Value(5)), models.Value(0)), django.db.models.lookups.Exact(django.db.models.functions.math.Mod('end_minute', models.Value(5)), models.Value(0))), name='override_window_within_a_day', violation_error_message='It must end after it begins, on the same day, in fives.'), models.CheckConstraint(condition=models.Q(models.Q(('mode', 'online'), ('place', None)), models.Q(('mode__in', ['any', 'in_person']), ('place__isnull', False)), _connector='OR'), name='override_window_in_person_has_a_place', violation_error_message='Say where they can be met in person, and only then.')],
            },
        ),
        migrations.CreateModel(
            name='BusyBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='events.busyfeed')),
            ],
            options={
                'ordering': ['starts_at'],
                'indexes': [models.Index(fields=['feed', 'ends_at'], name='busy_block_of_feed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='busy_block_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='BookingChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('moved', 'Moved'), ('handed_on', 'Handed on')], max_length=9)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('place_name', models.CharField(blank=True, max_length=80)),
                ('sequence', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('booking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='events.booking')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='events.host')),
            ],
            options={
                'ordering': ['sequence', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('booking', 'sequence'), name='booking_change_once_a_sequence')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cell', models.PositiveBigIntegerField()),
                ('booking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='events.booking')),
                ('host', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='events.host')),
                ('place', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='events.meetingplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('host__isnull', False)), fields=('host', 'cell'), name='claim_of_a_host_once'), models.UniqueConstraint(condition=models.Q(('place__isnull', False)), fields=('place', 'cell'), name='claim_of_a_place_once'), models.CheckConstraint(condition=models.Q(models.Q(('host__isnull', False), ('place', None)), models.Q(('host', None), ('place__isnull', False)), _connector='OR'), name='claim_is_a_hosts_or_a_places')],
            },
        ),
    ]
