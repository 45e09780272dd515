from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "maven.ui"
    label = "ui"
