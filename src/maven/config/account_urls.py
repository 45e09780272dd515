"""The pages of django-allauth that are in use: one door, where an address receives a code.

The code of the door proves the address: signing in, signing up and proving are the same page, so the
names that the library looks for lead to the same door. A passkey, a password or an identity provider
open it too, for whoever gave herself one.
"""

from allauth.account import views
from django.urls import path

from maven.front.views import door, identity, passkeys, passwords

urlpatterns = [
    path("", door.enter, name="account_request_login_code"),
    path("", door.enter, name="account_login"),
    path("", door.enter, name="account_signup"),
    path("", door.enter, name="account_email_verification_sent"),
    path("code/", door.code, name="account_confirm_login_code"),
    path("sortie/", door.leave, name="account_logout"),
    path("cle/", passkeys.enter, name="passkey_enter"),
    path("cle/defi/", passkeys.challenge_at_door, name="passkey_challenge"),
    path("second/", passkeys.second, name="mfa_authenticate"),
    path("second/defi/", passkeys.challenge_for_second, name="second_challenge"),
    path("mot-de-passe/", passwords.enter, name="password_enter"),
    path("avec/<slug:provider>/", identity.start, name="identity"),
    path("avec/<slug:provider>/retour/", identity.come_back, name="identity_return"),
    path("inactif/", views.account_inactive, name="account_inactive"),
]
