from django.urls import URLPattern, URLResolver, path

from maven.front.views import (
    account,
    annotation,
    dashboard,
    demo,
    identity,
    passkeys,
    passwords,
    person,
    proof,
    security,
    site,
)

app_name = "front"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", site.home, name="home"),
    path("moi/", account.account, name="account"),
    path("moi/structures/", account.organisations, name="organisations"),
    path("moi/securite/", security.page, name="security"),
    path("moi/securite/preuve/", proof.page, name="proof"),
    path("moi/securite/preuve/code/", proof.letter, name="proof_letter"),
    path("moi/securite/preuve/defi/", proof.challenge, name="proof_challenge"),
    path("moi/securite/ailleurs/", security.end_of_other_sign_ins, name="end_of_others"),
    path("moi/securite/connexions/<int:pk>/", security.end_of_sign_in, name="end_of_sign_in"),
    path("moi/securite/second/", security.second_factor_choice, name="second_factor"),
    path("moi/securite/cles/", passkeys.new, name="new_passkey"),
    path("moi/securite/cles/defi/", passkeys.challenge_for_new, name="new_passkey_challenge"),
    path("moi/securite/cles/<int:pk>/retrait/", passkeys.removal, name="passkey_removal"),
    path("moi/securite/mot-de-passe/", passwords.choose, name="password"),
    path("moi/securite/mot-de-passe/retrait/", passwords.removal, name="password_removal"),
    path("moi/securite/avec/<slug:provider>/retrait/", identity.removal, name="identity_removal"),
    path("aide/", site.help_page, name="help"),
    path("accessibilite/", site.accessibility, name="accessibility"),
    path("donnees/", site.data, name="data"),
    path("mentions-legales/", site.legal, name="legal"),
    path("m/<slug:mission>/", dashboard.mission, name="mission"),
    path(
        "m/<slug:mission>/communaute/<slug:slug>-<int:pk>/",
        person.person,
        name="person",
    ),
    path("m/<slug:mission>/passages/<int:pk>/", annotation.annotation, name="annotation"),
    path("m/<slug:mission>/journal/", dashboard.journal, name="journal"),
    path("demo/entrer/", demo.demo_sign_in, name="demo_sign_in"),
]
