"""The registry of processing, as the law asks for one: generated from the models, never written."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import (
    DateField,
    EmailField,
    Field,
    ForeignKey,
    JSONField,
    Model,
)
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from maven.people.models import Person
from maven.rights.declarations import Declaration, declarations, fields_of
from maven.rights.outside import OUTSIDE

BASES = {
    "contract": gettext_noop("contract"),
    "consent": gettext_noop("consent"),
    "public task": gettext_noop("public task"),
    "legitimate interest": gettext_noop("legitimate interest"),
    "legal duty": gettext_noop("legal duty"),
}
DEFAULT_RECIPIENTS = gettext_noop("the people of the mission, as the person chose to appear")


@dataclass(frozen=True, slots=True, kw_only=True)
class Processing:
    """One line of the registry, in the language of the page."""

    name: str
    what: str
    purpose: str
    basis: str
    categories: list[str]
    fields: list[str]
    recipients: str
    until: str
    erased: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """A table that keeps nothing about anybody, and why."""

    name: str
    why: str


def processings() -> list[Processing]:
    return [processing_of(told) for told in declarations() if told.keeps]


def nothings() -> list[Nothing]:
    return [Nothing(name=one.label, why=_(one.nothing)) for one in declarations() if one.nothing]


def processing_of(told: Declaration) -> Processing:
    shown = [one for one in fields_of(told.model) if not one.primary_key]
    return Processing(
        name=told.label,
        what=_(told.purpose if told.label in OUTSIDE else first_sentence(told.model)),
        purpose=_(told.purpose),
        basis=_(BASES[told.basis]),
        categories=list(dict.fromkeys(category_of(one, told) for one in shown)),
        fields=[one.name for one in shown],
        recipients=_(told.recipients),
        until=_(told.until),
        erased=words_of_erasure(told),
    )


def first_sentence(model: type[Model]) -> str:
    """The first line of what the model says of itself."""
    said = (model.__doc__ or "").strip().split("\n")[0]
    return str(model._meta.verbose_name) if said.startswith(f"{model.__name__}(") else said


def category_of(one: "Field[object, object]", told: Declaration) -> str:
    if one.name in told.secret or one.name == "password":
        return _("keys and proofs, never shown")
    if isinstance(one, EmailField):
        return _("e-mail address")
    if isinstance(one, ForeignKey):
        return _("who") if one.related_model is Person else _("in what")
    if isinstance(one, DateField):
        return _("when")
    if isinstance(one, JSONField):
        return _("particulars")
    return _("name") if one.name == "name" else _category_of_words(one)


def _category_of_words(one: "Field[object, object]") -> str:
    if one.choices:
        return _("choices")
    return _("words") if one.get_internal_type() in {"CharField", "TextField"} else _("numbers")


def words_of_erasure(told: Declaration) -> str:
    if told.untied:
        return _(told.untied)
    if told.why_kept:
        return _("it stays: %(why)s") % {"why": _(told.why_kept)}
    if told.erased == "row":
        return _("it goes whole")
    return _("without any link to the person: %(fields)s") % {"fields": ", ".join(told.written)}


def as_rows() -> Iterator[list[str]]:
    """Heads, then one line for each model that keeps something."""
    yield [
        _("Table"),
        _("What"),
        _("Why"),
        _("Legal basis"),
        _("Categories"),
        _("Fields"),
        _("Who reads it"),
        _("Until when"),
        _("When the person is erased"),
    ]
    for one in processings():
        yield [
            one.name,
            one.what,
            one.purpose,
            one.basis,
            ", ".join(one.categories),
            ", ".join(one.fields),
            one.recipients,
            one.until,
            one.erased,
        ]


def as_markdown() -> str:
    heads, *rows = as_rows()
    lines = [f"# {_('Registry of processing')}", ""]
    lines += ["| " + " | ".join(cells) + " |" for cells in (heads, ["---"] * len(heads), *rows)]
    lines += ["", f"## {_('Tables that keep nothing about anybody')}", ""]
    lines += [f"- {one.name}: {one.why}" for one in nothings()]
    return "\n".join(lines) + "\n"
