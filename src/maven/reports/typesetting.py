"""The stage report on paper: A4, tagged for screen readers (PDF/UA-1), in the reader's language.

Words travel as data: nothing that somebody wrote is ever read as markup.
"""

import hashlib
import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, cast

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from maven import ui
from maven.reports.figures import plain
from maven.reports.models import StageReport
from maven.reports.one_page import one_page_of
from maven.reports.telling import told
from maven.ui.typography import typeset

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
ONE_PAGE = TEMPLATE.with_name("one_page.typ")
FONTS = Path(ui.__file__).parent / "static" / "ui" / "vendor"
NOT_DATA = {"drawing"}


def pdf_of(report: StageReport, *, language: str) -> bytes:
    """The whole report as a PDF."""
    return drawn(TEMPLATE, data_of(report, language=language), report)


def one_page_pdf_of(report: StageReport, *, language: str) -> bytes:
    """The page for elected officials as a PDF."""
    with override(language):
        data = {**one_page_of(report), "language": language, "page": labels()["page"]}
        words = json.dumps(
            typeset_data(data, french=language == "fr"), ensure_ascii=False, sort_keys=True
        )
    return drawn(ONE_PAGE, words, report)


def drawn(template: Path, data: str, report: StageReport) -> bytes:
    """The PDF, from the drawer when the very same words were set before."""
    words = data.encode() + written(template)
    kept = drawer() / f"{hashlib.sha256(words).hexdigest()}.pdf"
    with suppress(FileNotFoundError):
        return kept.read_bytes()
    made_at = int((report.issued_at or report.compiled_at).timestamp())
    pdf = typeset_pdf(data, template=template, made_at=made_at)
    # Two readers may set it at once: each writes a file of its own, the last one stays.
    with NamedTemporaryFile(dir=kept.parent, suffix=".part", delete=False) as part:
        part.write(pdf)
    Path(part.name).replace(kept)
    return pdf


def data_of(report: StageReport, *, language: str) -> str:
    with override(language):
        data = told(report)
        sponsor = data["mission"]["sponsor_name"]
        since = data["changes"]["number"] if data["changes"] else ""
        data |= {
            "language": language,
            "labels": labels()
            | {
                "sponsor": _("For %(sponsor)s") % {"sponsor": sponsor},
                "since": _("Since stage %(number)s") % {"number": since},
            },
        }
        return json.dumps(
            typeset_data(data, french=language == "fr"), ensure_ascii=False, sort_keys=True
        )


def typeset_pdf(data: str, *, made_at: int, template: Path = TEMPLATE) -> bytes:
    """The same data at the same instant give the same bytes."""
    import typst  # noqa: PLC0415 (81 MB of library that most requests never need)

    compiler = typst.Compiler(
        str(template),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
    )
    try:
        return cast(bytes, compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=made_at))
    except typst.TypstError:
        # A letter that none of the fonts has is allowed on paper, not in the standard.
        return cast(bytes, compiler.compile(format="pdf", timestamp=made_at))


def drawer() -> Path:
    folder = Path(settings.VAR) / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@cache
def written(template: Path) -> bytes:
    return template.read_bytes()


def typeset_data(value: Any, *, french: bool) -> Any:
    """The same, in French typography where the language asks for it, and without pictures."""
    if isinstance(value, dict):
        return {
            key: part
            if key in {"link", "head", "key", "seal"}
            else typeset_data(part, french=french)
            for key, part in value.items()
            if key not in NOT_DATA
        }
    if isinstance(value, list | tuple):
        return [typeset_data(part, french=french) for part in value]
    if isinstance(value, str):
        value = plain(value)
        return typeset(value) if french else value
    return value


def labels() -> dict[str, str]:
    return {
        "aims": _("What we set out to do"),
        "because": _("Because:"),
        "planned": _("days planned"),
        "spent": _("days spent"),
        "activity": _("Activity"),
        "shipped": _("Shipped!"),
        "feelings": _("Likes and dislikes"),
        "likes": _("Likes"),
        "dislikes": _("Dislikes"),
        "tensions": _("Tensions"),
        "opened": _("Opened in this sprint"),
        "resolved": _("Resolved in this sprint"),
        "want": _("What we want"),
        "see": _("What we see"),
        "state": _("The state of the community"),
        "now": _("now"),
        "before": _("at the end of the sprint before"),
        "interval": _("interval, 95 times in 100"),
        "dimension": _("Dimension"),
        "causes": _("Causes and champions"),
        "new": _("new"),
        "agenda": _("Agenda of the next cycle"),
        "no_agenda": _("No agenda was written."),
        "days": _("Days"),
        "annex": _("Annex: the eight kinds of activities"),
        "kind": _("Kind"),
        "done": _("Done since the start"),
        "goal": _("Planned"),
        "words": _("The words of the team"),
        "proof": _("Proof"),
        "proof_text": _(
            "This report was gathered from the mission's journal, a chain of facts in which each one "
            "seals the one before. Whoever kept the head below can check that nothing was changed "
            "since."
        ),
        "head": _("Head of the journal"),
        "facts": _("facts"),
        "page": _("page"),
        "of": _("of"),
        "none": _("None."),
        "not_measured": _("not measured"),
        "question": _("The question asked:"),
        "asked": _("The decision asked of the sponsor"),
        "unprinted": _("Other lines are in the list that the number opens on the page."),
        "status": _("State"),
        "what": _("What"),
        "then": _("then"),
        "change": _("change"),
        "new_causes": _("New causes"),
        "lasting": _("Tensions that were open and still are"),
        "addenda": _("Corrections since it was issued"),
        "seal": _("Seal of this report, held by the journal"),
    }
