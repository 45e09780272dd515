import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0007_channels_and_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EarlierDeliverable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                (
                    "origin",
                    models.CharField(blank=True, max_length=200, verbose_name="by whom, and when"),
                ),
                ("link", models.URLField(blank=True, max_length=400, verbose_name="link")),
                ("file_name", models.CharField(blank=True, max_length=200, verbose_name="file")),
                ("file_size", models.PositiveIntegerField(default=0)),
                ("kept_at", models.DateTimeField()),
                (
                    "kept_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="missions.mission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DeliverableFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.BinaryField(max_length=10485760)),
                ("fingerprint", models.CharField(max_length=64)),
                (
                    "deliverable",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="missions.earlierdeliverable",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Framing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "objectives",
                    models.TextField(blank=True, max_length=4000, verbose_name="objectives"),
                ),
                (
                    "constraints",
                    models.TextField(blank=True, max_length=4000, verbose_name="constraints"),
                ),
                (
                    "follow_up",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        verbose_name="what will be done with the result",
                    ),
                ),
                (
                    "follow_up_by",
                    models.CharField(blank=True, max_length=200, verbose_name="by whom"),
                ),
                ("follow_up_on", models.DateField(blank=True, null=True, verbose_name="by when")),
                (
                    "guide",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="questions of the interviews"
                    ),
                ),
                ("set_at", models.DateTimeField()),
                (
                    "mission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="missions.mission",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Interview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="who is met")),
                ("planned_at", models.DateTimeField(verbose_name="when")),
                ("held_on", models.DateField(null=True, verbose_name="held on")),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("not_asked", "not asked yet"),
                            ("quoted", "agrees to be quoted, without a name"),
                            ("refused", "does not want to be quoted"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="agreement",
                    ),
                ),
                (
                    "led_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="missions.mission",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Annotation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quotation", models.TextField(max_length=2000, verbose_name="passage")),
                ("page", models.CharField(blank=True, max_length=20, verbose_name="page")),
                (
                    "note",
                    models.CharField(blank=True, max_length=500, verbose_name="what we make of it"),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="missions.mission",
                    ),
                ),
                (
                    "deliverable",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annotations",
                        to="missions.earlierdeliverable",
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annotations",
                        to="missions.interview",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InterviewAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("question", models.CharField(max_length=280)),
                ("words", models.TextField(blank=True, max_length=5000)),
                (
                    "interview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="missions.interview",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BriefingNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("words", models.TextField(max_length=20000, verbose_name="note")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("group", "The working group, the sponsor and the team"),
                            ("all", "Whoever may see the mission"),
                        ],
                        default="group",
                        max_length=10,
                        verbose_name="for whom",
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(null=True)),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="missions.mission",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mission", "title"), name="briefing_note_title_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["group", "all"])),
                        name="briefing_note_audience_is_known",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="earlierdeliverable",
            constraint=models.UniqueConstraint(
                fields=("mission", "title"), name="earlier_deliverable_title_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(("consent__in", ["not_asked", "quoted", "refused"])),
                name="interview_consent_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_on", None),
                    models.Q(("consent", "not_asked"), _negated=True),
                    _connector="OR",
                ),
                name="interview_held_with_a_consent_noted",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("person__isnull", False),
                    models.Q(("name", ""), _negated=True),
                    _connector="OR",
                ),
                name="interview_is_with_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deliverable", None), ("interview__isnull", False)),
                    models.Q(("deliverable__isnull", False), ("interview", None)),
                    _connector="OR",
                ),
                name="annotation_of_a_document_or_an_interview",
            ),
        ),
        migrations.AddConstraint(
            model_name="interviewanswer",
            constraint=models.UniqueConstraint(
                fields=("interview", "number"), name="interview_answer_number_once"
            ),
        ),
    ]
