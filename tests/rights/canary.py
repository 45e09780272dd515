"""A person who leaves a mark of her own in every field she can fill: planted, then looked for.

    python -m tests.rights.canary plant|export|erase|look FOLDER

Each mark is 128 bits by chance. It runs in a process of its own, on a store in a file: the bytes of
the file are looked at, not only its rows.
"""

import io
import json
import secrets
import sqlite3
import sys
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import django

AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
ON = date(2026, 1, 5)
LATER = {"expires_at", "ends_at", "run_after", "expire_date", "ends_on"}

# What a table wants of its columns together, beyond what each of them says.
FITTING = {
    "compass.Aim": {"low": 1, "high": 2},
    "missions.Annotation": {"deliverable": None},
    "sprints.MinutesLine": {"kind": "commitment"},
    "sprints.Wish": {"item": None},
}


def plant(folder):
    from maven.rights.declarations import declarations

    garden = Garden()
    for told in declarations():
        if told.keeps and (told.person or told.address):
            garden.plant(told)
    garden.leave_traces(Path(folder))
    Path(folder, "canary.json").write_text(json.dumps(garden.told()))


class Garden:
    """Rows of hers, one of each table, with a mark in each of their words."""

    def __init__(self):
        from maven.people.models import Person
        from tests import cast

        self.marks, self.rows, self.refused, self.under_way = {}, {}, {}, set()
        self.name, self.address = self.mark("name"), f"{self.mark('address')}@example.org"
        cast.paca()
        self.person = Person.objects.create(
            email=self.address,
            name=f"Canari {self.name}",
            about=self.mark("people.Person.about"),
            password=self.mark("people.Person.password"),
        )
        self.rows["people.Person"] = self.person
        self.other = cast.minh()

    def mark(self, place):
        return self.marks.setdefault(place, secrets.token_hex(16))

    def told(self):
        return {
            "pk": self.person.pk,
            "marks": self.marks,
            "planted": sorted(self.rows),
            "refused": self.refused,
        }

    def plant(self, told):
        from django.db import DatabaseError, transaction

        if told.label in self.rows:
            return self.rows[told.label]
        if told.label == "journal.FactDetails":
            self.rows[told.label] = self.fact()
            return self.rows[told.label]
        self.under_way.add(told.label)
        try:
            with transaction.atomic():
                row = told.model(**self.values(told))
                row.save(force_insert=True)
        except (DatabaseError, ValueError) as refusal:
            self.refused[told.label] = str(refusal)
            return told.model._default_manager.order_by("pk").first()
        self.rows[told.label] = row
        return row

    def fact(self):
        from maven.journal.operations import record
        from tests import cast

        particulars = {"words": self.mark("journal.FactDetails.particulars")}
        mission = cast.paca()
        fact = record(
            "sector.added", mission, chain=mission.chain, by=self.person, at=AT, **particulars
        )
        return fact.details

    def values(self, told):
        values = {
            one.name: self.value(told, one)
            for one in told.model._meta.concrete_fields
            if not one.primary_key or one.is_relation
        }
        return values | FITTING.get(told.label, {})

    def value(self, told, one):
        from django.db import models

        if isinstance(one, models.ForeignKey):
            return self.pointed(told, one)
        if isinstance(one, models.EmailField):
            return self.address
        if isinstance(one, models.DateField):
            return moment(one)
        if one.choices:
            return next(value for value, _ in one.flatchoices if value != "")
        if isinstance(one, models.JSONField):
            return self.content(told, one)
        if isinstance(one, models.CharField | models.TextField):
            return self.words(told, one)
        if isinstance(one, models.IntegerField | models.FloatField) and not one.has_default():
            return None if one.null else 1
        return default(one)

    def pointed(self, told, one):
        from maven.people.models import Person
        from maven.rights.declarations import declared_by

        if one.related_model is Person:
            return self.person
        row = self.rows.get(one.related_model._meta.label)
        if row is None and one.null and one.related_model._meta.label in self.under_way:
            return None  # tables that refer to one another in a ring
        if row is None:
            there = declared_by(one.related_model)
            if there.keeps and there.person:
                return self.plant(there)
            row = one.related_model._default_manager.order_by("pk").first()
        if row is None and not one.null:
            row = self.plant(there)
        return row

    def content(self, told, one):
        place = self.mark(f"{told.label}.{one.name}")
        if one.name in told.named:
            name = f"Canari {self.name}"
            return {"by": name, "names": [name], "words": f"{place} dit par {name}"}
        return {"words": place}

    def words(self, told, one):
        """A mark, and her name and address where they fit: the words that stay must lose them."""
        most = one.max_length or 4000
        if most < 32:
            return "x"
        place = self.mark(f"{told.label}.{one.name}")
        whole = f"{place} Canari {self.name} {self.address}"
        alone = one.unique or len(whole) > most or one.name.endswith(("slug", "_key", "digest"))
        return place if alone else whole

    def leave_traces(self, var):
        """What is left outside of the rows that name her."""
        from django.contrib.sessions.backends.db import SessionStore
        from django_tasks_db.models import DBTaskResult

        from maven.journal.models import Receipt

        session = SessionStore()
        session["_auth_user_id"] = str(self.person.pk)
        session.save()
        DBTaskResult.objects.create(
            args_kwargs={"args": [self.address], "kwargs": {}},
            task_path="x",
            priority=0,
            queue_name="default",
            backend_name="default",
            run_after=AT + timedelta(days=3650),
            exception_class_path="",
            traceback=f"about Canari {self.name}",
        )
        Receipt.objects.create(
            key="k" * 20,
            scope="s",
            fingerprint="f",
            body=f"<p>Canari {self.name}</p>",
            received_at=AT,
        )
        for place, held in (
            ("mail/1.log", f"To: {self.address}"),
            ("imports/1.parcel", f"mail\n{self.address}\n"),
            ("reports/1.pdf", f"%PDF Canari {self.name}"),
        ):
            path = var / place
            path.parent.mkdir(exist_ok=True)
            path.write_text(held)


def moment(one):
    from django.db import models

    start = AT if isinstance(one, models.DateTimeField) else ON
    return None if one.null else start + timedelta(days=7 * (one.name in LATER))


def default(one):
    return one.get_default() if one.has_default() else None if one.null else 0


def export(folder):
    """Which marks her own file holds."""
    from maven.people.models import Person
    from maven.rights.parcel import parcel_of

    told = json.loads(Path(folder, "canary.json").read_text())
    parcel = zipfile.ZipFile(io.BytesIO(parcel_of(Person.objects.get(pk=told["pk"]), at=AT)))
    for name in ("donnees.json", "index.html"):
        held = parcel.read(name).decode()
        yield name, sorted(place for place, mark in told["marks"].items() if mark in held)


def erase(folder):
    from django.utils import timezone

    from maven.people.models import Person
    from maven.rights.operations import erase_person

    told = json.loads(Path(folder, "canary.json").read_text())
    erase_person(person=Person.objects.get(pk=told["pk"]), by=None, at=timezone.now())


def look(folder):
    """Where marks still are: in the rows, and in the bytes of every file of the place."""
    told = json.loads(Path(folder, "canary.json").read_text())
    store = sqlite3.connect(Path(folder, "maven.sqlite3"))
    dump = "\n".join(store.iterdump())
    store.close()
    files = [path for path in Path(folder).rglob("*") if path.is_file()]
    kept = [path for path in files if "backups" not in path.parts and path.suffix != ".json"]
    held = {path.relative_to(folder).as_posix(): path.read_bytes() for path in kept}
    for place, mark in told["marks"].items():
        where = [name for name, content in held.items() if mark.encode() in content]
        if mark in dump or where:
            yield place, (["rows"] if mark in dump else []) + sorted(where)


def main(act, folder):
    import os

    os.environ["MAVEN_VAR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.conf import settings

    settings.VAR = Path(folder)
    done = globals()[act](folder)
    print(json.dumps(dict(done) if done is not None else {}))


if __name__ == "__main__":
    main(*sys.argv[1:])
