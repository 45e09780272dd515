"""The commands that reckon from a file, without a store: the method for people who have a CSV."""

from maven.cli.commands import Command

RECKONING = {
    "landscape": Command(
        says="draw the opinion landscape of a file of votes",
        more=(
            "PATH is a folder exported from Polis (votes.csv or votes.csv.gz, comments.csv), or a CSV"
            " file with the columns participant, statement, vote (1 agree, 0 pass, -1 disagree). The"
            " last vote of a person on a statement counts: by its moment (timestamp) if there is one,"
            " else by its line. --mode polis reckons as the production server of Polis does: its groups"
            " begin with the first to arrive, by the moments, else by the lines of PATH, else (lines"
            " listed person by person) by the lines of the --clustered FILE."
        ),
        examples=(
            "maven landscape exports/uberx",
            "maven landscape votes.csv --json --seed 7",
            "maven landscape exports/uberx --mode polis --clustered people.txt",
        ),
        needs_django=False,
    ),
    "alignment": Command(
        says="say how far people pull the same way, where that holds and what has changed",
        more=(
            "VOTES is a folder exported from Polis or a CSV file, as for `maven landscape`. With"
            " --scale it is a CSV file of counts with the columns level, count and perhaps question."
        ),
        examples=(
            "maven alignment votes.csv --groups groups.csv",
            "maven alignment june.csv --before march.csv --json",
            "maven alignment --scale counts.csv",
        ),
        needs_django=False,
    ),
    "exploration": Command(
        says="say whether new ideas are still coming, and how many more would tell",
        more=(
            "THEMES is a CSV file with one contribution a row (columns theme and perhaps contribution,"
            " sprint) or one theme a row (columns theme, count and perhaps sprint)."
        ),
        examples=("maven exploration themes.csv", "maven exploration themes.csv --json"),
        needs_django=False,
    ),
    "ties": Command(
        says="measure a network of ties: who bridges, what would fall",
        more=(
            "TIES is a CSV file with the columns a, b and perhaps weight, a_group, b_group. With"
            " --team, what falls when they leave; with --carriers, a CSV with the columns thing, kind,"
            " person, what nobody would carry any more."
        ),
        examples=("maven ties ties.csv", "maven ties ties.csv --team team.txt --json"),
        needs_django=False,
    ),
    "ladder": Command(
        says="say how far each pair of people has come, from a meeting to an action",
        more=(
            "EVIDENCE is a CSV file with the columns a, b, rung (1 met, 2 exchanged, 3 intention"
            " changed, 4 committed, 5 acted), on (a date) and perhaps activity, by (the only one of"
            " the two who says so), contradicted (yes or no)."
        ),
        examples=("maven ladder evidence.csv", "maven ladder evidence.csv --people 60 --json"),
        needs_django=False,
    ),
    "introduce": Command(
        says="say who should meet whom, over several slots, and prove that no plan is better",
        more=(
            "PEOPLE is a CSV file with the column id and perhaps most (meetings at most), slots"
            " (1 2 4: when they are there), refuses (ids); WEIGHTS one with the columns a, b, weight:"
            " how much is hoped from their meeting. A pair that is not listed never meets."
        ),
        examples=(
            "maven introduce people.csv weights.csv --slots 8",
            "maven introduce people.csv weights.csv --slots 8 --fixed promised.csv --from-slot 3",
        ),
        needs_django=False,
    ),
    "tables": Command(
        says="seat people at tables over several rounds so that nobody meets anybody twice",
        more=(
            "PEOPLE is a CSV file with the column id and perhaps: one for the groups; wishes (who to sit"
            " with at least once) and refuses (with whom never), several ids in a cell; host (yes for"
            " those who stay at their table). Everybody is seated in every round; the sizes of the tables"
            " differ by at most one."
        ),
        examples=("maven tables people.csv --size 6 --rounds 6 --group sector",),
        needs_django=False,
    ),
    "groups": Command(
        says="form groups whose members are as different as can be",
        more=(
            "DISTANCES is a CSV file with the columns a, b, distance and perhaps together (never or"
            " wished); a pair that is not listed is at distance 0. With --mdgplib it is a file of"
            " that library, which says the sizes too."
        ),
        examples=("maven groups distances.csv --size 5", "maven groups Geo_n010.txt --mdgplib"),
        needs_django=False,
    ),
    "close": Command(
        says="find the answers that say the same or nearly, with the words they share",
        more=(
            "ANSWERS is a CSV file with the columns id, text, in French or English. What is spoken"
            " of counts, never whether for or against."
        ),
        examples=("maven close answers.csv", 'maven close answers.csv --to "des pistes cyclables"'),
        needs_django=False,
    ),
    "fit": Command(
        says="choose the activities that fit the needs best, and prove it",
        more=(
            'NEEDS is a JSON file: {"needs": {"direction": 1.5, "measure": 1, "engage": 2, "connect": 1},'
            ' "people": 40, "trust": 1, "maturity": 1, "sprint_days": 21}. What it leaves out is not'
            " looked at. All it may hold: docs/method/fit.md."
        ),
        examples=(
            "maven fit needs.json --days 8",
            "maven fit needs.json --catalogue ours.csv --days 8 --json",
        ),
        needs_django=False,
    ),
    "effort": Command(
        says="estimate the days of a mission, with how sure that is",
        more=(
            "QUANTITIES is a CSV file with the column kind and perhaps low, likely, high (days of one"
            " turn; those of the catalogue if absent), turns_low, turns_high, profile, rate, logged,"
            " done."
        ),
        examples=(
            "maven effort quantities.csv",
            "maven effort quantities.csv --draws 1000000 --json",
        ),
        needs_django=False,
    ),
    "learn": Command(
        says="correct what each activity is believed to do by what sprints have shown",
        more=(
            "OBSERVED is a CSV file with the columns sprint, dimension, change, se (standard error) and"
            " kinds (separated by spaces, slug or slug:turns)."
        ),
        examples=(
            "maven learn observed.csv",
            "maven learn observed.csv --catalogue ours.csv --json",
        ),
        needs_django=False,
    ),
    "rake": Command(
        says="weigh a poll so that it looks like the population",
        more=(
            "COUNTS is a CSV file with one column for each variable and perhaps count; MARGINS a JSON"
            ' file, {"variable": {"category": its total or share in the population}}.'
        ),
        examples=(
            "maven rake counts.csv margins.json",
            "maven rake counts.csv margins.json --json",
        ),
        needs_django=False,
    ),
}
