"""The odd lines that people paste, and what must become of each."""

import time

import pytest

from maven.intake.address import Reason
from maven.missions.addresses import NotText, read_addresses, text_of

READ = [
    ("jean@exemple.fr", "jean@exemple.fr", ""),
    ("  jean@exemple.fr  ", "jean@exemple.fr", ""),
    ("Jean.Dupont@Exemple.FR", "jean.dupont@exemple.fr", ""),
    ("Jean Dupont <jean@exemple.fr>", "jean@exemple.fr", "Jean Dupont"),
    ('"Jean Dupont" <jean@exemple.fr>', "jean@exemple.fr", "Jean Dupont"),
    ("'Jean Dupont' <jean@exemple.fr>", "jean@exemple.fr", "Jean Dupont"),
    ("« Jean Dupont » <jean@exemple.fr>", "jean@exemple.fr", "Jean Dupont"),
    ('"Dupont, Jean" <jean@exemple.fr>', "jean@exemple.fr", "Jean Dupont"),
    ("Dupont, Jean <jean@exemple.fr>", "jean@exemple.fr", "Jean Dupont"),
    ("Dupont, Jean <jean@exemple.fr>;", "jean@exemple.fr", "Jean Dupont"),
    ("<jean@exemple.fr>", "jean@exemple.fr", ""),
    ("jean@exemple.fr,", "jean@exemple.fr", ""),
    ("jean@exemple.fr;", "jean@exemple.fr", ""),
    ("jean@exemple.fr.", "jean@exemple.fr", ""),
    ("mailto:jean@exemple.fr", "jean@exemple.fr", ""),
    ("Jean Dupont <mailto:jean@exemple.fr>", "jean@exemple.fr", "Jean Dupont"),
    ("mailto:jean@exemple.fr?subject=Bonjour", "jean@exemple.fr", ""),
    ("Courriel : jean@exemple.fr", "jean@exemple.fr", ""),
    ("E-mail: jean@exemple.fr", "jean@exemple.fr", ""),
    ("Mél : jean@exemple.fr", "jean@exemple.fr", ""),
    ("À : Jean Dupont <jean@exemple.fr>", "jean@exemple.fr", "Jean Dupont"),
    ("- jean@exemple.fr", "jean@exemple.fr", ""),
    ("• Jean Dupont <jean@exemple.fr>", "jean@exemple.fr", "Jean Dupont"),
    ("12. jean@exemple.fr", "jean@exemple.fr", ""),
    ("12) Jean Dupont <jean@exemple.fr>", "jean@exemple.fr", "Jean Dupont"),
    ("> jean@exemple.fr", "jean@exemple.fr", ""),
    ("Jean Dupont (jean@exemple.fr)", "jean@exemple.fr", "Jean Dupont"),
    ("Jean Dupont [jean@exemple.fr]", "jean@exemple.fr", "Jean Dupont"),
    ("jean@exemple.fr (Jean Dupont)", "jean@exemple.fr", "Jean Dupont"),
    ("jean@exemple.fr Jean Dupont", "jean@exemple.fr", "Jean Dupont"),
    ("Jean Dupont jean@exemple.fr", "jean@exemple.fr", "Jean Dupont"),
    ("Jean Dupont – jean@exemple.fr", "jean@exemple.fr", "Jean Dupont"),
    ("Jean Dupont : jean@exemple.fr", "jean@exemple.fr", "Jean Dupont"),
    ("Jean Dupont;jean@exemple.fr", "jean@exemple.fr", "Jean Dupont"),
    ("Dupont;Jean;jean@exemple.fr", "jean@exemple.fr", "Dupont Jean"),
    ("Jean Dupont;jean@exemple.fr;Mairie des Tilleuls", "jean@exemple.fr", "Jean Dupont"),
    ("jean@exemple.fr;Jean Dupont;Mairie des Tilleuls", "jean@exemple.fr", "Jean Dupont"),
    ("jean@exemple.fr;Jean;Dupont", "jean@exemple.fr", "Jean Dupont"),
    ("14;Jean Dupont;jean@exemple.fr", "jean@exemple.fr", "Jean Dupont"),
    ("Jean Dupont\tjean@exemple.fr", "jean@exemple.fr", "Jean Dupont"),
    ("Dupont\tJean\tjean@exemple.fr\t06 12 34 56 78", "jean@exemple.fr", "Dupont Jean"),
    ("jean@exemple.fr\t06 12 34 56 78", "jean@exemple.fr", ""),
    ("Jean Dupont, jean@exemple.fr", "jean@exemple.fr", "Jean Dupont"),
    ('"Dupont";"Jean";"jean@exemple.fr"', "jean@exemple.fr", "Dupont Jean"),
    ("jean@exemple.fr | www.exemple.fr", "jean@exemple.fr", ""),
    ("06 12 34 56 78 | jean@exemple.fr | www.exemple.fr", "jean@exemple.fr", ""),
    ("Jean\u00a0Dupont\u00a0<jean@exemple.fr>", "jean@exemple.fr", "Jean Dupont"),
    ("=?utf-8?q?H=C3=A9l=C3=A8ne_Roux?= <helene@exemple.fr>", "helene@exemple.fr", "Hélène Roux"),
    ("Élodie N’Guyen-Roux <elodie@exemple.fr>", "elodie@exemple.fr", "Élodie N’Guyen-Roux"),
    ("O'Brien Aoife <aoife.o'brien@exemple.ie>", "aoife.o'brien@exemple.ie", "O'Brien Aoife"),
    ("jean+maven@exemple.fr", "jean+maven@exemple.fr", ""),
    ("jean_dupont-2@sous.domaine.exemple.fr", "jean_dupont-2@sous.domaine.exemple.fr", ""),
    ("x@exemple.museum", "x@exemple.museum", ""),
    ("jean@école-exemple.fr", "jean@xn--cole-exemple-9db.fr", ""),
    ("'jean@exemple.fr'", "jean@exemple.fr", ""),
    ("=?inconnu?q?H=C3=A9?= <helene@exemple.fr>", "helene@exemple.fr", ""),
    ("**jean@exemple.fr**", "jean@exemple.fr", ""),
]

TO_CORRECT = [
    ("a@localhost", Reason.NO_DOMAIN, "localhost"),
    ("jean@exemple", Reason.NO_DOMAIN, "exemple"),
    ("jean@127.0.0.1", Reason.DOMAIN, "127.0.0.1"),
    ("jean@exemple..fr", Reason.DOMAIN, "exemple..fr"),
    ("jean@-exemple.fr", Reason.DOMAIN, "-exemple.fr"),
    ("jean@exemple_bis.fr", Reason.DOMAIN, "exemple_bis.fr"),
    ("jean@exemple.f", Reason.DOMAIN, "exemple.f"),
    ("jean@exemple.123", Reason.DOMAIN, "exemple.123"),
    ("jean@@exemple.fr", Reason.TWO_AT, ""),
    ("jean@exemple@fr.fr", Reason.TWO_AT, ""),
    ("jean @exemple.fr", Reason.SPACE, ""),
    ("jean@ exemple.fr", Reason.SPACE, ""),
    ("@exemple.fr", Reason.SPACE, ""),
    ("jean..dupont@exemple.fr", Reason.LOCAL_PART, "jean..dupont"),
    ("hélène@exemple.fr", Reason.ACCENT, "é"),
    ("jean[at]exemple.fr", Reason.DISGUISED, ""),
    ("jean (arobase) exemple.fr", Reason.DISGUISED, ""),
    ("x" * 65 + "@exemple.fr", Reason.TOO_LONG, ""),
    (
        "jean@" + "a" * 62 + "." + "b" * 62 + "." + "c" * 62 + "." + "d" * 62 + ".fr",
        Reason.TOO_LONG,
        "",
    ),
    ("N" * 151 + " <jean@exemple.fr>", Reason.NAME_TOO_LONG, "150"),
    ("jean\u200b@exemple.fr", Reason.INVISIBLE, "ZERO WIDTH SPACE (U+200B)"),
    ("\u202ejean@exemple.fr", Reason.INVISIBLE, "RIGHT-TO-LEFT OVERRIDE (U+202E)"),
    ("Jean\u202e Dupont <jean@exemple.fr>", Reason.INVISIBLE, "RIGHT-TO-LEFT OVERRIDE (U+202E)"),
    ("Je\u200dan <jean@exemple.fr>", Reason.INVISIBLE, "ZERO WIDTH JOINER (U+200D)"),
    ("je\u00adan@exemple.fr", Reason.INVISIBLE, "SOFT HYPHEN (U+00AD)"),
    ("jean\u2066@exemple.fr", Reason.INVISIBLE, "LEFT-TO-RIGHT ISOLATE (U+2066)"),
    ("Jean\ufeff <jean@exemple.fr>", Reason.INVISIBLE, "ZERO WIDTH NO-BREAK SPACE (U+FEFF)"),
    ("jean\x07@exemple.fr", Reason.INVISIBLE, "CONTROL CHARACTER (U+0007)"),
    ("jean＠exemple.fr", Reason.INVISIBLE, "FULLWIDTH COMMERCIAL AT (U+FF20)"),
]

PASSED_OVER = [
    "--",
    "Directeur du numérique",
    "Mairie des Tilleuls — 06 12 34 56 78",
    "12 rue des Oliviers, 13100 Aix-en-Provence",
    "www.exemple.fr",
    "Cordialement,",
]


@pytest.mark.parametrize(("line", "email", "name"), READ)
def test_an_odd_line_is_read(line, email, name):
    reading = read_addresses(line)
    assert [(one.email, one.name, one.line) for one in reading.found] == [(email, name, 1)]
    assert not reading.troubles


@pytest.mark.parametrize(("line", "reason", "detail"), TO_CORRECT)
def test_a_wrong_line_is_told_with_its_reason(line, reason, detail):
    reading = read_addresses(f"bonjour@exemple.fr\n{line}")
    assert [one.email for one in reading.found] == ["bonjour@exemple.fr"]
    assert [(one.line, one.reason, one.detail) for one in reading.troubles] == [(2, reason, detail)]


@pytest.mark.parametrize("line", PASSED_OVER)
def test_a_line_without_an_address_is_passed_over(line):
    reading = read_addresses(line)
    assert (reading.found, reading.troubles, reading.passed_over) == ((), (), (1,))


SEVERAL = [
    "a@x.fr; b@x.fr; c@x.fr",
    "a@x.fr, b@x.fr, c@x.fr",
    "a@x.fr b@x.fr c@x.fr",
    "a@x.fr\tb@x.fr\tc@x.fr",
    "a@x.fr\nb@x.fr\nc@x.fr",
    "a@x.fr\r\nb@x.fr\r\n\r\nc@x.fr\r\n",
    "a@x.fr\rb@x.fr\rc@x.fr",
    "\ufeffa@x.fr\nb@x.fr\nc@x.fr",
    "a@x.fr,b@x.fr;c@x.fr",
]


@pytest.mark.parametrize("text", SEVERAL)
def test_several_addresses_are_read_whatever_separates_them(text):
    assert [one.email for one in read_addresses(text).found] == ["a@x.fr", "b@x.fr", "c@x.fr"]


def test_the_recipients_of_a_message_keep_their_names():
    text = "Roux, Ana <ana@x.fr>; Jean Dupont <jean@x.fr>; zoe@x.fr"
    assert [(one.name, one.email) for one in read_addresses(text).found] == [
        ("Ana Roux", "ana@x.fr"),
        ("Jean Dupont", "jean@x.fr"),
        ("", "zoe@x.fr"),
    ]


def test_names_and_addresses_that_alternate_are_paired():
    text = "Ana Roux, ana@x.fr, Jean Dupont, jean@x.fr"
    assert [(one.name, one.email) for one in read_addresses(text).found] == [
        ("Ana Roux", "ana@x.fr"),
        ("Jean Dupont", "jean@x.fr"),
    ]


def test_duplicates_are_told_with_both_lines():
    reading = read_addresses("a@x.fr\nb@x.fr\nA@X.fr")
    assert len(reading.found) == 2
    [trouble] = reading.troubles
    assert (trouble.line, trouble.reason, trouble.detail) == (3, Reason.TWICE, "1")


def test_a_signature_gives_its_one_address():
    signature = "--\nJean Dupont\nDirecteur\n06 12 34 56 78\njean@x.fr | www.x.fr\n"
    reading = read_addresses(signature)
    assert [(one.email, one.line) for one in reading.found] == [("jean@x.fr", 5)]
    assert reading.passed_over == (1, 2, 3, 4)


TABLES = [
    "Nom;Prénom;Courriel\nDupont;Jean;jean@x.fr\n",
    "Prénom,Nom,E-mail\nJean,Dupont,jean@x.fr\n",
    "Courriel;Nom complet\njean@x.fr;Jean Dupont\n",
    "First Name\tLast Name\tE-mail Address\nJean\tDupont\tjean@x.fr\n",
    '"Organisation";"Nom de famille";"Prénom";"Adresse électronique"\n'
    '"Mairie ; annexe";"Dupont";"Jean";"jean@x.fr"\n',
    "ADRESSE MAIL;NOM ET PRENOM\njean@x.fr;Jean Dupont\n",
    "name,mél\nJean Dupont,jean@x.fr\n",
    "\n\nContact|Mail\nJean Dupont|jean@x.fr\n",
]


@pytest.mark.parametrize("text", TABLES)
def test_a_table_is_read_by_its_headings(text):
    reading = read_addresses(text)
    assert [(one.name, one.email) for one in reading.found] == [("Jean Dupont", "jean@x.fr")]
    assert not reading.troubles


def test_a_row_without_an_address_is_told_by_its_line():
    reading = read_addresses("Nom;Courriel\nJean;jean@x.fr\nAna;\nZoé;zoe@localhost\n")
    assert [(one.line, one.reason) for one in reading.troubles] == [
        (3, Reason.NO_ADDRESS),
        (4, Reason.NO_DOMAIN),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_is_read_in_the_encodings_of_workbook_programs(encoding):
    data = "Prénom;Nom;Courriel\nHélène;Roux;helene@x.fr\n".encode(encoding)
    assert [one.name for one in read_addresses(text_of(data)).found] == ["Hélène Roux"]


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"%PDF-1.7", b"\xd0\xcf\x11\xe0x", b"a\0b"])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(NotText):
        text_of(data)


def test_bytes_of_no_encoding_still_make_lines():
    assert read_addresses(text_of(b"jean@x.fr \x81")).found[0].email == "jean@x.fr"


def test_every_line_is_accounted_for():
    lines = [line for line, *_ in READ] + [line for line, *_ in TO_CORRECT] + PASSED_OVER
    assert len(lines) >= 85
    reading = read_addresses("\n".join(lines))
    told = {one.line for one in (*reading.found, *reading.troubles)} | set(reading.passed_over)
    assert told == set(range(1, len(lines) + 1))


@pytest.mark.parametrize(
    "unit", ["a", "a.", "a ", "@", "a@", "<", "(", '"', "a@x.fr,", "-", "[at]", "a[at"]
)
def test_a_very_long_line_is_read_in_a_moment(unit):
    started = time.process_time()
    read_addresses(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 3
