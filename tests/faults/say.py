"""`python -m tests.faults.say`: runs the words of SAY_WORDS with Django ready."""

import os

import django

django.setup()
exec(os.environ["SAY_WORDS"])
