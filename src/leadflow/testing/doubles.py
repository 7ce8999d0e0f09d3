"""
Test doubles for clock, ids and mailer.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from threading import Lock

from leadflow.adapters.files import to_mime
from leadflow.core.arguments import checked
from leadflow.core.notifications import Mail
from leadflow.errors import MailDeferred, MailRefused
from leadflow.testing.builders import NOW

__all__ = ["CountingIds", "FrozenClock", "RecordingMailer"]


class FrozenClock:
    """
    A clock that moves only when a test advances it.
    """

    @checked
    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """
        Return the current time of the clock.
        """
        return self.now

    def advance(self, by: timedelta) -> None:
        """
        Continue by *by*.
        """
        self.now += by


class CountingIds:
    """
    Ids that count up, and sort as they count: ``id-000001``, ``id-000002``, ...
    """

    @checked
    def __init__(self, prefix: str = "id") -> None:
        self._prefix = prefix
        self._given = 0
        self._lock = Lock()

    def __call__(self) -> str:
        """
        Return the next id.
        """
        with self._lock:
            self._given += 1
            return f"{self._prefix}-{self._given:06}"


class RecordingMailer:
    """
    A mailer that records mails, and defers or refuses those that a test names.

    Attributes:
        sent: What was delivered, in order.
    """

    def __init__(self) -> None:
        self.delivers = False
        self.sent: list[Mail] = []
        self._deferring = 0
        self._refused: set[str] = set()

    def defer(self, times: int = 1) -> None:
        """
        Defer the next *times* mails.
        """
        self._deferring = times

    def refuse(self, *addresses: str) -> None:
        """
        Refuse every mail to one of *addresses*.
        """
        self._refused.update(addresses)

    def send(self, mail: Mail, /) -> None:
        """
        Keep *mail*; see `leadflow.ports.Mailer`.

        Raises:
            MailDeferred: The test asked for it.
            MailRefused: The test asked for it, or the address cannot be used in a mail.
        """
        if self._deferring:
            self._deferring -= 1
            raise MailDeferred("told to defer")
        if mail.to_address in self._refused:
            raise MailRefused("told to refuse")
        to_mime(mail)
        self.sent.append(mail)

    def delivered(self) -> tuple[EmailMessage, ...]:
        """
        Return what was delivered, as a mail client would get it.
        """
        return tuple(to_mime(mail) for mail in self.sent)
