"""Every number of a report opens the list that makes it."""

import re

from django.urls import reverse

from maven.people.models import Person
from maven.reports.figures import NUMBER, plain
from maven.reports.lists import figures_of
from maven.reports.operations import issue_report
from maven.reports.telling import told
from maven.sprints.models import Deliverable
from tests import cast
from tests.reports.lived import DAY, asked_all, many, measured, reported
from tests.reports.test_reports import address, words_in

LINK = re.compile(r'<a class="fig" href="([^"]+)"[^>]*>([^<]*)</a>')


def test_each_number_of_the_page_opens_a_list_as_long_as_it_or_whose_parts_add_up_to_it(as_, paca):
    measured(paca, 0.4, 0.3, 0.5, at=cast.NOON + 2 * DAY)
    asked_all(paca, 0.6, 25, at=cast.NOON + 2 * DAY)
    report = reported(paca, lines=3)
    figures = figures_of(report.content)
    browser = as_(cast.karim())

    page = browser.get(address("report", paca)).content.decode()
    found = LINK.findall(page)

    keys = {href.rstrip("/").rpartition("/")[2] for href, _shown in found}
    assert {"shipped", "held", "days-spent", "sessions", "minutes-decision"} <= keys
    assert {"promises-kept", "backlog-in", "tensions-opened", "engagement", "convergence"} <= keys
    assert [line.amount for line in figures["understanding"].lines] == [15, 10]
    for href, shown in set(found):
        figure = figures[href.rstrip("/").rpartition("/")[2]]
        number = float(re.sub(r"\s", "", shown).replace(",", "."))
        assert abs(figure.number - number) < 0.5, href
        if figure.value is None and not figure.adds:
            assert number == len(figure.lines), href
        elif figure.adds:
            assert number == round(sum(line.amount for line in figure.lines), 2), href
    for key in ("shipped", "days-spent", "convergence", "understanding", "came-0"):
        listed = browser.get(reverse("reports:figure", args=[paca.slug, 1, key])).content.decode()
        assert listed.count('<li class="made">') == len(figures[key].lines)


def test_a_dimension_whose_parts_were_not_kept_opens_nothing(as_, paca):
    asked_all(paca, 0.6, 25, at=cast.NOON + 2 * DAY)
    report = reported(paca)
    del report.content["measures"]["understanding"]  # as reports were before
    report.save()

    page = as_(cast.karim()).get(address("report", paca)).text

    assert "Compréhension : 60 sur 100" in page.replace("\u00a0", " ").replace("\u202f", " ")
    assert "chiffres/understanding/" not in page
    assert "chiffres/engagement/" in page


def test_a_long_section_leads_to_the_list_that_holds_it_whole(as_, paca):
    report = many(reported(paca), 60)
    browser = as_(cast.karim())

    page = browser.get(address("report", paca)).text

    whole = dict.fromkeys(re.findall(r'<a href="(\S+)">Lire la liste entière', page))
    counts = [re.findall(r"<strong>([0-9  ]+)</strong>", browser.get(one).text)[0] for one in whole]
    named = [one.rstrip("/").rpartition("/")[2] for one in whole]
    assert dict(zip(named, counts, strict=True)) == {
        "shipped": "60",
        "activities": "60",
        "decisions": "120",
        "disagreements": "60",
        "commitments": "120",
        "backlog": "120",
        "tensions-opened": "60",
        "causes": "60",
    }
    assert len(figures_of(report.content)["commitments"].lines) == 120


def test_no_sentence_of_the_report_holds_a_number_without_its_list(paca):
    report = reported(paca)
    say = told(report)
    sentences = [say["summary"], say["aims"], say["shipped_sentence"], say["tensions"]["sentence"]]
    sentences += [say["days"]["sentence"], say["causes_sentence"]]
    sentences += [one["sentence"] for one in say["meetings"]]

    for sentence in sentences:
        assert not re.search(r"\d", NUMBER.sub("", sentence)), plain(sentence)


def test_the_list_stays_as_it_was_when_the_things_change(as_, paca):
    reported(paca, lines=2)
    Deliverable.objects.all().delete()

    listed = as_(cast.karim()).get(reverse("reports:figure", args=[paca.slug, 1, "shipped"]))

    assert listed.content.decode().count('<li class="made">') == 2


def test_the_lists_tell_no_name_of_who_came_or_answered_or_does_not_wish_it(as_, paca):
    Person.objects.filter(pk=cast.salome().pk).update(presence="absent")
    measured(paca, 0.4, 0.3, 0.5, at=cast.NOON + 2 * DAY)
    reported(paca)
    browser = as_(cast.minh())

    for key in ("came-0", "roti-0", "convergence", "engagement", "champions-0", "feelings"):
        page = browser.get(reverse("reports:figure", args=[paca.slug, 1, key]))
        words = words_in(page).partition("rest la somme")[0]
        assert page.status_code == 200
        assert not {"Karim", "Lucie", "Odile", "Salomé"} & set(words.split()), key


def test_the_lists_of_a_draft_are_for_those_who_read_the_draft(as_, client, paca):
    report = reported(paca)
    one = reverse("reports:figure", args=[paca.slug, 1, "shipped"])

    assert as_(cast.theo()).get(one).status_code == 404
    issue_report(report=report, by=cast.minh(), at=cast.NOON + 22 * DAY)
    assert client.get(one).status_code == 200
    assert client.get(reverse("reports:figure", args=[paca.slug, 1, "nothing"])).status_code == 404


def test_a_mission_where_nothing_was_noted_has_no_empty_sections(as_, paca):
    from tests.reports.test_reports import compiled

    report = compiled(paca)

    assert told(report)["meetings"] == []
    assert "Séances tenues" not in words_in(as_(cast.karim()).get(address("report", paca)))


def test_names_are_read_by_those_who_take_part_and_by_nobody_else(as_, client, paca):
    issue_report(report=reported(paca), by=cast.minh(), at=cast.NOON + 22 * DAY)
    pages = [address("report", paca), address("one_page", paca)]
    pages.append(reverse("reports:figure", args=[paca.slug, 1, "shipped"]))

    as_guest = [words_in(client.get(page)) for page in pages]
    as_lucie = [words_in(as_(cast.lucie()).get(page)) for page in pages]

    names = {"Karim", "Salomé"}
    assert any(names & set(words.split()) for words in as_lucie)
    assert not any(names & set(words.split()) for words in as_guest)
    assert "Vérifié" in as_guest[0]  # the seal is looked at with the names
