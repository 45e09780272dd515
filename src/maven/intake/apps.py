from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class IntakeConfig(AppConfig):
    name = "maven.intake"
    label = "intake"

    def ready(self) -> None:
        autodiscover_modules("importers")  # each room says what it imports
