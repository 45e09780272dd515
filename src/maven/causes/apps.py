from django.apps import AppConfig


class CausesConfig(AppConfig):
    name = "maven.causes"
    label = "causes"
