from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SprintsConfig(AppConfig):
    name = "maven.sprints"
    label = "sprints"

    def ready(self) -> None:
        autodiscover_modules("measures")  # upper rooms say what a tension may be told beside
