import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maven.sprints.models.feedback


class Migration(migrations.Migration):
    dependencies = [
        ("sprints", "0004_sessions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="sprints.session",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("arrived_at", models.DateTimeField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("list", "on the team's list"),
                            ("code", "by the code on the wall"),
                            ("self", "said from afar"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "person"), name="attendance_counts_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["list", "code", "self"])),
                        name="attendance_way_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="sprints.session",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "leads"),
                            ("scribe", "writes the minutes"),
                            ("timekeeper", "keeps the time"),
                            ("host", "receives"),
                        ],
                        max_length=12,
                        verbose_name="part",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "person", "role"), name="session_role_held_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["lead", "scribe", "timekeeper", "host"])),
                        name="session_role_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tally",
                        to="sprints.session",
                    ),
                ),
                (
                    "without_account",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="came without an account"
                    ),
                ),
                (
                    "days",
                    models.FloatField(
                        blank=True, null=True, verbose_name="person-days really spent"
                    ),
                ),
                ("noted_at", models.DateTimeField()),
                (
                    "noted_by",
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("days", None),
                            models.Q(("days__gte", 0), ("days__lte", 200)),
                            _connector="OR",
                        ),
                        name="session_tally_days_are_believable",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("without_account__lte", 2000)),
                        name="session_tally_people_are_believable",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Roti",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rotis",
                        to="sprints.session",
                    ),
                ),
                (
                    "mark",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Time lost"),
                            (2, "Worth less than the time spent"),
                            (3, "Worth the time spent"),
                            (4, "Worth more than the time spent"),
                            (5, "Excellent: well worth it"),
                        ]
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=280, verbose_name="a word, if you wish"
                    ),
                ),
                ("given_on", models.DateField()),
                (
                    "key",
                    models.CharField(
                        default=maven.sprints.models.feedback.key_by_chance, max_length=64
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("session", "key"), name="roti_once_per_form"),
                    models.CheckConstraint(
                        condition=models.Q(("mark__in", [1, 2, 3, 4, 5])), name="roti_mark_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RotiCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sprints.session",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closes_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "person"), name="roti_once_per_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="written_minutes",
                        to="sprints.session",
                    ),
                ),
                (
                    "summary",
                    models.TextField(blank=True, max_length=4000, verbose_name="in a few lines"),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "published_by",
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at", None),
                            ("published_at__gte", models.F("opened_at")),
                            _connector="OR",
                        ),
                        name="minutes_published_after_they_were_opened",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="sprints.minutes",
                    ),
                ),
                ("rank", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreement", "Agreement"),
                            ("disagreement", "Disagreement"),
                            ("idea", "Idea"),
                            ("tension", "Tension"),
                            ("decision", "Decision"),
                            ("commitment", "Commitment"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("words", models.CharField(max_length=400, verbose_name="what was said")),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="by")),
                (
                    "word",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not a commitment"),
                            ("proposed", "awaits a yes"),
                            ("confirmed", "confirmed"),
                            ("room", "said in the room"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("kept_at", models.DateTimeField(null=True)),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("amends", models.BooleanField(default=False)),
                (
                    "backlog_item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="sprints.backlogitem",
                    ),
                ),
                (
                    "tension",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="sprints.tension",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("minutes", "rank"), name="minutes_line_rank_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "agreement",
                                    "disagreement",
                                    "idea",
                                    "tension",
                                    "decision",
                                    "commitment",
                                ],
                            )
                        ),
                        name="minutes_line_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("word__in", ["", "proposed", "confirmed", "room"])),
                        name="minutes_line_word_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "commitment"),
                            models.Q(("word", ""), ("kept_at", None), ("due_on", None)),
                            _connector="OR",
                        ),
                        name="minutes_line_only_a_commitment_is_kept",
                    ),
                ],
            },
        ),
    ]
