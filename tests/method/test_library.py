"""What the arithmetic loads, what it shows, and that its examples are true."""

import doctest
import importlib
import pkgutil
import subprocess
import sys

import pytest

import maven.method

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(maven.method.__path__, "maven.method.")
)
# What the pages import: their process never loads NumPy.
OF_THE_PAGES = ["coverage", "intervals", "lifecycles", "plain"]


def loaded_after(statement, *names):
    code = f"import sys\n{statement}\nprint(*sorted({set(names)!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_method_are_true(name):
    found = doctest.testmod(importlib.import_module(name))

    assert found.failed == 0


def test_the_library_alone_loads_nothing_heavy():
    assert loaded_after("import maven.method", "numpy", "scipy", "django") == []


def test_every_module_waits_for_a_function_to_load_scipy():
    imports = "\n".join(f"import {name}" for name in MODULES)

    assert loaded_after(imports, "scipy", "django") == []


def test_scipy_that_is_loaded_is_seen():
    assert loaded_after("import scipy.sparse", "scipy", "django") == ["scipy"]


@pytest.mark.parametrize("name", OF_THE_PAGES)
def test_what_the_pages_import_does_not_load_numpy(name):
    assert loaded_after(f"import maven.method.{name}", "numpy") == []


def test_a_question_is_an_attribute_of_the_library():
    assert maven.method.landscape is importlib.import_module("maven.method.landscape")
    assert "landscape" in dir(maven.method)


def test_a_question_nobody_asks_is_not_there():
    with pytest.raises(AttributeError, match="has no attribute 'astrology'"):
        _ = maven.method.astrology


# Constants and small tools that other answers stand on.
NO_QUESTION = {"plain", "founding", "clocks"}


def test_each_question_has_its_page():
    from tests.house import source

    pages = {page.stem for page in (source.ROOT / "docs" / "method").glob("*.md")}
    assert {name for name in maven.method.__all__ if name not in NO_QUESTION} == pages
