"""What every page knows: its mission, one's part in it, and whether this is the demonstration."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from maven.missions.models import Role


def house(request: HttpRequest) -> dict[str, Any]:
    role = getattr(request, "role", None)
    return {
        "mission": getattr(request, "mission", None),
        "role": role,
        "is_facilitator": role == Role.FACILITATOR,
        "demo": settings.DEMO,
        "ui_gallery": settings.GALLERY,
    }
