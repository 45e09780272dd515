"""A model that breaks the rules of the house, to see them fail. It is never made a table."""

from django.db import models

from maven.missions.models import Mission


class Wrong(models.Model):  # noqa: DJ008
    mission = models.ForeignKey(Mission, models.CASCADE)

    class Meta:
        app_label = "voices"
        managed = False
