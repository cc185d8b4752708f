"""Every kind of page, pictures, messages, and one line above every page."""

import cms.blocks
import cms.models.alerts
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
import network.words
import taggit.managers
import uuid
import wagtail.contrib.forms.models
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


def mark(apps, schema_editor):
    """The one index there was lists the chapters."""
    SectionPage = apps.get_model("cms", "SectionPage")
    SectionPage.objects.filter(lists_chapters=True).update(lists="chapters")


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0002_first_pages'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AudioSeriesPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', cms.blocks.Stream([], blank=True, help_text='Build the page from parts, in the order people should read them.', verbose_name='words')),
                ('guid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('artwork_alt', models.CharField(blank=True, max_length=200, verbose_name='what it shows')),
                ('who_speaks', models.CharField(help_text='Who makes it.', max_length=120, verbose_name='by')),
                ('category', models.CharField(default='Government', help_text='As players list it, such as Government or News.', max_length=60)),
                ('explicit', models.BooleanField(default=False, verbose_name='strong language')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='EpisodePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', cms.blocks.Stream([], blank=True, help_text='Build the page from parts, in the order people should read them.', verbose_name='words')),
                ('guid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField(help_text='Which one it is, from 1.')),
                ('told_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='date')),
                ('seconds', models.PositiveIntegerField(help_text='1,800 is half an hour.', verbose_name='length in seconds')),
                ('transcript', wagtail.fields.RichTextField(help_text='Every word that is said, and who says it.')),
            ],
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='FormField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('clean_name', models.CharField(blank=True, default='', help_text='Safe name of the form field, the label converted to ascii_snake_case', max_length=255, verbose_name='name')),
                ('label', models.CharField(help_text='The label of the form field', max_length=255, verbose_name='label')),
                ('required', models.BooleanField(default=True, verbose_name='required')),
                ('choices', models.TextField(blank=True, help_text='Comma or new line separated list of choices. Only applicable in checkboxes, radio and dropdown.', verbose_name='choices')),
                ('default_value', models.TextField(blank=True, help_text='Default value. Comma or new line separated values supported for checkboxes.', verbose_name='default value')),
                ('help_text', models.CharField(blank=True, max_length=255, verbose_name='help text')),
                ('field_type', models.CharField(choices=[('singleline', 'Single line text'), ('multiline', 'Multi-line text'), ('email', 'Email'), ('checkbox', 'Checkbox'), ('dropdown', 'Drop down'), ('radio', 'Radio buttons')], max_length=16, verbose_name='asks for')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FormPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', cms.blocks.Stream([], blank=True, help_text='Build the page from parts, in the order people should read them.', verbose_name='words')),
                ('thanks', models.CharField(default='Thank you. We have your words, and write back within three working days.', help_text='What people read once it is sent.', max_length=300)),
                ('told', models.EmailField(help_text='The mailbox that hears that somebody wrote, not what they wrote.', max_length=254, verbose_name='who is told')),
            ],
            options={
                'abstract': False,
            },
            bases=(wagtail.contrib.forms.models.FormMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='JobPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', cms.blocks.Stream([], blank=True, help_text='Build the page from parts, in the order people should read them.', verbose_name='words')),
                ('employer', models.CharField(max_length=120)),
                ('where', models.CharField(help_text='Such as “Dover, DE” or “Anywhere”.', max_length=120)),
                ('remote', models.BooleanField(default=False, verbose_name='from anywhere')),
                ('hours', models.CharField(choices=[('full', 'Full time'), ('part', 'Part time'), ('contract', 'Contract'), ('fellow', 'Fellowship or internship')], default='full', max_length=8)),
                ('pays_from', models.PositiveIntegerField(help_text='In dollars.')),
                ('pays_to', models.PositiveIntegerField(help_text='The same again if there is no range.')),
                ('pays_per', models.CharField(choices=[('year', 'a year'), ('hour', 'an hour')], default='year', max_length=4)),
                ('posted_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='date')),
                ('closes_on', models.DateField(help_text='The last day to apply.')),
                ('apply_at', models.URLField(blank=True, validators=[django.core.validators.URLValidator(['https'], code='https', message='Use a link that starts with https://.')], verbose_name='where to apply')),
                ('apply_by_mail', models.EmailField(blank=True, max_length=254, verbose_name='or to whom to write')),
            ],
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_data', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('submit_time', models.DateTimeField(db_index=True, verbose_name='written at')),
                ('sent_as', models.UUIDField(editable=False, unique=True)),
                ('email', models.EmailField(blank=True, db_index=True, max_length=254)),
            ],
            options={
                'ordering': ['-submit_time', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='NewsletterPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', cms.blocks.Stream([], blank=True, help_text='Build the page from parts, in the order people should read them.', verbose_name='words')),
                ('sent_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='date')),
                ('lede', models.CharField(blank=True, max_length=300, verbose_name='opening words')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('credit', models.CharField(blank=True, help_text='Who took or drew it, as it should be printed below.', max_length=160)),
            ],
            options={
                'verbose_name': 'picture',
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
            ],
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name='ResourcePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', cms.blocks.Stream([], blank=True, help_text='Build the page from parts, in the order people should read them.', verbose_name='words')),
                ('kind', models.CharField(choices=[('toolkit', 'Toolkit'), ('ordinance', 'Model ordinance'), ('resolution', 'Sample resolution'), ('guide', 'Guide')], default='toolkit', max_length=10)),
                ('level', models.CharField(choices=[('any', 'Any local government'), ('city', 'Cities and towns'), ('county', 'Counties'), ('schools', 'School boards')], default='any', max_length=7, verbose_name='for')),
                ('topic', models.CharField(blank=True, choices=[('housing', 'Housing'), ('water', 'Water and sewers'), ('transit', 'Streets and transit'), ('schools', 'Schools'), ('budget', 'Budgets and taxes'), ('labor', 'Work and wages'), ('climate', 'Climate and energy'), ('health', 'Health'), ('safety', 'Safety'), ('democracy', 'Open government')], max_length=12)),
                ('reviewed_on', models.DateField(blank=True, help_text='When somebody who knows last read it through.', null=True)),
                ('policy', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('counts_actions', models.BooleanField(default=False, help_text='Then members report from here, and the page shows how far it has spread.', verbose_name='ask members who introduced or passed it')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='SiteAlert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(blank=True, help_text='What everybody should know today.', max_length=200, validators=[network.words.validate_one_line])),
                ('href', models.CharField(blank=True, help_text='Where to read more: /events/… or https://…', max_length=200, validators=[cms.models.alerts.validate_address], verbose_name='address')),
                ('shown_from', models.DateTimeField(blank=True, null=True)),
                ('shown_until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'line above every page',
            },
        ),
        migrations.CreateModel(
            name='StoryPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', cms.blocks.Stream([], blank=True, help_text='Build the page from parts, in the order people should read them.', verbose_name='words')),
                ('picture_alt', models.CharField(blank=True, help_text='For those who do not see it: “Three councilmembers look at a map of pipes.”', max_length=200, verbose_name='what it shows')),
                ('picture_is_decorative', models.BooleanField(default=False, help_text='Then it is passed over when the page is read aloud.', verbose_name='says nothing the words do not say')),
                ('kind', models.CharField(choices=[('story', 'Story'), ('spotlight', 'Spotlight'), ('news', 'News'), ('press', 'For the press')], default='story', max_length=9)),
                ('told_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='date')),
                ('topic', models.CharField(blank=True, choices=[('housing', 'Housing'), ('water', 'Water and sewers'), ('transit', 'Streets and transit'), ('schools', 'Schools'), ('budget', 'Budgets and taxes'), ('labor', 'Work and wages'), ('climate', 'Climate and energy'), ('health', 'Health'), ('safety', 'Safety'), ('democracy', 'Open government')], max_length=12)),
                ('lede', models.CharField(blank=True, help_text='One or two sentences under the title that make people read on.', max_length=300, verbose_name='opening words')),
                ('who_wrote', models.CharField(blank=True, help_text='Ask before you print a name.', max_length=120, verbose_name='who wrote it')),
                ('press_contact', models.CharField(blank=True, help_text='For the press only: a name, and how to reach them during the day.', max_length=200, verbose_name='who answers the press')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.AddField(
            model_name='sectionpage',
            name='lists',
            field=models.CharField(blank=True, choices=[('chapters', 'Chapters'), ('stories', 'Stories'), ('newsletters', 'Newsletters'), ('resources', 'Library'), ('audio', 'To listen to'), ('jobs', 'Jobs')], editable=False, max_length=11),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='sectionpage',
            name='lists_chapters',
        ),
        migrations.AddConstraint(
            model_name='sectionpage',
            constraint=models.UniqueConstraint(condition=models.Q(('lists', ''), _negated=True), fields=('lists',), name='section_one_index_of_each'),
        ),
        migrations.AddField(
            model_name='episodepage',
            name='audio',
            field=models.ForeignKey(help_text='An MP3 file.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtaildocs.document'),
        ),
        migrations.AddField(
            model_name='formfield',
            name='page',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='form_fields', to='cms.formpage'),
        ),
        migrations.AddConstraint(
            model_name='jobpage',
            constraint=models.CheckConstraint(condition=models.Q(('pays_from__gte', 1), ('pays_to__gte', models.F('pays_from'))), name='job_pays_from_less_to_more', violation_error_message='The higher pay comes second.'),
        ),
        migrations.AddConstraint(
            model_name='jobpage',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('posted_on'))), name='job_closes_after_it_opens', violation_error_message='The last day is before the first.'),
        ),
        migrations.AddField(
            model_name='message',
            name='page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL),
        ),
        migrations.AddField(
            model_name='picture',
            name='collection',
            field=models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection'),
        ),
        migrations.AddField(
            model_name='picture',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags'),
        ),
        migrations.AddField(
            model_name='picture',
            name='uploaded_by_user',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user'),
        ),
        migrations.AddField(
            model_name='audioseriespage',
            name='artwork',
            field=models.ForeignKey(help_text='Square, 1400 to 3000 pixels a side, PNG or JPEG.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.picture'),
        ),
        migrations.AddField(
            model_name='rendition',
            name='image',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='cms.picture'),
        ),
        migrations.AddField(
            model_name='resourcepage',
            name='document',
            field=models.ForeignKey(blank=True, help_text='The text to take along, as a file people can change.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtaildocs.document'),
        ),
        migrations.AddField(
            model_name='sitealert',
            name='site',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site'),
        ),
        migrations.AddField(
            model_name='storypage',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='Wide pictures of people at work do best. Ask who is on it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.picture'),
        ),
        migrations.AddConstraint(
            model_name='episodepage',
            constraint=models.CheckConstraint(condition=models.Q(('seconds__gte', 1)), name='episode_has_a_length', violation_error_message='Say how long it is.'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='rendition_once'),
        ),
        migrations.AddConstraint(
            model_name='sitealert',
            constraint=models.CheckConstraint(condition=models.Q(('shown_from', None), ('shown_until', None), ('shown_until__gt', models.F('shown_from')), _connector='OR'), name='alert_ends_after_it_begins', violation_error_message='It would be taken off before it is shown.'),
        ),
    ]
