from django.apps import AppConfig


class ToolboxConfig(AppConfig):
    name = "maven.toolbox"
    label = "toolbox"
