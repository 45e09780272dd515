import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maven.sprints.models.calendar_feed


class Migration(migrations.Migration):
    dependencies = [("sprints", "0003_backlog")]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seed",
                    models.CharField(
                        default=maven.sprints.models.calendar_feed.seed_by_chance,
                        max_length=64,
                        unique=True,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("activity", "activity"),
                            ("kick_off", "kick-off"),
                            ("plenary", "plenary"),
                            ("review", "review"),
                            ("other", "meeting"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                (
                    "words",
                    models.TextField(blank=True, max_length=2000, verbose_name="what it is about"),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts at")),
                ("ends_at", models.DateTimeField(verbose_name="ends at")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("link", models.URLField(blank=True, max_length=400, verbose_name="link")),
                (
                    "capacity",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="places"),
                ),
                (
                    "registration",
                    models.CharField(
                        choices=[
                            ("everyone", "Whoever takes part in the mission"),
                            ("group", "The working group only"),
                        ],
                        default="everyone",
                        max_length=10,
                        verbose_name="who may register",
                    ),
                ),
                (
                    "closes_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="registration closes at"
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField(null=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("called_off_at", models.DateTimeField(null=True)),
                (
                    "called_off_reason",
                    models.CharField(blank=True, max_length=280, verbose_name="why"),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sessions",
                        to="sprints.activity",
                    ),
                ),
                (
                    "called_off_by",
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
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sprint",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sessions",
                        to="sprints.sprint",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("coming", "comes"),
                            ("waiting", "on the waiting list"),
                            ("withdrawn", "withdrew"),
                        ],
                        max_length=10,
                    ),
                ),
                ("registered_at", models.DateTimeField()),
                ("place_due_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registrations",
                        to="sprints.session",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField()),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                (
                    "lead_words",
                    models.CharField(blank=True, max_length=120, verbose_name="who leads"),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agenda",
                        to="sprints.session",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["activity", "kick_off", "plenary", "review", "other"])
                ),
                name="session_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("registration__in", ["everyone", "group"])),
                name="session_registration_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_at__lt", models.F("ends_at"))),
                name="session_starts_before_it_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity", None), ("capacity__gte", 1), _connector="OR"),
                name="session_has_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("called_off_at", None),
                    models.Q(("called_off_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="session_called_off_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                fields=("session", "person"), name="registration_once_per_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["coming", "waiting", "withdrawn"])),
                name="registration_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("session", "rank"), name="agenda_item_rank_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gte", 1), ("minutes__lte", 600)),
                name="agenda_item_lasts_a_while",
            ),
        ),
    ]
