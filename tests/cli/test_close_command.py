import sys

import numpy as np

"""`maven close`: answers that say the same or nearly, from a file."""

import json

import pytest

from maven import __version__
from maven.cli import main

ANSWERS = """id,text
1,Des pistes cyclables sûres
2,DES PISTES CYCLABLES SURES !
3,"Une piste cyclable, et vite"
4,Un marché couvert
5,👍
"""


@pytest.fixture
def put(tmp_path):
    def write(words):
        path = tmp_path / "answers.csv"
        path.write_text(words, encoding="utf-8")
        return str(path)

    return write


def test_close_answers_duplicates_and_suggestions_are_printed_for_a_program(capsys, put):
    assert main(["close", put(ANSWERS), "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["answers"] == 5
    assert found["distinct"] == 3
    assert found["silent"] == [5]
    assert found["duplicates"] == [{"ids": [1, 2], "exact": True, "similarity": 1.0}]
    assert [(one["of"], one["to"], one["shared"]) for one in found["close"]] == [
        (1, 3, ["cyclable", "piste"]),
        (3, 1, ["cyclable", "piste"]),
    ]
    assert [one["ids"] for one in found["suggestions"]] == [[1, 3]]
    assert found["seconds"] < 10
    assert found["version"] == __version__


def test_the_tables_for_people_say_the_same(capsys, put):
    path = put(ANSWERS)
    assert main(["close", path]) == 0
    shown = capsys.readouterr().out
    assert main(["close", path, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert "5 answers, 3 different; 1 says nothing in words." in shown
    assert "      1.00  1 2      Des pistes cyclables sûres" in shown
    similarity = f"{found['close'][0]['similarity']:.2f}"
    assert f"{similarity}   1   3  cyclable, piste" in shown


def test_answers_close_to_a_text_are_told_alone(capsys, put):
    path = put(ANSWERS)
    assert main(["close", path, "--to", "plus de marchés"]) == 0
    shown = capsys.readouterr().out
    assert main(["close", path, "--to", "plus de marchés", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert [(one["to"], one["shared"]) for one in found["close"]] == [(4, ["marché"])]
    assert "duplicates" not in found
    assert "4  marché" in shown
    assert "of " not in shown.splitlines()[3]


def test_nothing_close_is_said(capsys, put):
    assert main(["close", put("id,text\na,oui\nb,jamais\n")]) == 0

    assert "No close answers." in capsys.readouterr().out


def test_long_lists_and_long_answers_are_cut_for_people_only(capsys, put):
    rows = [f"{number},{'un mot ' * 20}{number}" for number in range(30)]
    path = put("id,text\n" + "\n".join(rows) + "\n")
    assert main(["close", path, "--least", "0"]) == 0
    shown = capsys.readouterr().out
    assert main(["close", path, "--least", "0", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert f"… and {len(found['close']) - 20} more (--json has all)." in shown
    assert any(line.endswith("…") for line in shown.splitlines())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("id,words\n1,a\n", "answers.csv:1: The column « text » is missing."),
        ("", "answers.csv"),
        ("id,text\n,bonjour\n", "answers.csv:2: column A id: the cell may not be empty"),
        ("id,text\n1,a\n1,b\n", "answers.csv:3: column A id: this id is there already [1]"),
    ],
)
def test_a_wrong_file_is_named_by_place(capsys, put, words, says):
    assert main(["close", put(words)]) == 2

    assert says in capsys.readouterr().err


@pytest.mark.parametrize("asked", [["--most", "0"], ["--least", "2"], ["--least", "nan"]])
def test_numbers_that_mean_nothing_are_refused(capsys, put, asked):
    assert main(["close", put(ANSWERS), *asked]) == 2

    assert "At least one answer is asked for" in capsys.readouterr().err


def test_a_file_without_answers_is_no_fault(capsys, put):
    assert main(["close", put("id,text\n"), "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["close"] == []


@pytest.fixture
def model(tmp_path):
    """A model of eight words in which a bike is near a bicycle and far from a tax."""
    from model2vec import StaticModel
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    places = {"[UNK]": (0.0, 0.0), "vélo": (1.0, 0.1), "bicyclette": (1.0, 0.12), "impôt": (0.1, 1)}
    tokenizer = Tokenizer(
        WordLevel({word: number for number, word in enumerate(places)}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = Whitespace()
    vectors = np.array(list(places.values()), np.float32)
    folder = tmp_path / "model"
    StaticModel(vectors=vectors, tokenizer=tokenizer, config={}).save_pretrained(folder)
    return folder


def test_a_model_given_brings_together_what_is_said_in_other_words(tmp_path, capsys, model):
    answers = tmp_path / "answers.csv"
    answers.write_text("id,text\n1,vélo\n2,bicyclette\n3,impôt\n")

    code = main(["close", str(answers), "--model", str(model), "--least", "0.3", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [(one["of"], one["to"]) for one in told["close"]] == [(1, 2), (2, 1)]


def test_without_the_model_the_same_words_have_nothing_in_common(tmp_path, capsys):
    answers = tmp_path / "answers.csv"
    answers.write_text("id,text\n1,vélo\n2,bicyclette\n3,impôt\n")

    main(["close", str(answers), "--least", "0.3", "--json"])

    assert json.loads(capsys.readouterr().out)["close"] == []


@pytest.mark.parametrize(("name", "says"), [("absent", "no such folder"), (".", "not a model")])
def test_a_model_that_is_none_is_refused_in_words(tmp_path, capsys, name, says):
    answers = tmp_path / "answers.csv"
    answers.write_text("id,text\n1,vélo\n2,bicyclette\n")

    code = main(["close", str(answers), "--model", str(tmp_path / name)])

    assert code == 2
    assert says in capsys.readouterr().err


def test_a_model_without_the_extra_says_what_to_install(tmp_path, capsys, monkeypatch):
    answers = tmp_path / "answers.csv"
    answers.write_text("id,text\n1,vélo\n2,bicyclette\n")
    monkeypatch.setitem(sys.modules, "model2vec", None)

    code = main(["close", str(answers), "--model", str(tmp_path)])

    assert code == 2
    assert "maven-toolkit[semantic]" in capsys.readouterr().err
