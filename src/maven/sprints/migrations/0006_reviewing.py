import django.db.models.deletion
import maven.sprints.models.feedback
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('missions', '0008_launch'),
        ('sprints', '0005_minutes'),
    ]

    operations = [
        migrations.CreateModel(
            name='FeedbackGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sprint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback_groups', to='sprints.sprint')),
                ('kind', models.CharField(choices=[('like', 'like'), ('dislike', 'dislike')], max_length=10)),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='name of the group')),
                ('rank', models.PositiveSmallIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['like', 'dislike'])), name='feedback_group_kind_is_known'), models.UniqueConstraint(fields=('sprint', 'rank'), name='feedback_group_rank_once')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sprint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='sprints.sprint')),
                ('source', models.CharField(choices=[('plan', 'the plan of the plenary'), ('agenda', 'the agenda of the last review'), ('minutes', 'the minutes of a session'), ('moved', 'moved by the last review')], max_length=10)),
                ('activity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sprints.activity')),
                ('line', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sprints.minutesline')),
                ('words', models.CharField(max_length=400)),
                ('answer', models.CharField(choices=[('kept', 'Kept'), ('broken', 'Not kept'), ('moved', 'Moved')], max_length=10)),
                ('answered_at', models.DateTimeField()),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('activity__isnull', False)), fields=('sprint', 'activity'), name='follow_up_once_per_activity'), models.UniqueConstraint(condition=models.Q(('line__isnull', False)), fields=('sprint', 'line'), name='follow_up_once_per_line'), models.UniqueConstraint(condition=models.Q(('activity', None), ('line', None)), fields=('sprint', 'words'), name='follow_up_once_per_words'), models.CheckConstraint(condition=models.Q(('source__in', ['plan', 'agenda', 'minutes', 'moved'])), name='follow_up_source_is_known'), models.CheckConstraint(condition=models.Q(('answer__in', ['kept', 'broken', 'moved'])), name='follow_up_answer_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Mood',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sprint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moods', to='sprints.sprint')),
                ('value', models.PositiveSmallIntegerField(choices=[(1, 'stormy'), (2, 'rainy'), (3, 'cloudy'), (4, 'bright spells'), (5, 'sunny')])),
                ('key', models.CharField(default=maven.sprints.models.feedback.key_by_chance, max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('value__gte', 1), ('value__lte', 5)), name='mood_value_is_one_of_five')],
            },
        ),
        migrations.CreateModel(
            name='MoodCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sprint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sprints.sprint')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sprint', 'person'), name='mood_once_per_person')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sprint', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='review', to='sprints.sprint')),
                ('step', models.CharField(choices=[('promis', 'Promised'), ('livre', 'Shipped!'), ('ressentis', 'Likes, dislikes'), ('tensions', 'Tensions'), ('suite', 'Next cycle')], default='promis', max_length=12)),
                ('feelings_revealed_at', models.DateTimeField(null=True)),
                ('feelings_revealed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('grouped_at', models.DateTimeField(null=True)),
                ('moods_revealed_at', models.DateTimeField(null=True)),
                ('moods_revealed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('step__in', ('promis', 'livre', 'ressentis', 'tensions', 'suite'))), name='review_step_is_known')],
            },
        ),
        migrations.CreateModel(
            name='ShippedLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sprint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shipped_lines', to='sprints.sprint')),
                ('number', models.PositiveBigIntegerField()),
                ('kept', models.BooleanField()),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sprint', 'number'), name='shipped_line_once')],
            },
        ),
        migrations.AddField(
            model_name='feedback',
            name='group',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='feedback', to='sprints.feedbackgroup'),
        ),
        migrations.AddField(
            model_name='tension',
            name='severity',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, 'discomfort'), (2, 'brake'), (3, 'block')], null=True, verbose_name='how much it holds us back'),
        ),
        migrations.AddField(
            model_name='tension',
            name='owner',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='tension',
            name='owned_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='tension',
            name='activity',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tensions', to='sprints.activity'),
        ),
        migrations.AddField(
            model_name='tension',
            name='measure',
            field=models.CharField(blank=True, max_length=40, verbose_name='measured by'),
        ),
        migrations.AddField(
            model_name='tension',
            name='measured',
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name='tension',
            name='wanted',
            field=models.FloatField(blank=True, null=True, verbose_name='wanted'),
        ),
        migrations.AddConstraint(
            model_name='tension',
            constraint=models.CheckConstraint(condition=models.Q(('severity', None), models.Q(('severity__gte', 1), ('severity__lte', 3)), _connector='OR'), name='tension_severity_is_one_of_three'),
        ),
        migrations.AddConstraint(
            model_name='tension',
            constraint=models.CheckConstraint(condition=models.Q(('wanted', None), models.Q(('wanted__gte', 0), ('wanted__lte', 100)), _connector='OR'), name='tension_wanted_is_out_of_100'),
        ),
        migrations.AddField(
            model_name="tension",
            name="source",
            field=models.CharField(blank=True, max_length=240, verbose_name="after"),
        ),
        migrations.AddField(
            model_name="tension",
            name="annotation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="missions.annotation",
            ),
        ),
    ]
