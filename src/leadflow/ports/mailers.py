"""
The mailer.
"""

from __future__ import annotations

from typing import Protocol

from leadflow.core.notifications.mail import Mail

__all__ = ["Mailer"]


class Mailer(Protocol):
    """
    Sends mail.

    Used by: `OutboxRelay`. Checked by: `leadflow.testing.MailerContract`.
    """

    def send(self, mail: Mail, /) -> None:
        """
        Deliver *mail*, or hand it to what delivers it.

        Must derive ``Message-ID`` from ``mail.key``, so that a repeat can be told.

        Raises:
            MailDeferred: Not now; try later.
            MailRefused: Never; do not try again.
        """
