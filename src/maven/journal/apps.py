from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "maven.journal"
    label = "journal"
