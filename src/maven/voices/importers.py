"""What the voices import: ideas, and opinions gathered on paper or elsewhere."""

from django.utils.translation import gettext_lazy as _

from maven.intake import cells
from maven.intake.registry import Column, Importer, Option, TakenBack, register, register_undoing
from maven.voices.files import conversations, ideas, opinions
from maven.voices.files.consultations import open_consultations
from maven.voices.operations.importing import KIND
from maven.voices.words import WordsRefused, cleaned

CONSULTATION = Option(name="consultation", label=_("Consultation"), choices=open_consultations)


def idea(text: str, tell: cells.Tell) -> str:
    """The words of an idea, refused as they would be on the page."""
    try:
        return cleaned(text)
    except WordsRefused as refused:
        raise cells.Wrong("words", why=str(refused.args[0])) from None


register(
    Importer(
        name="ideas",
        label=_("Ideas"),
        says=_("Ideas heard elsewhere, one a line, put to everybody in an open consultation."),
        columns=(
            Column(
                name="idea",
                label=_("idea"),
                cell=idea,
                needed=True,
                also=(
                    *("idée", "idées", "proposition", "propositions", "contribution", "texte"),
                    *("énoncé", "verbatim", "words", "statement", "ideas", "comment-body", "text"),
                ),
            ),
        ),
        options=(CONSULTATION,),
        most_rows=2_000,
        plan=ideas.plan,
        write=ideas.write,
        undo=ideas.undo,
    )
)
register(
    Importer(
        name="opinions",
        label=_("Opinions gathered on paper"),
        says=_(
            "Who, on which idea, agrees or not. People are known by a number or initials: "
            "no name, no address."
        ),
        columns=(
            Column(
                name="participant",
                label=_("who answers (a number, or initials)"),
                cell=cells.identifier,
                needed=True,
                also=("participante", "personne", "bulletin", "votant", "voter-id", "voter", "qui"),
            ),
            Column(
                name="idea",
                label=_("idea (its number, or its words)"),
                cell=cells.words(2_000),
                needed=True,
                also=(
                    *("idée", "numéro", "n°", "no", "proposition", "énoncé", "statement"),
                    *("comment-id", "number", "statement-id"),
                ),
            ),
            Column(
                name="vote",
                label=_("vote"),
                cell=cells.vote,
                needed=True,
                also=("avis", "réponse", "choix", "opinion", "answer", "choice"),
            ),
            Column(
                name="important",
                label=_("important"),
                cell=cells.yes_no,
                also=("important pour moi", "importance", "important to me"),
            ),
        ),
        options=(
            CONSULTATION,
            Option(
                name="last",
                label=_("If somebody answers twice, the last line counts"),
            ),
        ),
        most_rows=100_000,
        plan=opinions.plan,
        write=opinions.write,
        undo=opinions.undo,
    )
)
register_undoing(
    TakenBack(name=KIND, label=_("A conversation held on Polis"), undo=conversations.undo)
)
