"""The variables of the environment: names misspelt, words that are none, halves of a whole."""

import os
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from maven.config.trouble import Trouble
from maven.config.variables import neither_yes_nor_no, unknown

LEVELS = frozenset({"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"})
PROVIDER = ("URL", "CLIENT_ID", "SECRET")


def names() -> Iterator[Trouble]:
    for name, nearest in unknown(os.environ).items():
        yield Trouble(
            "M.E060",
            _("Nothing reads %(name)s: what it was to set is not set.") % {"name": name},
            _("Did you mean %(nearest)s?") % {"nearest": nearest}
            if nearest
            else _("Unset it, or look for its name in docs/settings.md."),
        )
    for name in neither_yes_nor_no(os.environ):
        yield Trouble(
            "M.E061",
            _("%(name)s is neither yes nor no: it would be taken for no.") % {"name": name},
            _("Write true or false."),
        )
    for name in ("MAVEN_LOG_LEVEL", "MAVEN_LOG"):
        allowed = LEVELS if name == "MAVEN_LOG_LEVEL" else {"text", "json"}
        given = os.environ.get(name, "")
        if given and given not in allowed:
            yield Trouble(
                "M.E062" if name == "MAVEN_LOG_LEVEL" else "M.E063",
                _("%(name)s says %(given)r, which is not one of its words.")
                % {"name": name, "given": given},
                _("One of: %(words)s.") % {"words": ", ".join(sorted(allowed))},
            )


def proxies() -> Iterator[Trouble]:
    given = os.environ.get("MAVEN_TRUSTED_PROXIES", "127.0.0.1")
    if {"*", "0.0.0.0/0", "::/0"} & {part.strip() for part in given.split(",")}:
        yield Trouble(
            "M.E064",
            _("Every machine is trusted as a proxy: anybody could claim any address."),
            _("Name your proxies in MAVEN_TRUSTED_PROXIES, or say how many stand in front."),
        )


def workers() -> Iterator[Trouble]:
    alone = str(settings.CACHES["default"]["BACKEND"]).endswith("LocMemCache")
    asked = os.environ.get("WEB_CONCURRENCY", "1")
    if alone and asked.isdecimal() and int(asked) > 1:
        yield Trouble(
            "M.E065",
            _("%(asked)s server processes are asked for, and each would keep a cache of its own.")
            % {"asked": asked},
            _("Unset WEB_CONCURRENCY: maven serve is one process with several threads (--pages)."),
        )


def provider() -> Iterator[Trouble]:
    """Sign-in by another house needs its address, our name there and a secret."""
    declared = [slug.strip() for slug in os.environ.get("MAVEN_OIDC", "").split(",")]
    stems = {f"MAVEN_OIDC_{slug.upper().replace('-', '_')}_": slug for slug in declared if slug}
    given = {name for name, value in os.environ.items() if value.strip()}
    for stem in stems:
        missing = [part for part in PROVIDER if stem + part not in given]
        if missing:
            yield Trouble(
                "M.E069",
                _("An identity provider is half given: %(missing)s is not set.")
                % {"missing": stem + missing[0]},
                _(
                    "Give its address, the client's id and its secret; or take it out of MAVEN_OIDC."
                ),
            )
    for name in sorted(given):
        if name.startswith("MAVEN_OIDC_") and not name.startswith(tuple(stems)):
            yield Trouble(
                "M.E072",
                _("%(name)s speaks of an identity provider that MAVEN_OIDC does not name.")
                % {"name": name},
                _("Add its word to MAVEN_OIDC, or unset it."),
            )


CHECKS = (names, proxies, workers, provider)
