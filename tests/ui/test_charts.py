import re
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from maven.ui import charts


def parsed(markup):
    return ElementTree.fromstring(f"<div>{markup}</div>")


PHASES = [charts.PhaseMark("A · Lancement", "fait", True), charts.PhaseMark("B", "", False)]
FAMILY = charts.Family(
    "A", "Des <gens> formés", 6, [(0, 0), (1, 0), (1, 1), (0, 1), (0.5, 0.5), (2, 1)]
)


def everything():
    return [
        charts.progress_waves(
            PHASES, [charts.SprintWave("Sprint 1", "x & y", 0.3)], handover="juin"
        ),
        charts.progress_waves([], []),
        charts.progress_waves(
            [charts.PhaseMark("A", "", True)], [charts.SprintWave("S", "", 1)], arrived=True
        ),
        charts.dot_plot(64, 58, 70, 48, 60, 80, ("explore", "<b>"), title="Convergence"),
        charts.dot_plot(None),
        charts.landscape_map(
            [FAMILY], you=(0.5, 0.5), others=[(3, 3)], title="a <b>", describe="c"
        ),
        charts.landscape_map([], title="rien"),
        charts.landscape_map([charts.Family("A", "", 1, [(0, 0)])]),
        charts.landscape_map([charts.Family("A", "", 3, [(0, 0), (1, 1), (2, 2)])]),
        charts.stacked_bar(86, 8, 6, "A"),
        charts.stacked_bar(0, 0, 0),
        charts.progress(7, 24),
        charts.progress(1, 0),
        charts.meter(16, 14, "j"),
        charts.need_bars([charts.Need("c", "<i>", 0.58, 0.5)]),
        charts.need_bars([]),
        charts.signature(0.64, 0.25, 0.75, 2),
        charts.unit_dots(7, 5, 10),
        charts.unit_dots(0, 0),
        charts.chain_bars([charts.ChainStep("<u>", 312, "1 sur 5"), charts.ChainStep("z", 0)]),
    ]


@pytest.mark.parametrize("place", range(len(everything())))
def test_a_chart_is_well_formed_named_or_silent_and_draws_no_style(place):
    drawn = everything()[place]
    tree = parsed(drawn)
    for svg in tree.iter("svg"):
        assert svg.get("aria-hidden") == "true" or (
            svg.get("role") == "img" and svg.findtext("title")
        )
    assert not any("style" in node.attrib for node in tree.iter())
    assert "<b>" not in drawn
    assert "nan" not in drawn


def test_a_dot_stands_where_its_number_says():
    tree = parsed(charts.dot_plot(64, 58, 70, 48, 60, 80))
    by_class = {node.get("class"): node for node in tree.iter() if node.get("class")}
    assert by_class["g-now"].get("cx") == "64%"
    assert by_class["g-was"].get("cx") == "48%"
    assert (by_class["g-zone"].get("x"), by_class["g-zone"].get("width")) == ("60%", "20%")
    assert (by_class["g-range"].get("x1"), by_class["g-range"].get("x2")) == ("58%", "70%")


def test_what_was_not_measured_is_not_drawn():
    assert "circle" not in charts.dot_plot(None, zone_low=60, zone_high=80)


def test_the_parts_of_an_answer_fill_the_bar():
    widths = re.findall(r'<rect[^>]* width="([\d.]+)%"', charts.stacked_bar(2, 1, 1))
    assert [float(width) for width in widths] == [50, 25, 25]


def test_dots_are_counted():
    drawn = charts.unit_dots(7, 5, 10)
    assert drawn.count('class="on"') == 7
    assert drawn.count('class="opt"') == 3
    drawn = charts.unit_dots(2, 5)
    assert (drawn.count('class="on"'), drawn.count('class="plan"')) == (2, 3)


def test_more_than_twenty_dots_take_two_rows():
    assert 'viewBox="0 0 340 31"' in charts.unit_dots(0, 25)


def test_a_total_above_the_capacity_says_so():
    assert 'class="meter over"' in charts.meter(16, 14)
    assert 'width="100%"' in charts.meter(16, 14)


def test_the_sun_stands_on_the_open_phase_then_on_the_open_sprint():
    first = parsed(charts.progress_waves(PHASES, [charts.SprintWave("Sprint 1")]))
    suns = [node for node in first.find("svg").iter("circle") if node.get("class") == "w-sun"]
    assert [node.get("cx") for node in suns] == ["166"]
    done = [charts.PhaseMark("A", "", True)]
    later = parsed(
        charts.progress_waves(
            done, [charts.SprintWave("1", "", 1), charts.SprintWave("2", "", 0.5)]
        )
    )
    suns = [node for node in later.find("svg").iter("circle") if node.get("class") == "w-sun"]
    assert len(suns) == 1
    assert suns[0].get("cy") == "74"


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), max_size=30))
def test_every_point_of_the_landscape_is_inside_the_sheet(points):
    tree = parsed(charts.landscape_map([charts.Family("A", "x", len(points), points)]))
    wide = tree.find("svg")
    for circle in wide.iter("circle"):
        assert 0 <= float(circle.get("cx")) <= 1130
        assert 0 <= float(circle.get("cy")) <= 446


def test_the_sentence_of_a_dimension_says_its_numbers():
    with translation.override("fr"):
        said = charts.state_sentence("Convergence", 64, 58, 70, 48, 60, 80, before="Au sprint 2")
    assert said == (
        "Convergence : 64 sur 100, entre 58 et 70. Au sprint 2 : 48. Zone visée : 60 à 80. Atteinte."
    )


def test_a_dimension_below_or_above_its_zone_is_told_apart():
    with translation.override("en"):
        assert charts.state_sentence("C", 10, zone_low=60, zone_high=80).endswith("Not reached.")
        assert charts.state_sentence("C", 90, zone_low=60, zone_high=80).endswith("Beyond.")
        assert charts.state_sentence("C", None) == "C: not measured yet."


def test_the_sentence_of_answers_adds_up():
    with translation.override("fr"):
        assert charts.answers_sentence("Famille B", 78, 12, 10) == (
            "Famille B : 78 % d'accord, 12 % ne savent pas, 10 % pas d'accord."
        )


@given(st.lists(st.integers(0, 500), min_size=3, max_size=3).filter(any))
def test_whole_percentages_make_a_hundred(parts):
    said = charts.answers_sentence("x", *parts)
    assert sum(int(n) for n in re.findall(r"(\d+)\s?%", said)) == 100


def test_the_sentence_of_the_landscape_names_the_families():
    with translation.override("fr"):
        said = charts.landscape_sentence(
            [charts.Family("A", "Des gens formés, ici", 58, [])], you="A"
        )
    assert (
        said
        == "1 famille d'avis. A, 58 personnes : Des gens formés, ici. Vous êtes dans la famille A."
    )


def test_a_quota_is_said():
    with translation.override("fr"):
        assert charts.dots_sentence(7, 5, 10) == "7 sur 5 à 10"
        assert charts.dots_sentence(1, 2) == "1 sur 2"
