"""
A real SMTP server in this process, with TLS and login, that refuses, defers, hangs and drops on command.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from threading import Lock
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

__all__ = ["Inbox", "certificate", "smtp_server"]


class Inbox:
    """
    What the server took, and how it answers.

    Attributes:
        taken: What was delivered, in order.
        answer: Of the server to each recipient, unless it is empty.
        behaviour: Says for a recipient what happens: ``refuse``, ``defer``, ``hang``, ``drop``, ``drop_after`` or "".
    """

    def __init__(self, behaviour: Callable[[str], str] = lambda _: "", *, answer: str = "") -> None:
        self.taken: list[bytes] = []
        self.recipients: list[str] = []
        self.senders: list[str | None] = []
        self.greetings: list[str] = []
        self.sessions = 0
        self.behaviour = behaviour
        self.answer = answer
        self._lock = Lock()

    def messages(self) -> list[EmailMessage]:
        """
        Return what was delivered, parsed.
        """
        return [message_from_bytes(raw, policy=default) for raw in self.taken]

    async def handle_EHLO(  # noqa: N802  # the server calls it so
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """
        Count sessions.
        """
        self.sessions += 1
        self.greetings.append(hostname)
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """
        Answer as the behaviour says.
        """
        if self.answer:
            return self.answer
        match self.behaviour(address):
            case "refuse":
                return f"550 5.1.1 no such user {address}"
            case "defer":
                return "451 4.3.0 come back later"
            case "hang":
                await asyncio.sleep(30)
            case "drop":
                _drop(server)
            case _:
                pass
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """
        Take the mail.
        """
        with self._lock:
            content = envelope.content or b""
            self.taken.append(content.encode() if isinstance(content, str) else content)
            self.recipients.extend(envelope.rcpt_tos)
            self.senders.append(envelope.mail_from)
        if self.behaviour(envelope.rcpt_tos[0]) == "drop_after":
            _drop(server)
        return "250 OK"


def _drop(server: SMTP) -> None:
    transport: Any = server.transport
    transport.abort()


@contextmanager
def smtp_server(
    inbox: Inbox, *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, login: bool = False
) -> Iterator[int]:
    """
    Run a server for *inbox*, and give its port.
    """
    options: dict[str, Any] = {"enable_SMTPUTF8": True}
    if starttls is not None:
        options |= {"tls_context": starttls, "require_starttls": True}
    if login:
        options |= {
            "auth_required": True,
            "auth_require_tls": starttls is not None,
            "authenticator": _check,
            "auth_exclude_mechanism": ["LOGIN"],
        }
    controller: Any = Controller(inbox, hostname="127.0.0.1", port=0, ssl_context=tls, **options)

    def look() -> None:
        # The controller looks at itself, and does not know the port that the system chose.
        socket.create_connection(controller.server.sockets[0].getsockname(), 5).close()

    controller._trigger_server = look
    controller.start()
    try:
        yield controller.server.sockets[0].getsockname()[1]
    finally:
        controller.stop()


def _check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"acme", b"secret"), handled=False)


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """
    Make a certificate for this machine; return the contexts of a server that has it and of a client that trusts it.
    """
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = made.public_bytes(serialization.Encoding.PEM)
    (folder / "both.pem").write_bytes(private + public)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "both.pem")
    return server, ssl.create_default_context(cadata=public.decode("ascii"))
