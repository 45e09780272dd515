import pytest
from django.db import models
from django.test.utils import isolate_apps

from maven.archives import survey
from maven.archives.decisions import DECISIONS
from maven.archives.survey import Undecided, reached, tables, undecided
from maven.missions.models import Mission


def test_nothing_of_a_mission_is_forgotten_and_no_secret_leaves_unseen():
    """A new model, or a new secret field, is decided in maven/archives/decisions.py."""
    assert undecided() == []


@isolate_apps("maven.voices")
def test_a_model_that_nobody_thought_of_is_found():
    class Wrong(models.Model):  # noqa: DJ008
        mission = models.ForeignKey(Mission, models.CASCADE)

        class Meta:
            app_label = "voices"

    assert reached([Mission, Wrong])[Wrong] == "mission__pk"


def test_no_archive_is_made_while_something_is_undecided(monkeypatch):
    monkeypatch.setattr(
        survey, "DECISIONS", {k: v for k, v in DECISIONS.items() if "Cause" not in k}
    )
    tables.cache_clear()
    try:
        with pytest.raises(Undecided, match=r"causes\.Cause"):
            tables()
    finally:
        monkeypatch.undo()
        tables.cache_clear()


def test_a_secret_that_would_leave_is_found(monkeypatch):
    from maven.archives.decisions import WHOLE

    monkeypatch.setattr(survey, "DECISIONS", {**DECISIONS, "voices.Participant": WHOLE})

    assert undecided() == ["voices.Participant.guest_digest"]


def test_each_table_comes_after_those_it_refers_to():
    seen = set()
    for table in tables():
        below = {field.related_model for field in table.references()} - {table.model}
        assert below & {one.model for one in tables()} <= seen
        seen.add(table.model)
