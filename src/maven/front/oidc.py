"""OpenID Connect, the code flow only: PKCE, state, nonce, and every signature checked.

Written for any provider that publishes its configuration, and for the shapes of ProConnect and
FranceConnect: `acr_values` asked and checked, what is known of the person as JSON or as a signed
JWT, the secret in the body or in the header, signing out there too. Nothing is believed of an answer
that is late, unsigned, signed for somebody else, or about somebody else.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
import requests
from django.core.cache import cache

from maven.front.declared import Provider

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
PATIENCE, LARGEST, KEPT = (3, 5), 512 * 1024, 3600
LEEWAY = 60


class ProviderUnreachable(Exception):
    """The identity provider does not answer, or answers something else than it should."""


class AnswerRefused(Exception):
    """What came back is not proof of who the person is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What this browser asked, and nobody else knows."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the provider says of the person, as far as it is of use here."""

    subject: str
    email: str
    email_verified: bool
    name: str
    strong: bool
    id_token: str


def new_question() -> Asked:
    return Asked(*(secrets.token_urlsafe(32) for _ in range(3)))


def configuration(provider: Provider) -> dict[str, Any]:
    """What the provider publishes of itself, kept for an hour."""
    kept: dict[str, Any] | None = cache.get(f"oidc.{provider.slug}")
    if kept is None:
        address = provider.url
        if "/.well-known/" not in address:
            address += "/.well-known/openid-configuration"
        kept = fetched(address)
        for needed in ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not isinstance(kept.get(needed), str):
                raise ProviderUnreachable(needed)
        cache.set(f"oidc.{provider.slug}", kept, KEPT)
    return kept


def address_to_ask(provider: Provider, asked: Asked, *, back: str) -> str:
    """Where the browser goes: the provider's page, which comes back to ours."""
    digest = hashlib.sha256(asked.verifier.encode()).digest()
    question = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": provider.scope,
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    if provider.acr:
        question["acr_values"] = " ".join(provider.acr)
    page = configuration(provider)["authorization_endpoint"]
    return f"{page}{'&' if '?' in page else '?'}{urlencode(question)}"


def address_to_leave(provider: Provider, *, id_token: str, back: str) -> str:
    """Where signing out goes on, when the provider has such a page; empty otherwise."""
    try:
        page = configuration(provider).get("end_session_endpoint", "")
    except ProviderUnreachable:
        return ""
    if not page:
        return ""
    said = {"id_token_hint": id_token, "post_logout_redirect_uri": back}
    said["state"] = secrets.token_urlsafe(24)
    return f"{page}{'&' if '?' in page else '?'}{urlencode(said)}"


def known_by(provider: Provider, asked: Asked, *, code: str, back: str) -> Known:
    """Exchanges the code, checks the signed answer, and asks what else is known of the person."""
    tokens = exchanged(provider, asked, code=code, back=back)
    id_token = tokens.get("id_token")
    if not isinstance(id_token, str):
        raise AnswerRefused("no id_token")
    proof = verified(provider, id_token, needed=["exp", "iat", "sub"])
    if proof.get("nonce") != asked.nonce:
        raise AnswerRefused("nonce")
    if isinstance(proof["aud"], list) and proof.get("azp") not in {None, provider.client_id}:
        raise AnswerRefused("azp")
    level = str(proof.get("acr", ""))
    if provider.acr and level not in provider.acr:
        raise AnswerRefused("acr")
    said = proof | told_of_person(provider, str(tokens.get("access_token", "")), proof["sub"])
    return Known(
        subject=str(proof["sub"])[:150],
        email=str(said.get("email") or "").strip().lower()[:254],
        email_verified=provider.emails_verified or said.get("email_verified") is True,
        name=name_in(said),
        strong=level in provider.strong_acr,
        id_token=id_token,
    )


def name_in(said: dict[str, Any]) -> str:
    """A given name and the name in use, whatever each provider calls it."""
    first = str(said.get("given_name") or "").strip()
    last = str(said.get("usual_name") or said.get("family_name") or "").strip()
    if isinstance(said.get("preferred_username"), str) and last == "":
        last = said["preferred_username"].strip() if "@" not in said["preferred_username"] else ""
    return (f"{first} {last}".strip() or str(said.get("name") or "").strip())[:150]


def exchanged(provider: Provider, asked: Asked, *, code: str, back: str) -> dict[str, Any]:
    settled = configuration(provider)
    body = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": asked.verifier,
    }
    ways = settled.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_post" in ways:
        body |= {"client_id": provider.client_id, "client_secret": provider.secret}
        return fetched(settled["token_endpoint"], data=body)
    return fetched(settled["token_endpoint"], data=body, auth=(provider.client_id, provider.secret))


def told_of_person(provider: Provider, access_token: str, subject: str) -> dict[str, Any]:
    """What the provider tells besides, in JSON or signed; about this person, or not at all."""
    page = configuration(provider).get("userinfo_endpoint")
    if not page or not access_token:
        return {}
    answer = asked_for(page, headers={"Authorization": f"Bearer {access_token}"})
    if "application/jwt" in answer.headers.get("Content-Type", ""):
        told = verified(provider, answer.text.strip(), needed=["sub"])
    else:
        told = as_object(answer)
    if told.get("sub") != subject:
        raise AnswerRefused("userinfo is about somebody else")
    return {name: told[name] for name in told if name not in {"iss", "aud", "exp", "acr", "nonce"}}


def verified(provider: Provider, token: str, *, needed: list[str]) -> dict[str, Any]:
    """The claims of a token signed by the provider, for us, still good."""
    settled = configuration(provider)
    try:
        found: dict[str, Any] = jwt.decode(
            token,
            key_of(settled["jwks_uri"], token),
            algorithms=ALGORITHMS,
            audience=provider.client_id,
            issuer=settled["issuer"],
            leeway=LEEWAY,
            options={"require": [*needed, "iss", "aud"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as trouble:
        raise AnswerRefused(type(trouble).__name__) from trouble
    return found


def key_of(address: str, token: str) -> jwt.PyJWK:
    """The key that the token names; asked for anew once, since providers change keys."""
    wanted = jwt.get_unverified_header(token).get("kid")
    for anew in (False, True):
        published = None if anew else cache.get(f"oidc.keys.{address}")
        if published is None:
            published = fetched(address)
            cache.set(f"oidc.keys.{address}", published, KEPT)
        usable = [key for key in jwt.PyJWKSet.from_dict(published).keys if key.key_type != "oct"]
        named = [key for key in usable if wanted is None or key.key_id == wanted]
        if len(named) == 1:
            return named[0]
    raise AnswerRefused("no key of that name")


def fetched(address: str, **said: Any) -> dict[str, Any]:
    return as_object(asked_for(address, **said))


def as_object(answer: requests.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except (ValueError, RecursionError) as trouble:
        raise ProviderUnreachable("no JSON") from trouble
    if not isinstance(found, dict):
        raise ProviderUnreachable("no JSON object")
    return found


def asked_for(
    address: str, *, data: dict[str, str] | None = None, **said: Any
) -> requests.Response:
    """One question to the provider: in the clear to this machine only, short, never led elsewhere."""
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise ProviderUnreachable("not https")
    try:
        answer = requests.request(
            "GET" if data is None else "POST",
            address,
            data=data,
            timeout=PATIENCE,
            allow_redirects=False,
            stream=True,
            **said,
        )
        body = answer.raw.read(LARGEST + 1, decode_content=True)
    except (requests.RequestException, OSError) as trouble:
        raise ProviderUnreachable(type(trouble).__name__) from trouble
    if answer.status_code != 200 or len(body) > LARGEST:
        raise ProviderUnreachable(str(answer.status_code))
    answer._content = body
    return answer
