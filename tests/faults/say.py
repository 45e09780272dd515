"""`python -m tests.faults.say`: runs the words of MAVEN_TEST_WORDS with Django ready."""

import os

import django

django.setup()
exec(os.environ["MAVEN_TEST_WORDS"])
