"""The two lanes for another ASGI server than our own: maven.config.asgi:application."""

from maven.config.application import Application
from maven.config.wsgi import application as pages

application = Application(pages)
