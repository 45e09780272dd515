"""A quotation on paper: A4, tagged for screen readers, in the reader's language."""

import json
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from maven.reports.models import Quotation
from maven.reports.quotation_telling import told
from maven.reports.typesetting import typeset_data, typeset_pdf

TEMPLATE = Path(__file__).parent / "typst" / "quotation.typ"


def quotation_pdf(quotation: Quotation, *, language: str) -> bytes:
    made_at = quotation.issued_at or quotation.made_at
    data = data_of(quotation, language=language)
    return typeset_pdf(data, made_at=int(made_at.timestamp()), template=TEMPLATE)


def data_of(quotation: Quotation, *, language: str) -> str:
    with override(language):
        mission = quotation.mission
        data = told(quotation, spent=False) | {
            "language": language,
            "mission": {"name": mission.name, "territory": mission.territory},
            "labels": labels()
            | {"sponsor": _("For %(sponsor)s") % {"sponsor": mission.sponsor_name}},
        }
        return json.dumps(
            typeset_data(data, french=language == "fr"), ensure_ascii=False, sort_keys=True
        )


def labels() -> dict[str, str]:
    return {
        "days": _("In days"),
        "euros": _("In euros"),
        "no_rates": _("No day rate is given: only days are told."),
        "lines": _("Line by line"),
        "line": _("Line"),
        "times": _("Times"),
        "cost": _("Cost"),
        "share": _("Of the days"),
        "listed": _("The listed kinds"),
        "whole": _("The whole mission"),
        "columns": _(
            "Days that 1, 5, 8 and 9 times out of 10 are enough; cost on average, for a total that of 8 times out of 10"
        ),
        "not_sum": _(
            "The total of a column is not the sum of its lines: all lines are rarely low or high together."
        ),
        "assumed": _("What is assumed"),
        "low": _("Days, low"),
        "likely": _("Days, likely"),
        "high": _("Days, high"),
        "by": _("By"),
        "rate": _("Day rate in euros"),
        "page": _("page"),
        "of": _("of"),
    }
