"""In the demonstration only: one click per role, nobody's address needed."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from maven.front.sessions import begin
from maven.missions.access import public
from maven.missions.models import Membership, Role
from maven.people.redirects import wished_address


@public
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Signs in as the first person who holds the role in the demonstration's first mission."""
    role = request.POST.get("role", "")
    if not settings.DEMO or role not in Role.values:
        raise Http404
    part = (
        Membership.objects.with_role(role)
        .filter(left_at=None, person__email__endswith="@example.org")
        .select_related("person", "mission")
        .order_by("mission_id", "pk")
        .first()
    )
    if part is None:
        raise Http404
    login(request, part.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    begin(request, part.person, means="demo", at=timezone.now())
    address = wished_address(request) or part.mission.get_absolute_url()
    return HttpResponseRedirect(address, status=303)
