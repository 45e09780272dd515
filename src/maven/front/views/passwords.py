"""A password, for whoever wants one: chosen on the security page, used at the door."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maven.front.account_forms import NewPasswordForm, PasswordForm, has_password
from maven.front.proof import just_proved
from maven.front.sessions import login_of, prove
from maven.missions.access import public
from maven.people.http import Request, see_other
from maven.people.limits import HOUR, address_of_account, limited, network
from maven.people.operations import security
from maven.people.operations.sign_ins import end_sign_ins
from maven.people.redirects import wished_address


def account(request: HttpRequest) -> object | None:
    return address_of_account(request.POST.get("email", "")) or None


@public
@limited("password-network", most=20, per=HOUR, by=network)
@limited("password", most=10, per=HOUR, by=account)
@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """In by a password; wrong, unknown and without a password are one answer, after one time."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("front:home"))
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_authentication(request, form.person, "password")
        login = login_of(form.person, wished=wished_address(request))
        response: HttpResponse = perform_login(request, login)
        return response
    context = {"form": form, "wished": wished_address(request)}
    return render(request, "account/password.html", context, status=422 if form.errors else 200)


@just_proved
def choose(request: Request) -> HttpResponse:
    """Chooses one, or another; every other browser is signed out."""
    form = NewPasswordForm(request.POST or None, person=request.user)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "has_password": has_password(request.user)}
        status = 422 if form.errors else 200
        return render(request, "front/password.html", context, status=status)
    settle(request, form.cleaned_data["password"])
    messages.success(request, _("Your password is set. Your other browsers are signed out."))
    return see_other("front:security", anchor="#password")


@just_proved
@require_POST
def removal(request: Request) -> HttpResponse:
    settle(request, "")
    messages.success(request, _("No password opens your account any more."))
    return see_other("front:security", anchor="#password")


def settle(request: Request, password: str) -> None:
    """The other sessions end with the former password; this one goes on under a new number."""
    now = timezone.now()
    security.set_password(password=password, by=request.user, at=now)
    end_sign_ins(but=request.session.session_key or "", by=request.user, at=now)
    request.session[HASH_SESSION_KEY] = request.user.get_session_auth_hash()
    prove(request, strong=False, at=now)
