from django.apps import AppConfig


class SprintsConfig(AppConfig):
    name = "maven.sprints"
    label = "sprints"
