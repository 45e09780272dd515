from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "maven.voices"
    label = "voices"
