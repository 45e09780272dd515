"""The door: an address, then the code sent to it. Whoever has no account yet gets one."""

from typing import Any

from allauth.account import views
from allauth.account.internal import stagekit
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from maven.front.account_forms import CodeForm, EnterForm
from maven.front.known import browser_known_to
from maven.front.newcomers import Knock, knock
from maven.front.oidc import address_to_leave
from maven.front.providers import provider_called
from maven.front.sessions import STAY
from maven.front.views.identity import go_on_to
from maven.missions.access import public
from maven.people.limits import HOUR, address_of_account, limited, network


def refused_as_422(response: HttpResponse) -> HttpResponse:
    """A form shown again because of what is in it is not a success."""
    if response.status_code == 200:
        response.status_code = 422
    return response


class Enter(views.RequestLoginCodeView):  # type: ignore[misc]
    form_class = EnterForm

    def _redirect_to_pending_stage(self, *_known: Any) -> None:
        """A code that is on its way does not close the door to another address."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"providers": settings.OIDC.values()}

    def form_valid(self, form: Any) -> HttpResponse:
        knock(self.request, form.cleaned_data["email"])
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form: Any) -> HttpResponse:
        return refused_as_422(super().form_invalid(form))


class Code(views.ConfirmLoginCodeView):  # type: ignore[misc]
    form_class = CodeForm

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session[STAY] = form.cleaned_data.get("stay", False)
        response: HttpResponse = super().form_valid(form)
        return response

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        Knock(self.stage).resend()
        return HttpResponseRedirect(
            self.passthrough_next_url(reverse("account_confirm_login_code"))
        )

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        entered = Knock(self.stage).enter(self.get_next_url())
        return entered or HttpResponseRedirect(reverse("account_inactive"))

    def form_invalid(self, form: Any) -> HttpResponse:
        return refused_as_422(super().form_invalid(form))


def account_asked(request: HttpRequest) -> str:
    """The account a code is asked for, whether anybody has it or not; none where none is asked."""
    if "email" in request.POST:
        return request.POST["email"]
    return waiting_for(request) if request.POST.get("action") == "resend" else ""


def waiting_for(request: HttpRequest) -> str:
    """The address to which a code is on its way."""
    login = stagekit.unstash_login(request, peek=True)
    return (login.email or "") if login else ""


def account(request: HttpRequest) -> object | None:
    address = account_asked(request)
    if not address or browser_known_to(request, address):
        return None
    return address_of_account(address)


def known_browser(request: HttpRequest) -> object | None:
    return browser_known_to(request, account_asked(request)) or None


by_account = limited("code", most=10, per=HOUR, by=account)
by_known = limited("code-known", most=10, per=HOUR, by=known_browser)
by_network = limited("code-network", most=20, per=HOUR, by=network)
by_network_of_passkeys = limited("passkey", most=60, per=HOUR, by=network)
attempts = limited("attempt", most=60, per=HOUR, by=network)

enter = public(by_network(by_known(by_account(Enter.as_view()))))
code = public(attempts(by_known(by_account(Code.as_view()))))


class Leave(views.LogoutView):  # type: ignore[misc]
    """Out of here, and out of the identity provider that one came in by, if it has such a page."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        slug, id_token = self.request.session.get("id_token", ("", ""))
        provider = provider_called(slug)
        response: HttpResponse = super().post(*args, **kwargs)
        if provider is not None:
            home = self.request.build_absolute_uri("/")
            address = address_to_leave(provider, id_token=id_token, back=home)
            if address:
                return go_on_to(self.request, provider, address)
        return response


leave = public(Leave.as_view())
