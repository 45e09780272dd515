"""Reading the catalogue of kinds of activities that comes with the product."""

import csv
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

TEXTS = [
    "slug",
    "name_fr",
    "name_en",
    "scale",
    "phases",
    "arc",
    "conn_model",
    "conn_formula",
    "online",
    "prerequisites",
    "outputs",
    "origin",
    "source",
    "basis",
]
WHOLES = ["n_min", "n_typ", "minutes_min", "minutes_max", "span_days", "trust_min", "maturity_min"]
MARKS = ["convergence", "measure", "engage", "connect_qty", "connect_quality"]
DAYS = {
    "prep_pd": "prep_days",
    "run_pd": "run_days",
    "follow_pd": "follow_days",
    "effort_p10_pd": "effort_low",
    "effort_p50_pd": "effort_likely",
    "effort_p90_pd": "effort_high",
}


def catalogue() -> Iterator[dict[str, Any]]:
    """Each kind as the fields of `ActivityKind`, in the order of the file."""
    text = (files("maven.toolbox") / "catalogue.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield {
            "number": int(row["id"]),
            "seed_kind": _whole(row["seed_kind"]),
            "n_max": _whole(row["n_max"]),
            "people_per_facilitator": _whole(row["people_per_facilitator"]),
            "quality_yield": float(row["quality_yield"]) if row["quality_yield"] else None,
            "needs_session": row["needs_session"] == "yes",
            **{name: row[name] for name in TEXTS},
            **{name: int(row[name]) for name in WHOLES},
            **{name: float(row[name]) for name in MARKS},
            **{field: float(row[column]) for column, field in DAYS.items()},
        }


def _whole(text: str) -> int | None:
    return int(text) if text else None
