"""
Asks a running mail server: what it answers to our mailer, and what it reports of mail that it took.

``python -m tests.mail_servers.asking`` asks all of them and writes down what they say.
"""

from __future__ import annotations

import json
import re
import smtplib
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from aiosmtpd.smtp import SMTP, Envelope, Session
from attrs import evolve, field, frozen
from tests.adapters.smtp_server import Inbox, certificate, smtp_server
from tests.mail_servers.packages import SERVERS, unpacked
from tests.mail_servers.servers import Ports, running

from leadflow.adapters.smtp import Security, SmtpMailer
from leadflow.core.notifications import Mail
from leadflow.errors import MailDeferred, MailRefused

__all__ = ["ANSWERS", "KEY", "RECORDED", "World", "ask", "reports_of", "world"]

RECORDED: Final = Path(__file__).parent / "recorded"
ANSWERS: Final = RECORDED / "answers.json"
KEY: Final = "0123456789abcdef0123456789abcdef"

_REMOTE: Final = {
    "nobody": "550 5.1.1 <nobody@remote.example>: Recipient address rejected: User unknown",
    "plain": "550 No such user here",
    "full": "552 5.2.2 Mailbox full",
    "policy": "550 5.7.1 Message rejected for policy reasons",
    "later": "451 4.3.0 Try again later",
}
_REPORTED: Final = (
    "nobody@remote.example",
    "plain@remote.example",
    "full@remote.example",
    "policy@remote.example",
    "later@remote.example",
    "taken@remote.example",
    "maja@local.example",
)
_LAST: Final = frozenset({"later_failed", "later_delayed_expired"})


class _Remote(Inbox):
    """
    A server that refuses and defers by the name of the recipient.
    """

    async def handle_RCPT(  # noqa: N802  # the server calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := _REMOTE.get(address.partition("@")[0]):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"


@frozen(kw_only=True)
class World:
    """
    A running server, what is behind it, and who trusts its certificate.
    """

    ports: Ports
    trusts: ssl.SSLContext
    remote: Inbox = field(factory=_Remote)
    sink: Inbox = field(factory=Inbox)

    @contextmanager
    def mailer(self) -> Iterator[SmtpMailer]:
        """
        Give a mailer that sends to the server, and close it.
        """
        mailer = SmtpMailer("127.0.0.1", self.ports.open, security=Security.PLAIN, greeting="host.sender.example")
        yield mailer
        mailer.close()


@contextmanager
def world(server: str) -> Iterator[World]:
    """
    Run a server with the two servers behind it.
    """
    remote, sink = _Remote(), Inbox()
    with TemporaryDirectory() as folder, smtp_server(remote) as behind, smtp_server(sink) as back:
        _, trusts = certificate(Path(folder))
        both = Path(folder) / "both.pem"
        with running(server, remote=behind, sink=back, certificate=both) as ports:
            yield World(ports=ports, trusts=trusts, remote=remote, sink=sink)


def ask(world: World) -> dict[str, str]:
    """
    Send mail of every sort, and return by its name what became of it: ``taken``, or the error with its reason.
    """
    usual = {"port": world.ports.open, "security": Security.PLAIN}
    strict = {"port": world.ports.strict, "security": Security.PLAIN}
    safe = {"port": world.ports.tls, "security": Security.STARTTLS}
    mail = _mail("taken@remote.example")
    return {
        "taken": _sent(mail, **usual),
        "taken_by_itself": _sent(_mail("maja@local.example"), **usual),
        "unknown": _sent(_mail("ghost@local.example"), **usual),
        "greylisted": _sent(_mail("grey@local.example"), **usual),
        "full": _sent(_mail("full@local.example"), **usual),
        "policy": _sent(_mail("policy@local.example"), **usual),
        "too_large": _sent(evolve(mail, text="x" * 60 + "\n" + "many words here \n" * 2_000), **usual),
        "not_relayed": _sent(mail, **strict),
        "unknown_to_strict": _sent(_mail("ghost@local.example"), **strict),
        "without_smtputf8": _sent(_mail("jörg@local.example"), **strict),
        "starttls": _sent(mail, **safe, context=world.trusts),
        "starttls_not_trusted": _sent(mail, **safe),
        "starttls_left_out": _sent(mail, port=world.ports.tls, security=Security.PLAIN),
        "login_not_offered": _sent(mail, **safe, context=world.trusts, username="acme", password="secret"),
        "fifty_on_one_line": _fifty(world.ports.open),
    }


def _mail(recipient: str) -> Mail:
    return Mail(
        key=KEY,
        to_address=recipient,
        to_name="",
        from_address="leads@sender.example",
        from_name="Acme",
        subject="New lead",
        text="A lead.",
        html="<p>A lead.</p>",
        date=datetime(2026, 3, 2, 9, tzinfo=UTC),
    )


def _sent(mail: Mail, **given: object) -> str:
    mailer = SmtpMailer("127.0.0.1", greeting="host.sender.example", **given)  # type: ignore[arg-type]  # as the callers say
    try:
        mailer.send(mail)
    except (MailDeferred, MailRefused) as error:
        return f"{type(error).__name__}: {error}"
    finally:
        mailer.close()
    return "taken"


def _fifty(port: int) -> str:
    mailer = SmtpMailer("127.0.0.1", port, security=Security.PLAIN, greeting="host.sender.example")
    for number in range(50):
        mailer.send(evolve(_mail("taken@remote.example"), key=f"{number:032x}"))
    mailer.close()
    return "taken"


def reports_of(world: World, *, wait: float = 25.0) -> Mapping[str, bytes]:
    """
    Have the server take mail that fails, waits or arrives behind it, and return its reports by what they are about.
    """
    with smtplib.SMTP("127.0.0.1", world.ports.open, local_hostname="host.sender.example") as line:
        line.ehlo()
        for recipient in _REPORTED:
            head = f"From: Acme <leads@sender.example>\r\nTo: {recipient}\r\nMessage-ID: <{KEY}@sender.example>\r\n"
            line.mail("bounces@sender.example")
            line.rcpt(recipient, ["NOTIFY=SUCCESS,FAILURE,DELAY"])
            line.data(f"{head}Date: Mon, 2 Mar 2026 09:00:00 +0000\r\nSubject: New lead\r\n\r\nA lead.\r\n")
    until = time.monotonic() + wait
    while time.monotonic() < until and _LAST.isdisjoint(map(_name, world.sink.taken)):
        time.sleep(0.5)
    found: dict[str, bytes] = {}
    for raw in world.sink.taken:
        found.setdefault(_name(raw), raw)
    return found


def _name(raw: bytes) -> str:
    blocks = [part for part in message_from_bytes(raw).walk() if "Action" in part]
    said = blocks[0] if blocks else {"Final-Recipient": ";unknown@", "Action": "none", "Status": ""}
    about = str(said["Final-Recipient"]).rpartition(";")[2].strip().partition("@")[0]
    return f"{about}_{said['Action']}" + ("_expired" if said["Status"] == "4.4.7" else "")


def _anonymous(raw: bytes) -> bytes:
    """
    Return a report without the name and the moments of this machine.
    """
    text = raw.decode("utf-8").replace("\r\n", "\n")
    text = re.sub(
        r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), +\d+ \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}",
        "Mon, 02 Mar 2026 09:30:00 +0000",
        text,
    )
    text = re.sub(r"127\.0\.0\.1\]?:\d{4,5}", "127.0.0.1:25", text)
    text = re.sub(r"(?m)^Received: [^\n]*\n(?:[ \t][^\n]*\n)*", "", text)
    return re.sub(r"(?m)^(Message-I[dD]: )<(?![0-9a-f]{32}@)[^>]*>", r"\1<report@mx.example>", text).encode()


def main() -> None:
    """
    Write down what each server answers and reports.
    """
    answers: dict[str, dict[str, str]] = {}
    for server in SERVERS:
        if reason := unpacked(server):
            raise SystemExit(reason)
        with world(server) as there:
            answers[server] = ask(there)
            there.sink.taken.clear()
            reports = reports_of(there)
        (RECORDED / server).mkdir(parents=True, exist_ok=True)
        for name, raw in reports.items():
            (RECORDED / server / f"{name}.eml").write_bytes(_anonymous(raw))
    ANSWERS.write_text(json.dumps(answers, indent=2) + "\n")


if __name__ == "__main__":
    main()
