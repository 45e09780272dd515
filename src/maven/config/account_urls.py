"""The pages of django-allauth that are in use: a code by e-mail, confirming, leaving."""

from allauth.account import views
from django.urls import path

urlpatterns = [
    path("", views.request_login_code, name="account_request_login_code"),
    path("code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("avec-mot-de-passe/", views.login, name="account_login"),
    path("inscription/", views.signup, name="account_signup"),
    path("adresse/", views.email_verification_sent, name="account_email_verification_sent"),
    path("adresse/<key>/", views.confirm_email, name="account_confirm_email"),
    path("inactif/", views.account_inactive, name="account_inactive"),
    path("sortie/", views.logout, name="account_logout"),
    path("a-nouveau/", views.reauthenticate, name="account_reauthenticate"),
    path("courriel/", views.email, name="account_email"),
    path("mot-de-passe/", views.password_reset, name="account_reset_password"),
    path("mot-de-passe/envoye/", views.password_reset_done, name="account_reset_password_done"),
    path("mot-de-passe/changer/", views.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", views.password_set, name="account_set_password"),
]
