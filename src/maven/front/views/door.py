"""The door: an address, then the code sent to it. Whoever has no account yet gets one."""

from typing import Any

from allauth.account import views
from django.http import HttpResponse

from maven.front.account_forms import CodeForm, EnterForm
from maven.missions.access import public


def refused_as_422(response: HttpResponse) -> HttpResponse:
    """A form shown again because of what is in it is not a success."""
    if response.status_code == 200:
        response.status_code = 422
    return response


class Enter(views.RequestLoginCodeView):  # type: ignore[misc]
    form_class = EnterForm

    def _redirect_to_pending_stage(self, *_known: Any) -> None:
        """A code that is on its way does not close the door to another address."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return refused_as_422(super().form_invalid(form))


class Code(views.ConfirmLoginCodeView):  # type: ignore[misc]
    form_class = CodeForm

    def form_invalid(self, form: Any) -> HttpResponse:
        return refused_as_422(super().form_invalid(form))


enter = public(Enter.as_view())
code = public(Code.as_view())
leave = public(views.LogoutView.as_view())
