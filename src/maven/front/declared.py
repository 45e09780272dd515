"""The identity providers that the operator declared, read from the environment.

MAVEN_OIDC=proconnect
MAVEN_OIDC_PROCONNECT_URL=https://…    MAVEN_OIDC_PROCONNECT_CLIENT_ID=…   …_SECRET=…
"""

from dataclasses import dataclass

import environ

SCOPE = "openid email profile"


@dataclass(frozen=True, slots=True)
class Provider:
    """One identity provider: where it is, who we are for it, and what we ask of it."""

    slug: str
    name: str
    url: str
    client_id: str
    secret: str
    scope: str
    acr: tuple[str, ...]  # levels asked for; an answer of another level is refused
    strong_acr: frozenset[str]  # levels that count as two proofs
    emails_verified: bool  # the provider vouches for every address it tells


def providers_in(env: environ.Env) -> dict[str, Provider]:
    found = {}
    for slug in env.list("MAVEN_OIDC", default=[]):
        one = f"MAVEN_OIDC_{slug.upper().replace('-', '_')}"
        found[slug] = Provider(
            slug=slug,
            name=env.str(f"{one}_NAME", default=slug.capitalize()),
            url=env.str(f"{one}_URL").rstrip("/"),
            client_id=env.str(f"{one}_CLIENT_ID"),
            secret=env.str(f"{one}_SECRET"),
            scope=env.str(f"{one}_SCOPE", default=SCOPE),
            acr=tuple(env.str(f"{one}_ACR", default="").split()),
            strong_acr=frozenset(env.str(f"{one}_STRONG_ACR", default="").split()),
            emails_verified=env.bool(f"{one}_EMAILS_VERIFIED", default=False),
        )
    return found
