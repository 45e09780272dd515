"""`python -m tests.faults.seed`: an open mission with one consultation and a sprint, in the store of MAVEN_VAR."""

import django

django.setup()

from django.utils import timezone

from maven.voices.models import Consultation
from tests import cast

STATEMENTS = 60


def main():
    paca = cast.paca()
    cast.sprint(paca)
    made = cast.consultation(paca, statements=STATEMENTS)
    Consultation.objects.filter(pk=made.pk).update(opened_at=timezone.now())
    made.refresh_from_db()
    print(made.pk, made.get_absolute_url())


if __name__ == "__main__":
    main()
