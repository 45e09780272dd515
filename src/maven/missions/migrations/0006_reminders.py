from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("missions", "0005_join_requests")]

    operations = [
        migrations.CreateModel(
            name="LetterRefusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="invitation",
            name="reminders",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(reminders__lte=3), name="invitation_reminded_3_times_at_most"
            ),
        ),
    ]
