"""
The mailer.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Protocol, runtime_checkable

from leadflow.core.notifications.mail import Mail

__all__ = ["Mailer", "SteppingMailer"]


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


@runtime_checkable
class SteppingMailer(Mailer, Protocol):
    """
    A mailer that lets its caller do something else while a server answers; an ability that a mailer may have besides.

    Used by: `OutboxRelay`, which settles the mail before and makes the next one ready meanwhile.
    """

    def steps(self, mail: Mail, /) -> Generator[None, None, None]:
        """
        Deliver *mail* as `send` does, and pause where an answer is awaited; it is delivered when the steps end.

        Must not hand the mail over before the first pause is over. Steps that are closed then deliver nothing.

        Raises:
            MailDeferred: Not now; try later.
            MailRefused: Never; do not try again.
        """
