"""The forms of a page, with what a browser would send of them untouched."""

from html.parser import HTMLParser


class Form:
    """Where it goes, and its fields as they stand."""

    def __init__(self, action):
        self.action, self.fields, self.buttons = action, {}, []


class Forms(HTMLParser):
    """Every form of a page that is sent with POST."""

    def __init__(self, page, address=""):
        super().__init__()
        self.found, self.form, self.select, self.words = [], None, None, None
        self.address = address
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = None
            if told.get("method", "").lower() == "post":
                self.form = Form(told.get("action") or self.address)
                self.found.append(self.form)
        elif self.form is not None:
            self._field(tag, told, dict(attrs))

    def _field(self, tag, told, attrs):
        name, kind = told.get("name"), told.get("type", "text")
        if tag == "input" and name:
            first = kind == "radio" and name not in self.form.fields
            if kind not in {"radio", "checkbox", "submit"} or "checked" in attrs or first:
                self.form.fields[name] = told.get("value", "on" if kind == "checkbox" else "")
        elif tag == "button" and name:
            self.form.buttons.append((name, told.get("value", "")))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            if "selected" in attrs or self.select not in self.form.fields:
                self.form.fields[self.select] = told.get("value", "")
        elif tag == "textarea":
            self.words, self.form.fields[name] = name, ""

    def handle_data(self, data):
        if self.words and self.form is not None:
            self.form.fields[self.words] += data.lstrip("\n")

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.words = None


def form_to(page, ending, address=""):
    """The form of the page whose address ends so; None where there is none."""
    for form in Forms(page, address).found:
        if form.action.partition("?")[0].endswith(ending):
            return form
    return None
