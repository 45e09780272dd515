"""What may take longer than a page."""

from django.tasks import task

from maven.rights import store


@task
def clean_store() -> None:
    """After an erasure: the bytes go as well."""
    store.clean()
