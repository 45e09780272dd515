from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MissionsConfig(AppConfig):
    name = "maven.missions"
    label = "missions"

    def ready(self) -> None:
        autodiscover_modules("ticks")  # each room says which steps are done by themselves
