"""The envelope of our letters."""

from email import policy as policies
from email.message import EmailMessage as Message
from typing import Any

from django.core.mail import EmailMessage


class Letter(EmailMessage):
    """A letter whose links stay whole in its heads.

    Folded at 78 signs, as the standard library does, a longer link is encoded by pieces, and no
    reader of mail offers to write no more.
    """

    def message(self, *, policy: "policies.Policy[Any] | None" = None) -> Message:
        return super().message(policy=(policy or policies.default).clone(max_line_length=900))
