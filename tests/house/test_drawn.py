"""Every form that edits what stands carries the mark of what it was drawn from, or says why not."""

import ast

from tests.house import source

WHY_NOT = {
    "AddendumForm": "a new correction, beside what stays",
    "AssistedForm": "a new person, helped: the day is proposed, nothing stands yet",
    "AskForm": "one's own request, which nobody else writes",
    "HandoverForm": "one day, confirmed; whoever said another is in the journal and on the page",
    "ConsultationForm": "a new consultation",
    "TensionForm": "a new tension",
    "ShipForm": "a new deliverable",
    "DocumentForm": "a new document of earlier work",
    "PassageForm": "a new passage",
    "HeardForm": "a new passage of an interview",
    "BecomesIdeaForm": "a new idea, begun with the words of a passage",
    "BecomesCauseForm": "a new cause, begun with the words of a passage",
    "BecomesTensionForm": "a new tension, begun with the words of a passage",
    "NewLineForm": "a new line of minutes, of the same kind as the last",
    "GapForm": "a new tension, out of a line of minutes",
    "NewSessionForm": "a new session, begun from an activity or not",
    "WhenForm": "the date of a new session: MoveForm is for one that stands",
    "OfferForm": "one's own days, which nobody else writes",
    "ChoiceOfKinds": "a choice of what to list: nothing is written",
    "SampleForm": "the gallery of components: nothing is written",
}


def called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def is_form_of_a_model(node):
    return any("ModelForm" in ast.unparse(base) for base in node.bases)


def begins_with_what_stands(node):
    if not isinstance(node, ast.Call) or not called(node).endswith("Form"):
        return False
    return bool({word.arg for word in node.keywords} & {"instance", "initial", "row"})


def test_a_form_that_edits_what_stands_is_drawn_or_says_why_not():
    drawn, edits = set(), set()
    texts = [path.read_text() for path in source.SOURCE.rglob("*.py")]
    for text in (one for one in texts if "Form(" in one):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                if any("Drawn" in ast.unparse(base) for base in node.bases):
                    drawn.add(node.name)
                if is_form_of_a_model(node):
                    edits.add(node.name)
            elif begins_with_what_stands(node):
                edits.add(called(node))
    assert edits - drawn - WHY_NOT.keys() == set()
    assert WHY_NOT.keys() & drawn == set(), "it says why not, and is"
    assert len(drawn) >= 10


def test_each_of_them_puts_its_mark_in_a_page():
    pages = [path.read_text() for path in source.SOURCE.rglob("*.html")]

    assert sum("{% drawn " in page for page in pages) >= 10
