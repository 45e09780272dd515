from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "maven.reports"
    label = "reports"
