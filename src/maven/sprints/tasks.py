"""The jobs of the sprints: what needs the arithmetic of the method, and letters."""

from contextlib import suppress

from django.tasks import task
from django.utils import timezone

from maven.sprints.backlog_letters import write_to_proposer
from maven.sprints.models import Feedback, Sprint
from maven.sprints.operations import NotRevealed, Together, propose_groups
from maven.sprints.session_tasks import remind, tell_of_change, tell_of_place

__all__ = ["group_feelings", "remind", "tell_of_change", "tell_of_place", "tell_proposer"]


@task
def tell_proposer(pk: int, state: str, origin: str) -> None:
    """What the team answered to something of the reserve, and why."""
    write_to_proposer(pk, state, origin, at=timezone.now())


@task
def group_feelings(sprint_pk: int) -> None:
    """Proposes which feelings to read together, once they are revealed; people decide."""
    sprint = Sprint.objects.select_related("mission").filter(pk=sprint_pk).first()
    if sprint is not None:
        with suppress(NotRevealed):
            propose_groups(sprint=sprint, groups=close_feelings(sprint), at=timezone.now())


def close_feelings(sprint: Sprint) -> list[Together]:
    """Close by their words: what is liked apart from what is not."""
    # NumPy comes with it: never in the web process.
    from maven.method.text import near_duplicates, read, suggested_merges  # noqa: PLC0415

    found = []
    for kind in Feedback.Kind.values:
        notes = Feedback.objects.of(sprint).filter(kind=kind, group=None)
        words: dict[int | str, str] = dict(notes.values_list("pk", "words").iterator())
        corpus = read(words)
        same = {one.keys[0]: one.keys for one in near_duplicates(corpus)}
        for merge in suggested_merges(corpus):
            pks = [pk for key in merge.keys for pk in (key, *same.pop(key, ())[1:])]
            found.append(Together(name=", ".join(merge.shared[:3]), pks=_plain(pks)))
        found += [Together(name=words[keys[0]], pks=_plain(keys)) for keys in same.values()]
    return found


def _plain(keys: object) -> list[int]:
    return sorted({int(key) for key in keys})  # type: ignore[attr-defined]
