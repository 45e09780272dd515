import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_quotation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="stagereport",
            name="asked",
            field=models.TextField(
                blank=True, max_length=1000, verbose_name="the decision asked of the sponsor"
            ),
        ),
        migrations.AddField(
            model_name="stagereport",
            name="seal",
            field=models.CharField(blank=True, max_length=64, default=""),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Addendum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(max_length=2000, verbose_name="what is to be corrected")),
                ("added_at", models.DateTimeField()),
                ("added_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("report", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="addenda", to="reports.stagereport")),
            ],
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("section", models.CharField(choices=[("shipped", "Shipped!"), ("aims", "What we set out to do"), ("sessions", "Sessions held"), ("decisions", "Decisions and agreements"), ("disagreements", "What remains to be discussed"), ("commitments", "Commitments"), ("backlog", "Ideas in and out of the backlog"), ("state", "The state of the community"), ("tensions", "Tensions"), ("feelings", "Likes and dislikes"), ("causes", "Causes and champions"), ("agenda", "Agenda of the next cycle")], max_length=20)),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="words of the team")),
                ("left_out", models.JSONField(default=list)),
                ("report", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="passages", to="reports.stagereport")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("report", "section"), name="passage_once_per_section"),
                    models.CheckConstraint(condition=models.Q(("section__in", ["shipped", "aims", "sessions", "decisions", "disagreements", "commitments", "backlog", "state", "tensions", "feelings", "causes", "agenda"])), name="passage_section_is_known"),
                ],
            },
        ),
    ]
