"""When a session is, in a page."""

from django import template

from maven.sprints import session_words

register = template.Library()
register.filter("when", session_words.when)
register.filter("zone", session_words.zone)
register.filter("offset", session_words.offset)
register.filter("duration", session_words.duration)
