import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("causes", "0001_initial"),
        ("missions", "0001_initial"),
        ("toolbox", "0002_catalogue"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("sprints", "0002_needs_and_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="BacklogItem",
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
                            ("idea", "idea"),
                            ("tension", "tension"),
                            ("activity", "activity"),
                            ("action", "action"),
                        ],
                        default="idea",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="what could be done")),
                (
                    "words",
                    models.TextField(blank=True, max_length=600, verbose_name="in a few words"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "to sort"),
                            ("accepted", "accepted"),
                            ("duplicate", "said already"),
                            ("later", "later"),
                            ("declined", "not kept"),
                            ("taken", "in a sprint"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
                ("rank", models.BigIntegerField()),
                (
                    "source",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="where it comes from"
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=600, verbose_name="why")),
                ("proposed_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "cause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="causes.cause",
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="same",
                        to="sprints.backlogitem",
                    ),
                ),
                (
                    "kind_of_activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="toolbox.activitykind",
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
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
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
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="sprints.sprint",
                    ),
                ),
                (
                    "tension",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="sprints.tension",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="activity",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="activities",
                to="sprints.backlogitem",
            ),
        ),
        migrations.AddIndex(
            model_name="backlogitem",
            index=models.Index(fields=["mission", "rank"], name="backlog_item_order"),
        ),
        migrations.AddConstraint(
            model_name="backlogitem",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=["idea", "tension", "activity", "action"]),
                name="backlog_item_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="backlogitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    state__in=["new", "accepted", "duplicate", "later", "declined", "taken"]
                ),
                name="backlog_item_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="backlogitem",
            constraint=models.CheckConstraint(
                condition=models.Q(duplicate_of__isnull=False, state="duplicate")
                | ~models.Q(state="duplicate") & models.Q(duplicate_of=None),
                name="backlog_item_duplicate_says_of_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="backlogitem",
            constraint=models.CheckConstraint(
                condition=~models.Q(state="declined", reason=""),
                name="backlog_item_declined_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="backlogitem",
            constraint=models.UniqueConstraint(
                fields=("mission", "tension"), name="backlog_item_once_for_a_tension"
            ),
        ),
    ]
