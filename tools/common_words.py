"""Build src/maven/people/common-words.txt.gz: what people who guess passwords try first.

    npm pack @zxcvbn-ts/language-common @zxcvbn-ts/language-fr   # then unpack both in FOLDER
    python tools/common_words.py FOLDER

Kept: passwords seen in leaks, French words by use, given names, family names, and the places below.
Folded (no capitals, no accents), three letters at least, once each, sorted.
"""

import gzip
import json
import sys
import unicodedata
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
MADE = HOUSE / "src" / "maven" / "people" / "common-words.txt.gz"
HEAD = """\
# Words that people who guess passwords try first; made by tools/common_words.py.
# Leaked passwords: @zxcvbn-ts/language-common 4.1.3 (MIT). French words, given names, family names:
# @zxcvbn-ts/language-fr 4.1.2 (MIT); the words by use come from OpenSubtitles 2024 via OPUS
# (ODC-BY, Helsinki-NLP) and counts of Wikipedia. Places: prefectures and regions of France.
"""
PLACES = """
paris marseille lyon toulouse nice nantes montpellier strasbourg bordeaux lille rennes reims toulon
saintetienne lehavre grenoble dijon angers villeurbanne nimes clermontferrand aixenprovence brest
limoges tours amiens perpignan metz besancon orleans rouen mulhouse caen nancy argenteuil montreuil
roubaix tourcoing dunkerque avignon poitiers versailles pau larochelle cannes antibes calais beziers
colmar bourges quimper valence lorient chambery annecy troyes saintdenis saintpierre niort villejuif
charleville vannes laval bayonne cholet belfort arles evreux saintmalo albi blois carcassonne
bourgenbresse chalonsursaone epinal digne gap privas aurillac rodez cahors auch tarbes foix mende
lepuyenvelay moulins nevers auxerre chartres alencon saintlo larochesuryon angouleme perigueux tulle
gueret agen montdemarsan ajaccio bastia macon lonslesaunier vesoul chaumont barleduc melun evry
bobigny creteil nanterre cergy pontoise beauvais laon arras lemans saintbrieuc draguignan
fortdefrance basseterre cayenne mamoudzou noumea papeete bretagne normandie provence occitanie
alsace lorraine champagne bourgogne auvergne rhonealpes aquitaine corse picardie hautsdefrance
iledefrance grandest centre paysdelaloire nouvelleaquitaine paca guadeloupe martinique guyane mayotte
reunion france
"""
SOURCES = (
    ("language-common", "passwords"),
    ("language-fr", "commonWords"),
    ("language-fr", "wikipedia"),
    ("language-fr", "firstnames"),
    ("language-fr", "lastnames"),
)


def folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def main(folder: Path) -> None:
    words = set(PLACES.split())
    for package, name in SOURCES:
        [found] = folder.glob(f"*{package}*/package/src/{name}.json")
        words |= {folded(word) for word in json.loads(found.read_text())}
    kept = sorted(word for word in words if len(word) >= 3 and not word.startswith("#"))
    text = HEAD + "\n".join(kept) + "\n"
    MADE.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(kept)} words, {MADE.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
