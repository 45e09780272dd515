"""What every answer says to browsers besides its page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# Nothing here asks for a camera, a place or a payment: no page, ours or embedded, may.
PERMISSIONS = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)"
)


class Headers:
    """Answers are for our own pages; those made for somebody are kept by her browser alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", PERMISSIONS)
        if "Cache-Control" not in response and getattr(request, "user", None) is not None:
            # Asked again each time: after signing out, going back shows the door.
            response["Cache-Control"] = "private, no-cache"
        return response
