"""The report on one page, for elected officials: what was decided, what it cost, what is asked."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maven.reports.figures import opens
from maven.reports.models import StageReport
from maven.reports.telling import aims_sentence, days, period, shipped_sentence, status
from maven.reports.telling_measures import gauge

MOST = 5  # lines of a part; the report has the others
LONGEST = 180  # characters of a line
LONGEST_ASKED = 600

type Content = dict[str, Any]


def one_page_of(report: StageReport) -> Content:
    """Few words, so that one sheet holds them; every part says where the rest is."""
    content = report.content
    minutes = content.get("minutes", {})
    decided = minutes.get("decision", [])
    adopted = content.get("plan") or [one for one in content["activities"] if not one["added"]]
    return {
        "title": _("Stage report %(number)s, on one page")
        % {"number": content["sprint"]["number"]},
        "mission": {name: short(words) for name, words in content["mission"].items()},
        "period": period(content),
        "status": status(report),
        "asked_title": _("What is asked of you"),
        "asked": short(report.asked, LONGEST_ASKED)
        or _("No decision is asked of you at this stage."),
        "parts": [
            part(
                _("What was decided"),
                _decided_sentence(len(decided)) if decided else aims_sentence(content),
                [one["words"] for one in decided] or [one["title"] for one in adopted],
            ),
            part(
                _("What was made in the meantime"),
                shipped_sentence(content),
                [one["title"] for one in content["shipped"]],
            ),
            part(_("What it cost"), days(content["days"])["sentence"], []),
            part(
                _("The state of the community"),
                "",
                [gauge(one)["sentence"] for one in content["state"] if one["now"]]
                or [_("Nothing is measured yet.")],
            ),
        ],
        "head": report.head,
        "head_title": _("Head of the journal"),
    }


def _decided_sentence(count: int) -> str:
    told = ngettext("%(count)s decision taken.", "%(count)s decisions taken.", count)
    return told % {"count": opens("minutes-decision", count)}


def part(title: str, sentence: str, lines: list[str]) -> Content:
    more = len(lines) - MOST
    rest = ngettext(
        "And %(count)s more in the report.", "And %(count)s more in the report.", max(more, 0)
    )
    return {
        "title": title,
        "sentence": sentence,
        "lines": [short(line) for line in lines[:MOST]],
        "more": rest % {"count": more} if more > 0 else "",
    }


def short(words: str, longest: int = LONGEST) -> str:
    return Truncator(" ".join(words.split())).chars(longest)
