from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    name = "maven.archives"
    label = "archives"
