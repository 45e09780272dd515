import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("causes", "0001_initial"),
        ("missions", "0008_launch"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Candidate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mean_rank", models.FloatField()),
                ("centrality", models.FloatField(null=True)),
                ("centrality_rank", models.FloatField(null=True)),
                ("accepted", models.PositiveIntegerField(null=True)),
                ("accepted_rank", models.FloatField(null=True)),
                ("endorsed", models.PositiveIntegerField(null=True)),
                ("endorsed_rank", models.FloatField(null=True)),
                ("kept", models.PositiveIntegerField(null=True)),
                ("kept_rank", models.FloatField(null=True)),
                ("counted_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="cause",
            name="annotation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="missions.annotation",
            ),
        ),
        migrations.AddField(
            model_name="cause",
            name="source",
            field=models.CharField(blank=True, max_length=240, verbose_name="after"),
        ),
        migrations.AddField(
            model_name="champion",
            name="answer",
            field=models.CharField(blank=True, max_length=500, verbose_name="a word back"),
        ),
        migrations.AddField(
            model_name="champion",
            name="declined_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="champion",
            name="words",
            field=models.CharField(
                blank=True, max_length=500, verbose_name="a word with the request"
            ),
        ),
        migrations.AddConstraint(
            model_name="champion",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted_at", None), ("declined_at", None), _connector="OR"),
                name="champion_accepted_or_declined",
            ),
        ),
        migrations.AddField(
            model_name="candidate",
            name="mission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="missions.mission"
            ),
        ),
        migrations.AddField(
            model_name="candidate",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(
                fields=("mission", "person"), name="candidate_once_a_mission"
            ),
        ),
    ]
