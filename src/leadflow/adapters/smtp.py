"""
Sends mail over SMTP, with the standard library only.
"""

from __future__ import annotations

import os
import re
import smtplib
import ssl
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import Any, Final

from leadflow.adapters.mime import ascii_address, mime_bytes
from leadflow.adapters.smtp_answers import Step, meaning_of
from leadflow.adapters.smtp_lines import SmtpLine, SmtpLineLost, SmtpTlsLine, timed_out
from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.bounds import check_seconds, check_whole
from leadflow.core.notifications import Mail
from leadflow.errors import ConfigurationError, MailBlocked, MailDeferred

__all__ = ["Security", "SmtpMailer"]

_IDLE: Final = 30.0
_GO_ON: Final = 354
_HOST: Final = re.compile(r"[^\s/@]+")

_Steps = tuple[Callable[[], None], Callable[[], None]]
"""
What is called while an answer is awaited, and before a mail is handed over.
"""


class Security(StrEnum):
    """
    How the connection is made safe. `STARTTLS` and `TLS` never fall back to a plain line.
    """

    STARTTLS = "starttls"
    TLS = "tls"
    PLAIN = "plain"


class SmtpMailer:
    """
    Sends each mail to its one recipient, so that what a server says of it is about that recipient alone.

    A connection is used for mail after mail, and by one thread at a time: there are as many as threads send at once.
    5xx answers refuse, and everything else defers. What is the host's to correct, such as a wrong password, a sender
    that is not allowed or a server that does not relay, is `MailBlocked`. Errors hold codes with the enhanced status,
    such as ``smtp_550_5.1.1``, and no addresses.
    """

    @checked
    def __init__(
        self,
        host: str,
        port: int = 587,
        *,
        security: Security = Security.STARTTLS,
        username: str | None = None,
        password: str | None = None,
        timeout: float = 20.0,
        longest: float = 100.0,
        context: ssl.SSLContext | None = None,
        most: int = 100,
        greeting: str | None = None,
    ) -> None:
        """
        Talk to *host*.

        Args:
            host: Name or address of the server; its certificate is checked against it.
            port: 587 for STARTTLS, 465 for TLS.
            security: How the connection is made safe.
            username, password: Given after the connection is safe; None does not log in.
            timeout: Seconds that any answer may take.
            longest: Seconds that a mail may take in all, once the server's name is found; at most half of the relay's
                lease, which the relay checks.
            context: None trusts what the operating system trusts.
            most: How many mails one connection carries.
            greeting: What this computer calls itself in EHLO; None for its name. Servers want a full domain name there.

        Raises:
            ConfigurationError: A password would go over a plain line.
            InvalidInput: The host is empty (``text_missing``) or a URL (``host_malformed``), or a number is out of its range
                (``number_out_of_range``).
        """
        if not host.strip():
            raise wrong_value("text_missing", "is empty; set it", "SmtpMailer(host)")
        if not _HOST.fullmatch(host):
            raise wrong_value(
                "host_malformed", "is not a host; write it as mail.example.com, without a scheme", "SmtpMailer(host)"
            )
        if username is not None and not username.strip():
            raise wrong_value("text_missing", "is empty; set it, or leave it out", "SmtpMailer(username)")
        check_whole(port, "SmtpMailer(port)", 1, 65_535)
        check_whole(most, "SmtpMailer(most)", 1)
        check_seconds(timeout, "SmtpMailer(timeout)")
        check_seconds(longest, "SmtpMailer(longest)")
        if username is not None and security is Security.PLAIN:
            raise ConfigurationError(
                "SmtpMailer(security): there is a login but no encryption, so the password would be readable; use Security.STARTTLS or Security.TLS"
            )
        self._host, self._port, self._security = host, port, security
        self._login = (username, password or "") if username is not None else None
        self.delivers, self.longest = True, longest
        self._timeout, self._most, self._greeting = timeout, most, greeting
        self._context = context or ssl.create_default_context()
        self._kept, self._process = deque[SmtpLine](), os.getpid()

    def send(self, mail: Mail, /) -> None:
        """
        Deliver *mail*; see `leadflow.ports.Mailer`.

        Raises:
            MailDeferred: The server could not be reached, or said 4xx.
            MailBlocked: The server takes no mail of this host as it is set up.
            MailRefused: The server said 5xx, or the address cannot be used in a mail.
            AddressRefused: The server said that nobody has this address.
        """
        self.send_meanwhile(mail, _nothing, _nothing)

    def send_meanwhile(self, mail: Mail, meanwhile: Callable[[], None], hand_over: Callable[[], None], /) -> None:
        """
        Deliver *mail* as `send` does; see `leadflow.ports.UnhurriedMailer`.
        """
        until, steps = time.monotonic() + self.longest, (meanwhile, hand_over)
        kept = self._take()
        try:
            if kept is not None:
                with suppress(SmtpLineLost):
                    return self._carry(kept, mail, until, steps)
            self._carry(self._connect(until), mail, until, steps)
        except SmtpLineLost:
            raise MailDeferred("smtp_disconnected") from None

    def close(self) -> None:
        """
        End the connections that are kept; the next mail makes a new one.
        """
        while (line := self._pop()) is not None:
            with suppress(smtplib.SMTPException, OSError):
                line.close()

    def _take(self) -> SmtpLine | None:
        """
        Take a connection that was kept, the one used last, if it can carry one more mail.
        """
        line = self._pop()
        if line is None or (line.carried < self._most and time.monotonic() - line.used < _IDLE):
            return line
        with suppress(smtplib.SMTPException, OSError):
            line.quit()
        return None

    def _pop(self) -> SmtpLine | None:
        if self._process != os.getpid():
            self._leave()
        # Threads share what is kept, and each step of a deque is one that no thread divides.
        try:
            return self._kept.pop()
        except IndexError:
            return None

    def _leave(self) -> None:
        """
        Let go of what came along through a fork without a word to the server: those connections are the parent's.
        """
        left, self._kept, self._process = self._kept, deque[SmtpLine](), os.getpid()
        for line in left:
            line.close()

    def _carry(self, line: SmtpLine, mail: Mail, until: float, steps: _Steps) -> None:
        """
        Deliver *mail* over *line*, and keep it for the next one unless it broke.
        """
        line.until = until
        try:
            self._deliver(line, mail, *steps)
        except SmtpLineLost:
            line.close()
            raise
        finally:
            if line.sock is not None:
                self._kept.append(line)

    def _connect(self, until: float) -> SmtpLine:
        left = max(until - time.monotonic(), 0.001)
        given: dict[str, Any] = {"until": until, "timeout": min(self._timeout, left), "local_hostname": self._greeting}
        try:
            made: SmtpLine
            if self._security is Security.TLS:
                made = SmtpTlsLine(self._host, self._port, context=self._context, **given)
            else:
                made = SmtpLine(self._host, self._port, **given)
        except (smtplib.SMTPException, OSError) as error:
            raise MailDeferred("smtp_unreachable") from error
        try:
            if self._security is Security.STARTTLS:
                made.starttls(context=self._context)
            if self._login is not None:
                made.login(*self._login)
            made.ehlo_or_helo_if_needed()
        except smtplib.SMTPAuthenticationError:
            made.close()
            raise MailBlocked("smtp_login") from None  # the chained error would hold what the server said
        except (smtplib.SMTPException, OSError) as error:
            made.close()
            if isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLError):
                raise MailBlocked("smtp_tls") from error
            raise MailDeferred("smtp_tls" if self._security is Security.STARTTLS else "smtp_unreachable") from error
        return made

    def _deliver(
        self, line: SmtpLine, mail: Mail, meanwhile: Callable[[], None], hand_over: Callable[[], None]
    ) -> None:
        utf8 = line.has_extn("smtputf8")
        sender, recipient = (
            ascii_address(one, utf8=utf8) for one in (mail.bounces_to or mail.from_address, mail.to_address)
        )
        plain = (sender + recipient).isascii()
        line.command_encoding = "ascii" if plain else "utf-8"
        try:
            line.putcmd("mail", f"FROM:<{sender}>" + ("" if plain else " SMTPUTF8 BODY=8BITMIME"))
            meanwhile()
            _check(line, Step.SENDER, line.getreply())
            line.putcmd("rcpt", f"TO:<{recipient}>")
            content = _content(line, mail, utf8)
            _check(line, Step.RECIPIENT, line.getreply())
        except (smtplib.SMTPException, OSError) as error:
            if not timed_out(error) and isinstance(error, smtplib.SMTPServerDisconnected | OSError):
                raise SmtpLineLost from None
            line.close()
            raise MailDeferred("smtp_timeout" if timed_out(error) else "smtp_failed") from None
        try:
            line.putcmd("data")
            meanwhile()
            code, said = line.getreply()
            if code != _GO_ON:
                _check(line, Step.CONTENT, (code if not 200 <= code < 400 else -1, said))
            hand_over()
            line.send(content)
            meanwhile()
            _check(line, Step.CONTENT, line.getreply())
        except (smtplib.SMTPException, OSError) as error:
            # The server may have taken the mail: the next try carries the same Message-ID.
            line.close()
            raise MailDeferred("smtp_timeout" if timed_out(error) else "smtp_failed") from None
        line.carried += 1
        line.used = time.monotonic()


def _nothing() -> None:
    pass


def _content(line: SmtpLine, mail: Mail, utf8: bool) -> bytes:
    """
    Make what goes over the line, while the server looks the recipient up.
    """
    try:
        # The head begins with a name, and each line ends with both characters.
        return mime_bytes(mail, utf8=utf8).replace(b"\r\n.", b"\r\n..") + b".\r\n"
    except Exception:
        line.close()
        raise


def _check(line: smtplib.SMTP, step: Step, answer: tuple[int, bytes]) -> None:
    """
    Raise what an answer means, unless it is a yes; the line is made ready for the next mail.
    """
    code, said = answer
    if 200 <= code < 300:
        return
    if code == 421 or code <= 0:
        line.close()
    else:
        with suppress(smtplib.SMTPException, OSError):
            line.rset()
    raise meaning_of(step, code, said)
