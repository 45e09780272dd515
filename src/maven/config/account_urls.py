"""The pages of django-allauth that are in use: one door, where an address receives a code.

There is no password anywhere, and the code of the door proves the address. Signing in, signing up
and proving are the same page, so the names that the library looks for lead to the same door.
"""

from allauth.account import views
from django.urls import path

from maven.front.views import door

urlpatterns = [
    path("", door.enter, name="account_request_login_code"),
    path("", door.enter, name="account_login"),
    path("", door.enter, name="account_signup"),
    path("", door.enter, name="account_email_verification_sent"),
    path("code/", door.code, name="account_confirm_login_code"),
    path("sortie/", door.leave, name="account_logout"),
    path("inactif/", views.account_inactive, name="account_inactive"),
]
