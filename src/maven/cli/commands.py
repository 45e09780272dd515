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
        says="put a proved copy of the store away, encrypted on request",
        more=(
            "Copies while people go on voting, reads the copy whole (structure, rows, journal), packs\n"
            "it with the files people sent and a manifest, then reads the archive again."
        ),
        examples=(
            "maven backup",
            "maven backup --to /srv/backups --recipient age1… --prune",
        ),
    ),
    "restore": Command(
        says="put a backup back in place of the store",
        more=(
            "The backup is proved beside the store first; one that is damaged, cut, newer or sealed\n"
            "with another key changes nothing. The store it replaces is kept aside. Stop the server\n"
            "before. Erasures asked for since the backup are done again."
        ),
        examples=(
            "maven restore var/backups/maven-20261123-031500.tar.gz --force",
            "maven restore maven-20261123-031500.tar.gz.age --identity key.txt",
        ),
    ),
    "drill": Command(
        says="rehearse coming back: backup, restore beside the store, a page, a vote",
        more="Nothing of the store in use is touched. The time it took is noted, as a fact too.",
        examples=("maven drill", "maven drill /srv/backups/maven-20261123-031500.tar.gz"),
    ),
    "upgrade": Command(
        says="bring the store to a new version, with a backup first and a way back",
        more="Where the new version does not hold, the store is put back as it was.",
        examples=("maven upgrade --check", "maven upgrade"),
    ),
    "panic": Command(
        says="pause writing, sign everybody out, put evidence away: for a bad hour",
        more="Reading goes on while writing is paused. Each act is a fact of the journal.",
        examples=(
            'maven panic --read-only --words "Back around noon."',
            "maven panic --end-sessions --new-key --evidence /srv/evidence",
            "maven panic --lift",
        ),
    ),
    "export": Command(
        says="write a whole mission into one archive",
        more="Tables as JSON and CSV, and a page to read; who answered what is not in it.",
        examples=(
            "maven export paca --to paca.zip",
            "maven export paca --to paca.zip --addresses",
        ),
    ),
    "import-archive": Command(
        says="take in a mission from its archive",
        more="Whole or not at all, beside what is there, never over it. The journal is verified first.",
        examples=(
            "maven import-archive paca.zip",
            "maven import-archive paca.zip --slug paca-2 --facilitator minh@example.org",
        ),
    ),
    "registry": Command(
        says="print the registry of processing: what is kept about people, why and until when",
        more="It is made from the models themselves, in French or English.",
        examples=("maven registry > registre.md", "maven registry --csv --language en"),
    ),
    "retention": Command(
        says="let go of what was kept long enough (the worker does it each hour)",
        more="With --dry-run it only says what would go: how many rows of what.",
        examples=("maven retention --dry-run", "maven retention"),
    ),
    "erase-mission": Command(
        says="erase a whole mission: rows, facts, files, work that waits",
        more=(
            "There is no way back: make a backup or an archive first. What is left is its seal in the\n"
            "journal of the house; a restored backup is erased again. Accounts stay."
        ),
        examples=("maven erase-mission paca", "maven erase-mission paca --yes --force"),
    ),
    "let-in": Command(
        says="let somebody in who lost her passkeys and her rescue codes",
        more=(
            "Make sure that it is she who asks. Her passkeys go and her sessions end; a code by e-mail\n"
            "opens her account again."
        ),
        examples=("maven let-in claire@example.org",),
    ),
    "verify-journal": Command(
        says="read the journal's chains and say whether a fact was changed",
        more="Prints the length and the head of each chain; a head kept elsewhere proves the past.",
        examples=("maven verify-journal", "maven verify-journal --chain mission-1 --since 3f2a…"),
    ),
}
