"""What each word after `maven` is for, told without loading it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One word after `maven`. `says` is shown in the list, `more` and `examples` in its own help."""

    says: str
    more: str
    examples: tuple[str, ...]
    needs_django: bool = True
    environment: dict[str, str] = field(default_factory=dict)


DEMO = {"MAVEN_DEMO": "1", "MAVEN_VAR": "var/demo"}
OPERATING = {
    "demo": Command(
        says="open a living demonstration in a browser, without any setting",
        more="Makes its own store under var/demo with two missions, then serves it on this machine.",
        examples=("maven demo", "maven demo --fresh --port 8123"),
        environment=DEMO,
    ),
    "serve": Command(
        says="serve the pages, the live lane and the job worker",
        more="Checks the settings first and refuses to start on an error. Stops within five seconds.",
        examples=("maven serve", "maven serve --host 0.0.0.0 --port 8000"),
    ),
    "worker": Command(
        says="run the background jobs (maven serve starts one by itself)",
        more="One for each store. What a killed worker was doing is done again.",
        examples=("maven worker", "maven worker --drain"),
    ),
    "migrate": Command(
        says="bring the store and the static files up to date",
        more="Run it after installing a new version; running it again changes nothing.",
        examples=("maven migrate",),
    ),
    "check": Command(
        says="say what is wrong with the settings, the store and the journal, and the cure",
        more="Ends with 1 when there is an error. `maven serve` makes the quick part of it at start.",
        examples=("maven check", "maven check --quick"),
    ),
    "import": Command(
        says="import people, ideas, opinions, activities or a consultation held elsewhere",
        more="Nothing is half imported, and importing again changes nothing.",
        examples=(
            "maven import people list.xlsx --mission paca --look",
            "maven import polis exports/uberx --mission paca",
            'maven import polis exports/uberx --mission paca --question "What about UberX?"',
        ),
    ),
    "backup": Command(
        says="copy the store while it is in use, and verify the copy",
        more="The copy is opened and checked: structure, counts, journal chains.",
        examples=("maven backup", "maven backup --to /srv/backups"),
    ),
    "restore": Command(
        says="put a backup back in place of the store",
        more="The backup is checked first; the store it replaces is kept aside. Stop the server before.",
        examples=("maven restore var/backups/maven-20261123-120000.sqlite3 --force",),
    ),
    "registry": Command(
        says="print the registry of processing: what is kept about people, why and until when",
        more="It is made from the models themselves, in French or English.",
        examples=("maven registry > registre.md", "maven registry --csv --language en"),
    ),
    "verify-journal": Command(
        says="read the journal's chains and say whether a fact was changed",
        more="Prints the length and the head of each chain; a head kept elsewhere proves the past.",
        examples=("maven verify-journal", "maven verify-journal --chain mission-1 --since 3f2a…"),
    ),
}
