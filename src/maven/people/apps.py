from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "maven.people"
    label = "people"
