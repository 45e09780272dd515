from django.apps import AppConfig


class CompassConfig(AppConfig):
    name = "maven.compass"
    label = "compass"
