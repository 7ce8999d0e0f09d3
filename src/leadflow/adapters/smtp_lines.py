"""
Connections to mail servers that end in time.
"""

from __future__ import annotations

import smtplib
import time
from io import BufferedReader, RawIOBase
from typing import Any

__all__ = ["SmtpLine", "SmtpLineLost", "SmtpTlsLine", "timed_out"]


class SmtpLine(smtplib.SMTP):
    """
    A connection that is given up at a moment, however slowly the server answers until then.

    It counts the mails that it has carried, and knows when it was used last.
    """

    def __init__(self, host: str, port: int, *, until: float, timeout: float, **given: Any) -> None:
        self.until, self._patience = until, timeout
        self.carried, self.used = 0, time.monotonic()
        super().__init__(host, port, timeout=timeout, **given)

    def hurry(self) -> None:
        """
        Wait for the next bytes no longer than is left.
        """
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        wait = min(self._patience, left)
        if self.sock is not None and self.sock.gettimeout() != wait:
            self.sock.settimeout(wait)

    def send(self, s: Any) -> None:
        self.hurry()
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None:
            self.file = BufferedReader(_Answers(self))
        return super().getreply()


class SmtpTlsLine(SmtpLine, smtplib.SMTP_SSL):
    """
    Safe from the beginning.
    """


class _Answers(RawIOBase):
    """
    What a server says, byte by byte within the time that is left.
    """

    def __init__(self, line: SmtpLine) -> None:
        super().__init__()
        self._line = line

    def readable(self) -> bool:
        """
        Say yes.
        """
        return True

    def readinto(self, buffer: Any, /) -> int:
        """
        Read what is there, or wait for it.
        """
        self._line.hurry()
        return self._line.sock.recv_into(buffer) if self._line.sock is not None else 0


class SmtpLineLost(Exception):
    """
    The connection was lost before the mail was handed over.
    """


def timed_out(error: BaseException) -> bool:
    """
    Return whether nothing came in time; smtplib calls that a lost connection.
    """
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
