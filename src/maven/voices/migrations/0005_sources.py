import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("causes", "0002_asking"),
        ("missions", "0008_launch"),
        ("voices", "0004_assistance"),
    ]

    operations = [
        migrations.AddField(
            model_name="statement",
            name="annotation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="missions.annotation",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="source",
            field=models.CharField(blank=True, max_length=240, verbose_name="after"),
        ),
    ]
