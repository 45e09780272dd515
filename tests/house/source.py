"""Reading our own source: what a linter does not see."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "maven"
LONGEST = 300


def python_files(under=SOURCE):
    return sorted(
        path
        for path in under.rglob("*.py")
        if "migrations" not in path.parts and "node_modules" not in path.parts
    )


def operations_in(text):
    """Public functions of an operations module, as (name, keyword-only names, is keyword-only)."""
    found = []
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
            if "transaction.atomic" in decorators:
                named = {argument.arg for argument in node.args.kwonlyargs}
                found.append((node.name, named, not node.args.args))
    return found


def verbs_without_by_and_at(text):
    return [
        name
        for name, named, keyword_only in operations_in(text)
        if not {"by", "at"} <= named or (not keyword_only and name != "record")
    ]


def facts_recorded(text):
    """The verbs given to `record(...)`; one that is not a plain string is told as '?'."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant):
                found.add(first.value)
            elif isinstance(first, ast.IfExp):
                found |= {part.value for part in (first.body, first.orelse)}
            else:
                found.add("?")
    return found


def facts_documented(text):
    return {line.split("`")[1] for line in text.splitlines() if line.startswith("- `")}


def settings_read(text):
    import re

    return set(re.findall(r"[\"'](MAVEN_[A-Z_]+)[\"']", text))


def too_long(files, longest=LONGEST):
    return [path.name for path, text in files if len(text.splitlines()) > longest]


def clock_readers(text):
    return "timezone.now(" in text or "datetime.now(" in text or "date.today(" in text
