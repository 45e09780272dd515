"""Writes the corpus again: `python -m tests.corpus.make`. What is expected is written here by hand.

One file for each way in which a file can be right or wrong; beside it, what must come of it:
what would be new and the same, or each trouble by its code, physical line and column.
"""

import gzip
import json
from pathlib import Path

from tests.corpus.workbook import ods, xlsx, zipped

HERE = Path(__file__).parent
CASES = {}


def case(surface, name, data, *troubles, ext="csv", says="", **expected):
    """`troubles` are (code, line, column); without one, the file is accepted with these counts."""
    body = data.encode() if isinstance(data, str) else data
    told = {"says": says} if says else {}
    told |= {key: value for key, value in expected.items() if value is not None}
    if troubles:
        told["troubles"] = [
            {"code": code, "line": line, "column": column} for code, line, column in troubles
        ]
    assert (surface, name) not in CASES, name
    CASES[surface, name] = (ext, body, told)


def people(name, data, *troubles, **expected):
    case("people", name, data, *troubles, **expected)


TWO = "email;nom\nana@example.fr;Ana Un\nbob@example.fr;Bob Deux\n"
HEAD = "email;nom\n"

# A. Tables of text: 1–28 and 59–60
people("01-bom", "\ufeff" + TWO, new=2, encoding="UTF-8")
people(
    "02-latin-1",
    "email;Région;nom\na@example.fr;Énergie;Éa\n".encode("latin-1"),
    new=1,
    encoding="Windows-1252",
    notices=["unknown-column"],
)
people(
    "03-cp1252",
    "email;nom\na@example.fr;cœur €5 ’\n".encode("cp1252"),
    new=1,
    encoding="Windows-1252",
    words=["cœur €5 ’ <a@example.fr>"],
)
people(
    "04-utf-16-le-bom",
    b"\xff\xfe" + TWO.replace(";", "\t").encode("utf-16-le"),
    new=2,
    encoding="UTF-16-LE",
    separator="\t",
)
people("04b-utf-16-be-bom", b"\xfe\xff" + TWO.encode("utf-16-be"), new=2, encoding="UTF-16-BE")
people("05-utf-16-no-bom", TWO.encode("utf-16-le"), new=2, encoding="UTF-16-LE")
people("05b-utf-16-be-no-bom", TWO.encode("utf-16-be"), ("nul", 1, "A"))
people(
    "06-mixed-encodings",
    (HEAD + "".join(f"p{n}@example.fr;Région {n}\n" for n in range(55))).encode()
    + "z@example.fr;Énergie\n".encode("latin-1"),
    ("encoding", 57, "B"),
)
people("07-double-encoded", "email;nom\na@example.fr;RÃ©gion\n", new=1, notices=["double-encoded"])
people("08-utf-7", b"email;nom\na@example.fr;R+AOk-gion\n", ("encoding", 2, "B"))
people("08b-ebcdic", "email;nom\na@example.fr;Nom\n".encode("cp500"), ("encoding", 1, "A"))
people("08c-random", bytes((n * 37 + 11) % 251 + 4 for n in range(400)), ("encoding", 1, "A"))
people("09-semicolons", TWO, new=2, separator=";")
people("10-sep-line", "sep=;\n" + TWO, new=2, separator=";")
people("10b-sep-comma", "sep=,\nemail,nom\na@example.fr,Ana\n", new=1, separator=",")
people("11-tab", TWO.replace(";", "\t"), new=2, separator="\t")
people("11b-pipe", TWO.replace(";", "|"), new=2, separator="|")
people(
    "11c-comma-quoted",
    'email,nom\na@example.fr,"Un, Ana"\n',
    new=1,
    separator=",",
    words=["Un, Ana <a@example.fr>"],
)
people("12-one-column", "email\na@example.fr\nb@example.fr\n", new=2)
people("13-empty", b"", ("empty", 0, ""))
people("13b-only-heads", HEAD, new=0)
people("13c-only-bom", b"\xef\xbb\xbf", ("empty", 0, ""))
people("13d-only-spaces", "\n  \n\t\n", ("empty", 0, ""))
people("13e-only-separators", ";;;\n;;;\n", ("empty", 0, ""))
people("14-crlf", TWO.replace("\n", "\r\n"), new=2)
people("14b-cr", TWO.replace("\n", "\r"), new=2)
people(
    "14c-mixed-ends", "email;nom\r\na@example.fr;A\nb@example;B\r\n", ("no_domain", 3, "A email")
)
people("15-newline-in-quotes", 'email;nom\na@example.fr;"Ana\nUn"\nb@;B\n', ("space", 4, "A email"))
people(
    "16-quote-open",
    'email;nom\na@example.fr;"Ana\nb@example.fr;Bob\nc@example.fr;C\n',
    ("quote-open", 2, "B"),
)
people("17-quote-stray", 'email;nom\na@example.fr;Jean "Jo" D\n', ("quote-stray", 2, "B"))
people("17b-after-quote", 'email;nom\na@example.fr;"Jean"Jo\n', ("quote-stray", 2, "B"))
people("18-nul", "email;nom\na@example.fr;An\0a\n", ("nul", 2, "B"))
people("19-cell-of-30-kb", "email;nom\na@example.fr;" + "x" * 30_000 + "\n", ("long", 2, "B"))
people("22-fewer-columns", "email;nom\na@example.fr\nb@example.fr;Bob\n", ("columns", 2, "A email"))
people("22b-more-columns", "email;nom\na@example.fr;Ana;x\n", ("columns", 2, "C"))
people("23-heads-twice", "email;email\na@example.fr;b@example.fr\n", ("column-twice", 1, "B email"))
people(
    "24-heads-spelt",
    "E-mail ;Prénom;NOM\na@example.fr;Ana;Un\n",
    new=1,
    words=["Ana Un <a@example.fr>"],
)
people("24b-heads-prenom", "PRENOM;ADRESSE ÉLECTRONIQUE\nAna;a@example.fr\n", new=1)
people("24c-heads-english", "First Name,Last Name,E-mail Address\nAna,Un,a@example.org\n", new=1)
people(
    "25-unknown-columns",
    "email;signe astral;nom\na@example.fr;lion;Ana\n",
    new=1,
    notices=["unknown-column"],
)
people("26-column-missing", "nom;ville\nAna;Nice\n", ("column-missing", 1, ""))
people("26b-no-heads", "a@example.fr;Ana\nb@example.fr;Bob\n", ("column-missing", 1, ""))
people("27-blank-tail", TWO + ";\n\n;\n", new=2, notices=["blank-lines"])
people("28-total", TWO + "TOTAL;2\n", ("total", 4, "A email"))
people("28b-sub-total", TWO + "Sous-total;2\n", ("total", 4, "A email"))
people("59-xlsx-named-csv", xlsx({"Feuil1": [["email"], ["a@example.fr"]]}), ("named", 0, ""))
people("59b-pdf-named-csv", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n", ("named", 0, ""))
people(
    "59c-html-named-csv", "<!DOCTYPE html><table><tr><td>email</td></tr></table>", ("named", 0, "")
)
people("59d-zip", zipped({"liste.csv": TWO}), ("type", 0, ""), ext="zip")
people("59e-png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, ("type", 0, ""), ext="png")
people("59f-text-named-xlsx", TWO, ("named", 0, ""), ext="xlsx")
people("59g-html-named-xlsx", "<html><table></table></html>", ("named", 0, ""), ext="xlsx")
people("59h-xml", '<?xml version="1.0"?><liste/>', ("type", 0, ""), ext="xml")
people(
    "59i-docx",
    zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
    ("type", 0, ""),
    ext="docx",
)
people("59j-card-named-csv", "BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\n", ("named", 0, ""))
people("60-gz", gzip.compress(TWO.encode(), mtime=0), new=2, ext="csv.gz", notices=["expanded"])
people("60b-gz-damaged", gzip.compress(TWO.encode(), mtime=0)[:-9], ("gzip", 0, ""), ext="csv.gz")
people(
    "60c-gz-of-gz",
    gzip.compress(gzip.compress(TWO.encode(), mtime=0), mtime=0),
    ("encoding", 1, "A"),
    ext="csv.gz",
)
people("60d-bzip2", b"BZh91AY&SY\x94", ("type", 0, ""), ext="bz2")
people("60e-gz-of-zip", gzip.compress(zipped({"a.csv": TWO}), mtime=0), ("type", 0, ""), ext="gz")

# A. Formulas, addresses, names: 38–49
for number, words in {
    "38": '=HYPERLINK("http://e";"x")',
    "38b": "+33612345678",
    "38c": "-1",
    "38d": "@x",
    "39": "=cmd|'/C calc'!A0",
    "40": "＝1+1",
}.items():
    quoted = '"' + words.replace('"', '""') + '"'
    people(
        f"{number}-formula",
        f"email;nom\na@example.fr;{quoted}\n",
        new=1,
        words=[f"{words} <a@example.fr>"],
    )
people(
    "38e-neutral-comes-back",
    "email;nom\na@example.fr;'=1+1\n",
    new=1,
    words=["=1+1 <a@example.fr>"],
)
people(
    "41-same-address",
    "email;nom\nAna@Example.fr;Ana\nana@example.FR;Anna\n",
    new=1,
    same=1,
    notices=["same-person"],
)
people("41b-already-there", "email;nom\nkarim@example.org;Karim\n", same=1)
people(
    "42-near", "email;nom\na.b@gmail.com;A\nab+x@gmail.com;B\n", new=1, doubtful=1, notices=["near"]
)
people(
    "43-nfc-nfd",
    "email;nom\na@münchen.de;A\na@mu\u0308nchen.de;B\n",
    new=1,
    same=1,
    notices=["domain-spelt", "domain-spelt", "same-person"],
)
people(
    "43b-name-nfd",
    "email;nom\na@example.fr;Ele\u0301onore\n",
    new=1,
    words=["Eléonore <a@example.fr>"],
)
people("44-accent", "email;nom\né@b.fr;A\n", ("accent", 2, "A email"))
people(
    "44b-idn",
    "email;nom\na@münchen.de;A\n",
    new=1,
    notices=["domain-spelt"],
    words=["A <a@xn--mnchen-3ya.de>"],
)
people("44c-punycode", "email;nom\na@xn--mnchen-3ya.de;A\n", new=1)
people("45-two-in-a-cell", 'email,nom\n"a@b.fr;c@d.fr",A\n', ("addresses", 2, "A email"))
people("45b-around", "email;nom\nNom <a@b.fr>;A\n", new=1, notices=["extracted"])
people("45c-mailto", "email;nom\nmailto:a@b.fr;A\n", new=1, notices=["extracted"])
people("46-override", "email;nom\na@b.fr\u202e;A\n", ("invisible", 2, "A email"))
people("46b-zero-width", "email;nom\na\u200b@b.fr;A\n", ("invisible", 2, "A email"))
people("46c-cyrillic", "email;nom\n\u0430dmin@b.fr;A\n", ("foreign", 2, "A email"))
people("46d-full-width-at", "email;nom\na＠b.fr;A\n", ("invisible", 2, "A email"))
people("46e-name-override", "email;nom\na@b.fr;Jo\u202ehn\n", ("invisible", 2, "B nom"))
people("47-localhost", "email;nom\na@localhost;A\n", ("no_domain", 2, "A email"))
people("47b-literal", "email;nom\na@[127.0.0.1];A\n", ("domain", 2, "A email"))
people("47c-two-at", "email;nom\na@@b.fr;A\n", ("two_at", 2, "A email"))
people("47d-no-at", "email;nom\nana;A\n", ("no_address", 2, "A email"))
people("47e-long", f"email;nom\n{'a' * 65}@b.fr;A\n", ("too_long", 2, "A email"))
people("47f-blank", "email;nom\n;Ana\n", ("blank", 2, "A email"))
for number, words in enumerate(
    [
        "A",
        "O'Brien",
        "d’Août",
        "Null",
        "True",
        "-",
        "👩\u200d👩\u200d👧",
        "مريم العربي",
        "N̸̡͝u̵l",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "{% debug %}",
        "${x}",
        "../../x",
        "%s %(x)s",
    ]
):
    people(f"48-name-{number:02}", f'email;nom\na@example.fr;"{words}"\n', new=1)
people("48-name-long", f"email;nom\na@example.fr;{'x' * 151}\n", ("long", 2, "B nom"))
people("48-name-300", f"email;nom\na@example.fr;{'é' * 300}\n", ("long", 2, "B nom"))
people(
    "49-hostile-head",
    "email;<script>x</script>\na@example.fr;1\n",
    new=1,
    notices=["unknown-column"],
)
people("role-unknown", "email;rôle\na@b.fr;roi\n", ("choice", 2, "B rôle"))
people("role-told", "email;rôle\na@b.fr;Commanditaire\n", new=1)
people(
    "three-troubles",
    "email;rôle\na@;roi\n\nb@b.fr;membre\nc@localhost;membre\n",
    ("space", 2, "A email"),
    ("choice", 2, "B rôle"),
    ("no_domain", 5, "A email"),
)

# A. Cells of each kind: 9, 29–37, 50–52, in the table of the tests that has one column of each
for name, column, words, code in (
    ("29-day-impossible", "day", "31/02/2026", "date-impossible"),
    ("29b-29-february", "day", "29/02/2025", "date-impossible"),
    ("30-day-french", "day", "03/04/2026", None),
    ("30b-day-iso", "day", "2026-04-03", None),
    ("30c-day-spelt", "day", "4 avr. 2026", None),
    ("30d-day-american", "day", "04/13/2026", "date-impossible"),
    ("30e-day-first", "day", "1er août 2026", None),
    ("31-year-short", "day", "1/2/70", "date-short"),
    ("31b-year-1", "day", "01/01/0001", "date-far"),
    ("31c-year-9999", "day", "01/01/9999", "date-far"),
    ("31d-arabic-day", "day", "٠٣/٠٤/٢٠٢٦", "date"),
    ("32-serial", "day", "45000", "date-serial"),
    ("09-decimal-comma", "number", "0,25", None),
    ("33-groups", "number", "1\u00a0234,50", None),
    ("33b-narrow-groups", "number", "1\u202f234,50", None),
    ("34-both-marks", "number", "1,234.50", "grouped"),
    ("34b-both-marks", "number", "1.234,50", "grouped"),
    ("34c-three-decimals", "number", "1,234", "decimal-read"),
    ("35-nan", "number", "nan", "decimal"),
    ("35b-inf", "number", "inf", "decimal"),
    ("35c-1e400", "number", "1e400", "decimal"),
    ("36-arabic-digits", "number", "١٢٣", "decimal"),
    ("36b-underscore", "number", "1_000", "decimal"),
    ("36c-circled", "number", "①", "decimal"),
    ("36d-hexadecimal", "number", "0x1F", "decimal"),
    ("37-5000-digits", "number", "9" * 5000, "decimal"),
    ("37b-bounds", "number", "-1", "bounds"),
    ("50-short-phone", "phone", "612345678", "short-phone"),
    ("50b-phone", "phone", "+33 6 12 34 56 78", None),
    ("50c-phone-words", "phone", "sur demande", "phone"),
    ("51-postal-zero", "postal", "6000", "zero-restored"),
    ("51b-postal-corsica", "postal", "2A004", None),
    ("51c-postal-overseas", "postal", "97400", None),
    ("51d-postal-words", "postal", "Nice", "postal-code"),
    ("52-yes", "yes", "oui", None),
    ("52b-no", "yes", "Non", None),
    ("52c-true", "yes", "VRAI", None),
    ("52d-x", "yes", "x", None),
    ("52e-1", "yes", "1", None),
    ("52f-maybe", "yes", "bof", "yes-no"),
    ("link", "link", "https://exemple.fr/a", None),
    ("link-javascript", "link", "javascript:alert(1)", "link"),
    ("link-userinfo", "link", "http://a.fr@127.0.0.1/", "link"),
    ("link-broken", "link", "http://[::1", "link"),
    ("whole-decimal", "whole", "1,5", "number"),
    ("identifier-long", "identifier", "x" * 65, "identifier"),
):
    notice = code in {"decimal-read", "short-phone", "zero-restored"}
    wrong = [(code, 2, f"B {column}")] if code and not notice else []
    case(
        "cells",
        name,
        f'key;{column}\na;"{words}"\n',
        *wrong,
        **({} if wrong else {"new": 1}),
        **({"notices": [code]} if notice else {}),
    )

# A. Votes: 53–55; ideas; activities
VOTES = "participant;idée;avis\n"
for name, body, troubles, expected in (
    (
        "53-values",
        "p1;1;1\np1;2;-1\np1;3;0\np2;1;d'accord\np2;2;Pas d’accord\np2;3;sans avis\n",
        (),
        {"new": 6},
    ),
    ("53b-value-2", "p1;1;2\n", (("vote", 2, "C avis"),), {}),
    ("53c-value-blank", "p1;1;\n", (("blank", 2, "C avis"),), {}),
    ("53d-value-arabic", "p1;1;١\n", (("vote", 2, "C avis"),), {}),
    ("54-another-idea", "p1;99;1\n", (("idea-unknown", 2, "B idée"),), {}),
    (
        "54b-idea-of-another-mission",
        "p1;Idée secrète d'ailleurs;1\n",
        (("idea-unknown", 2, "B idée"),),
        {},
    ),
    ("54c-idea-by-words", "p1;idée numéro 2 POUR le territoire;1\n", (), {"new": 1}),
    (
        "55-twice",
        "p1;1;1\np2;1;1\np1;1;-1\n",
        (("twice", 2, "A participant"), ("twice", 4, "A participant")),
        {},
    ),
    (
        "55b-twice-last-counts",
        "p1;1;1\np1;1;-1\n",
        (),
        {"new": 1, "last": True, "notices": ["later-kept"]},
    ),
    ("55c-participant-long", f"{'p' * 65};1;1\n", (("identifier", 2, "A participant"),), {}),
    ("55d-participant-invisible", "p\u200b1;1;1\n", (("identifier", 2, "A participant"),), {}),
):
    case("opinions", name, VOTES + body, *troubles, **expected)
case("opinions", "important", "bulletin;n°;réponse;important\n7;1;pour;oui\n", new=1)
for name, body, troubles, expected in (
    (
        "new-and-same",
        "idée\nUne idée neuve.\nIdée numéro 1 pour le territoire\n",
        (),
        {"new": 1, "same": 1},
    ),
    ("twice", "idée\nPlanter des tilleuls.\nplanter des TILLEULS\n", (), {"new": 1, "same": 1}),
    ("too-long", "idée\n" + "x" * 281 + "\n", (("words", 2, "A idée"),), {}),
    ("too-short", "idée\nab\n", (("words", 2, "A idée"),), {}),
    (
        "zalgo",
        "idée\nn" + "\u0334\u0321\u035d\u0315\u0300" * 3 + "ul de chez nul\n",
        (("words", 2, "A idée"),),
        {},
    ),
    ("invisible", "idée\nUne idée \u202eretournée\n", (("words", 2, "A idée"),), {}),
    ("script", "idée\n<img src=x onerror=alert(1)>\n", (), {"new": 1}),
    ("formula", "idée\n=1+1 pour tous\n", (), {"new": 1}),
    ("newline", 'idée\n"Une idée\nsur deux lignes"\n', (), {"new": 1}),
):
    case("ideas", name, body, *troubles, **expected)
ACTS = "titre;genre;jours;tenue;jours passés\n"
for name, body, troubles, expected in (
    (
        "planned-and-held",
        "Un café;conference;0,5;non;\nUn atelier;conference;2;oui;3,25\n",
        (),
        {"new": 2},
    ),
    ("same-title", "Un café;conference;1;;\nun CAFÉ;conference;1;;\n", (), {"new": 1, "same": 1}),
    ("kind-unknown", "Un café;fête foraine;1;;\n", (("kind-unknown", 2, "B genre"),), {}),
    ("days-negative", "Un café;conference;-1;;\n", (("bounds", 2, "C jours"),), {}),
    ("days-words", "Un café;conference;deux;;\n", (("decimal", 2, "C jours"),), {}),
    ("spent-alone", "Un café;conference;1;non;2\n", (("spent-alone", 2, "E jours passés"),), {}),
    ("title-long", f"{'x' * 161};conference;1;;\n", (("long", 2, "A titre"),), {}),
    ("total", "Un café;conference;1;;\nTOTAL;;42;;\n", (("total", 3, "A titre"),), {}),
):
    case("activities", name, ACTS + body, *troubles, **expected)

# B. Workbooks
ROWS = [["email", "nom"], ["a@example.fr", "Ana"], ["b@example.fr", "Bob"]]
ONE = {"Feuil1": ROWS}


def book(name, data, *troubles, ext="xlsx", **expected):
    case("workbooks", name, data, *troubles, ext=ext, **expected)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
book("xlsx", xlsx(ONE), new=2, sheet="Feuil1")
book("ods", ods(ONE), new=2, ext="ods", sheet="Feuil1")
book("63-laughs", xlsx(ONE, prolog=LAUGHS), ("doctype", 0, ""))
book(
    "64-external-entity",
    xlsx(ONE, prolog='<!DOCTYPE x SYSTEM "file:///etc/passwd">'),
    ("doctype", 0, ""),
)
book(
    "64b-doctype-ods",
    ods(ONE, more={"content.xml": LAUGHS + "<x/>"}),
    ("doctype", 0, ""),
    ext="ods",
)
book(
    "64c-doctype-utf-16",
    xlsx(ONE, more={"xl/styles.xml": LAUGHS.encode("utf-16")}),
    ("doctype", 0, ""),
)
book("65-slip", xlsx(ONE, more={"../../x": "x"}), ("unsafe", 0, ""))
book("65b-absolute", xlsx(ONE, more={"/etc/x": "x"}), ("unsafe", 0, ""))
book("65c-backslash", xlsx(ONE, more={"xl\\..\\x": "x"}), ("unsafe", 0, ""))
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
book("66-password", LOCKED + "EncryptedPackage".encode("utf-16-le"), ("password", 0, ""))
book(
    "66b-password-ods",
    ods(ONE, manifest="<manifest:encryption-data/>"),
    ("password", 0, ""),
    ext="ods",
)
book("67-xls", LOCKED + "Workbook".encode("utf-16-le"), ("xls", 0, ""), ext="xls")
book("67b-macros", xlsx(ONE, more={"xl/vbaProject.bin": "x"}), ("macros", 0, ""), ext="xlsm")
book(
    "68-uncalculated",
    xlsx({"F": [["email", "nom"], ["a@example.fr", ("formula", "1+1", None)]]}),
    ("uncalculated", 2, "B nom"),
)
book(
    "68b-calculated",
    xlsx({"F": [["email", "nom"], ["a@example.fr", ("formula", "x", "Ana")]]}),
    new=1,
)
book(
    "68c-uncalculated-ods",
    ods({"F": [["email", "nom"], ["a@example.fr", ("formula", "=1+1", None)]]}),
    ("uncalculated", 2, "B nom"),
    ext="ods",
)
book("69-merged", xlsx(ONE, merged=["A1:A1", "B2:B3"]), new=2, notices=["merged"])
book("69b-hidden-rows", xlsx(ONE, hidden_rows=[2]), new=2, notices=["hidden-rows"])
book(
    "69c-hidden-sheet",
    xlsx({"Brouillon": [["x"]], "Liste": ROWS}, hidden=["Brouillon"]),
    new=2,
    sheet="Liste",
    notices=["hidden-sheets"],
)
book("69d-filter", xlsx(ONE, filtered="A1:B3"), new=2, notices=["filtered"])
book(
    "69e-hidden-sheet-ods",
    ods({"Brouillon": [["x"]], "Liste": ROWS}, hidden=["Brouillon"]),
    new=2,
    sheet="Liste",
    notices=["hidden-sheets"],
    ext="ods",
)
book(
    "69f-filter-ods",
    ods(ONE, row_marks={2: ' table:visibility="filter"'}),
    new=2,
    notices=["hidden-rows", "filtered"],
    ext="ods",
)
for kind, serial in (("70-date", 46115), ("70b-date-1904", 44653)):
    rows = [["key", "day"], ["a", ("date", serial)]]
    case(
        "cells",
        kind,
        xlsx({"F": rows}, since_1904="1904" in kind),
        ext="xlsx",
        new=1,
        words=["a 2026-04-03"],
    )
case(
    "cells",
    "70c-date-as-text",
    xlsx({"F": [["key", "day"], ["a", "03/04/2026"]]}),
    ext="xlsx",
    new=1,
    words=["a 2026-04-03"],
)
case(
    "cells",
    "70d-date-as-serial",
    xlsx({"F": [["key", "day"], ["a", 46115]]}),
    ("date-serial", 2, "B day"),
    ext="xlsx",
)
case(
    "cells",
    "70e-date-ods",
    ods({"F": [["key", "day"], ["a", ("date", "2026-04-03")]]}),
    ext="ods",
    new=1,
    words=["a 2026-04-03"],
)
case("cells", "70f-true", xlsx({"F": [["key", "yes"], ["a", True]]}), ext="xlsx", new=1)
case("cells", "70g-number", xlsx({"F": [["key", "number"], ["a", 0.25]]}), ext="xlsx", new=1)
case(
    "cells",
    "70h-postal",
    xlsx({"F": [["key", "postal"], ["a", 6000]]}),
    ext="xlsx",
    new=1,
    notices=["zero-restored"],
)
book(
    "71-ref",
    xlsx({"F": [["email", "nom"], ["a@example.fr", ("error", "#REF!")]]}),
    ("formula-error", 2, "B nom"),
)
book(
    "71b-na",
    xlsx({"F": [["email", "nom"], [("error", "#N/A"), "A"]]}),
    ("formula-error", 2, "A email"),
)
book(
    "71c-ref-ods",
    ods({"F": [["email", "nom"], ["a@example.fr", ("words", "#REF!")]]}),
    ("formula-error", 2, "B nom"),
    ext="ods",
)
book(
    "72-two-sheets",
    xlsx({"Avril": ROWS, "Mai": [["email"], ["m@example.fr"]]}),
    new=2,
    sheet="Avril",
    sheets=["Avril", "Mai"],
)
book(
    "72b-second-sheet",
    xlsx({"Avril": ROWS, "Mai": [["email"], ["m@example.fr"]]}),
    new=1,
    sheet="Mai",
    asked_sheet="Mai",
)
book("72c-no-such-sheet", xlsx(ONE), ("sheet", 0, ""), asked_sheet="Juin")
case(
    "cells",
    "73-precision",
    xlsx({"F": [["key", "identifier"], ["a", ("raw", "12345678901234567")]]}),
    ("precision", 2, "B identifier"),
    ext="xlsx",
)
case(
    "cells",
    "73b-15-digits",
    xlsx({"F": [["key", "identifier"], ["a", 123456789012345]]}),
    ext="xlsx",
    new=1,
    words=["a 123456789012345"],
)
case(
    "cells",
    "73c-digits-as-text",
    xlsx({"F": [["key", "identifier"], ["a", "00123456789012345678"]]}),
    ext="xlsx",
    new=1,
    words=["a 00123456789012345678"],
)
whole = xlsx(ONE)
book("74-truncated", whole[: len(whole) // 2], ("archive", 0, ""))
spoilt = bytearray(whole)
spoilt[whole.index(b"xl/worksheets/sheet1.xml") + 30] ^= 255
book("74b-crc", bytes(spoilt), ("archive", 0, ""))
book("74c-not-a-zip", b"PK\x03\x04" + b"x" * 60, ("archive", 0, ""))
book("74d-no-sheet-part", xlsx(ONE, without=["xl/worksheets/sheet1.xml"]), ("archive", 0, ""))
book(
    "74e-broken-xml",
    xlsx(ONE, more={"xl/worksheets/sheet1.xml": "<worksheet><sheetData>"}),
    ("archive", 0, ""),
)
book("74f-empty-sheet", xlsx({"F": []}), ("empty", 0, ""))
book(
    "76-external-link",
    xlsx(ONE, more={"xl/externalLinks/externalLink1.xml": "<x/>"}),
    ("embedded", 0, ""),
)
book("76b-ole", xlsx(ONE, more={"xl/embeddings/oleObject1.bin": "x"}), ("embedded", 0, ""))
book(
    "76c-picture",
    xlsx(ONE, more={"xl/media/image1.png": b"\x89PNG\r\n\x1a\n"}),
    new=2,
    notices=["pictures"],
)
book(
    "77-blank-tail-ods",
    ods(
        ONE,
        tail='<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="1000"/></table:table-row>',
    ),
    new=2,
    ext="ods",
)
book(
    "columns-twice",
    xlsx({"F": [["email", "email"], ["a@example.fr", "b"]]}),
    ("column-twice", 1, "B email"),
)
book("total", xlsx({"F": [*ROWS, ["Total", 2]]}), ("total", 4, "A email"))
book(
    "blank-lines",
    xlsx({"F": [ROWS[0], ["", ""], ROWS[1], ["", ""], ROWS[2]]}),
    new=2,
    notices=["blank-lines"],
)
book("offset", xlsx({"F": [[""], ["", ""], *ROWS, ["c@", "C"]]}), ("space", 6, "A email"))

# Address books


def card(*lines, version="3.0"):
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def cards(name, data, *troubles, **expected):
    case("cards", name, data, *troubles, ext="vcf", **expected)


ANA = card("FN:Ana Un", "N:Un;Ana;;;", "EMAIL;TYPE=work:ana@example.fr", "ORG:Atelier;Nord")
cards("one", ANA, new=1, words=["Ana Un <ana@example.fr>"])
cards("version-4", card("FN:Ana Un", "EMAIL:ana@example.fr", version="4.0"), new=1)
cards(
    "version-2-quoted",
    card(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=89lo=C3=AFse;Ana;;;",
        "EMAIL;INTERNET:ana@example.fr",
        version="2.1",
    ),
    new=1,
)
cards(
    "without-fn",
    card("N:Un;Ana;;;", "EMAIL:ana@example.fr"),
    new=1,
    words=["Ana Un <ana@example.fr>"],
)
cards("without-address", ANA + card("FN:Bob", "TEL:0612345678"), new=1, notices=["no-address-card"])
cards(
    "several-addresses",
    card("FN:Ana", "EMAIL:a@example.fr", "EMAIL:b@example.fr"),
    new=1,
    notices=["several-addresses"],
)
cards("folded", card("FN:Ana", "EMAIL:ana@exa", " mple.fr"), new=1, words=["Ana <ana@example.fr>"])
cards(
    "photo",
    card(
        "FN:Ana",
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ",
        " SkZJRgABAQ",
        " AAAQ",
        "EMAIL:ana@example.fr",
    ),
    new=1,
)
cards(
    "grouped",
    card("FN:Ana", "item1.EMAIL;type=INTERNET:ana@example.fr", "item1.X-ABLabel:Travail"),
    new=1,
)
cards("lf", ANA.replace("\r\n", "\n"), new=1)
cards("lower-case", ANA.replace("BEGIN", "begin").replace("END:", "end:"), new=1)
cards("bom", "\ufeff" + ANA, new=1)
cards(
    "latin-1",
    card("FN:Élodie", "EMAIL:e@example.fr").encode("latin-1"),
    new=1,
    encoding="Windows-1252",
    words=["Élodie <e@example.fr>"],
)
cards("utf-16", b"\xff\xfe" + ANA.encode("utf-16-le"), new=1, encoding="UTF-16-LE")
cards(
    "mixed-encodings",
    ANA.replace("Ana Un", "Éa").encode() + card("FN:É").encode("latin-1"),
    ("encoding", 10, "A"),
)
cards("nul", ANA.replace("Ana Un", "An\0a"), ("nul", 3, ""))
cards("never-ended", ANA.replace("END:VCARD\r\n", ""), ("vcard-open", 1, ""))
cards("begun-twice", "BEGIN:VCARD\nVERSION:3.0\nFN:A\n" + ANA, ("vcard-open", 1, ""))
cards("not-lines", "BEGIN:VCARD\nVERSION:3.0\nn'importe quoi\nEND:VCARD\n" + ANA, ("vcard", 1, ""))
cards(
    "bad-quoted",
    card("FN;ENCODING=QUOTED-PRINTABLE:=ZZ", "EMAIL:a@example.fr", version="2.1"),
    new=1,
)
cards("address-wrong", ANA + card("FN:Bob", "EMAIL:bob@localhost"), ("no_domain", 8, "B email"))
cards("name-script", card("FN:<script>alert(1)</script>", "EMAIL:a@example.fr"), new=1)
cards("name-override", card("FN:Jo\u202ehn", "EMAIL:a@example.fr"), ("invisible", 1, "A name"))
cards("line-of-30-kb", card("FN:" + "x" * 30_000, "EMAIL:a@example.fr"), ("long", 1, ""))
cards("same-address", ANA + ANA, new=1, same=1, notices=["same-person"])
cards(
    "escaped", card("FN:Un\\, Ana", "EMAIL:a@example.fr"), new=1, words=["Un, Ana <a@example.fr>"]
)
cards("text-named-vcf", TWO, ("named", 0, ""))


def write():
    for surface in {surface for surface, _ in CASES}:
        for old in (HERE / surface).glob("*"):
            old.unlink()
    for (surface, name), (ext, body, told) in CASES.items():
        folder = HERE / surface
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.{ext}").write_bytes(body)
        words = json.dumps({"file": f"{name}.{ext}", **told}, ensure_ascii=False, indent=1)
        (folder / f"{name}.expected.json").write_text(words + "\n")
    print(f"{len(CASES)} files")


if __name__ == "__main__":
    write()
