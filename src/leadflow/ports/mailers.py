"""
The mailer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from leadflow.core.notifications.mail import Mail

__all__ = ["Mailer", "UnhurriedMailer"]


class Mailer(Protocol):
    """
    Sends mail.

    It may have `longest`, the seconds that a mail may take, and `delivers`: True if mail goes to people, False if it is
    kept for somebody to look at. A relay refuses a programme without a sender for a mailer that delivers, and logs a
    warning for one that does not say.

    Used by: `OutboxRelay`. Checked by: `leadflow.testing.MailerContract`.
    """

    def send(self, mail: Mail, /) -> None:
        """
        Deliver *mail*, or hand it to what delivers it.

        Must attach each of ``mail.files`` with its name and type. Must derive ``Message-ID`` from ``mail.key``, so that
        receivers recognize a repetition.

        Raises:
            MailDeferred: Not now; try later.
            MailRefused: Never; do not try again.
        """


@runtime_checkable
class UnhurriedMailer(Mailer, Protocol):
    """
    A mailer that lets its caller do something else while a server answers; an optional ability of a mailer.

    Used by: `OutboxRelay`. Checked by: `leadflow.testing.UnhurriedMailerContract`.
    """

    def send_meanwhile(self, mail: Mail, meanwhile: Callable[[], None], hand_over: Callable[[], None], /) -> None:
        """
        Deliver *mail* as `send` does, and say how far that is.

        Args:
            mail: The mail.
            meanwhile: Must be called where an answer is awaited, first before the mail is handed over and then after;
                how often is the mailer's choice. It raises nothing.
            hand_over: Must be called once, just before the first byte is sent after which the server may take the
                mail. It may wait for other connections, and raises nothing.

        Raises:
            MailDeferred: Not now; try later.
            MailRefused: Never; do not try again.
        """
