from django.apps import AppConfig


class MissionsConfig(AppConfig):
    name = "maven.missions"
    label = "missions"
