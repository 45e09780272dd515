from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "maven.front"
    label = "front"
