from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "maven.rights"
    label = "rights"
