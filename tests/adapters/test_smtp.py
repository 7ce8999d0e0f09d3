"""
The SMTP mailer against a real server: plain, STARTTLS and TLS, and everything that a server can do to a mail.
"""

from __future__ import annotations

import os
import random
import socket
import ssl
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from threading import Thread

import pytest
from attrs import evolve
from tests.adapters.smtp_server import Inbox, certificate, smtp_server
from tests.core.builders import SCHEMA, a_user, an_account
from tests.services.builders import PARTNERS, an_office

from leadflow.adapters.smtp import Security, SmtpMailer
from leadflow.core.intake import read_draft
from leadflow.errors import AddressRefused, ConfigurationError, MailBlocked, MailDeferred, MailNotBuilt
from leadflow.ports import Mailer
from leadflow.services import OutboxRelay
from leadflow.services.relay.relay import RelayResult
from leadflow.testing import Delivered, UnhurriedMailerContract, a_mail

MANY = 2_000 if os.environ.get("LEADFLOW_SOAK") else 200


class TestContract(UnhurriedMailerContract):
    """
    Over a plain line.
    """

    @pytest.fixture
    def inbox(self) -> Inbox:
        """
        What the server takes.
        """
        return Inbox()

    @pytest.fixture
    def mailer(self, inbox: Inbox) -> Iterator[Mailer]:
        """
        A mailer to a server that runs.
        """
        with smtp_server(inbox) as port:
            mailer = SmtpMailer("127.0.0.1", port, security=Security.PLAIN, timeout=10)
            yield mailer
            mailer.close()

    @pytest.fixture
    def delivered(self, inbox: Inbox) -> Delivered:
        """
        What has arrived.
        """
        return inbox.messages


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """
    The contexts of a server and of a client that trusts it.
    """
    return certificate(tmp_path_factory.mktemp("tls"))


Contexts = tuple[ssl.SSLContext, ssl.SSLContext]


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the server does not see that its line is TLS already
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_mail_goes_over_tls_with_a_login(contexts: Contexts, security: Security) -> None:
    """
    A right password delivers, a wrong one defers without saying it.
    """
    inbox, (server, client) = Inbox(), contexts
    how = {"starttls": server} if security is Security.STARTTLS else {"tls": server}
    with smtp_server(inbox, login=True, **how) as port:
        for password in ("secret", "wrong"):
            mailer = SmtpMailer(
                "127.0.0.1", port, security=security, username="acme", password=password, context=client, timeout=10
            )
            if password == "secret":
                mailer.send(a_mail())
            else:
                with pytest.raises(MailBlocked, match=r"^smtp_login$"):
                    mailer.send(a_mail())
            mailer.close()

    assert len(inbox.taken) == 1


def test_a_certificate_that_nobody_trusts_is_not_used(contexts: Contexts) -> None:
    """
    The mail waits.
    """
    inbox = Inbox()
    with smtp_server(inbox, tls=contexts[0]) as port, pytest.raises(MailDeferred):
        SmtpMailer("127.0.0.1", port, security=Security.TLS, timeout=10).send(a_mail())

    assert inbox.taken == []


def test_starttls_never_falls_back_to_a_plain_line(contexts: Contexts) -> None:
    """
    A server that does not offer it gets no mail.
    """
    inbox = Inbox()
    with smtp_server(inbox) as port, pytest.raises(MailDeferred, match="smtp_tls"):
        SmtpMailer("127.0.0.1", port, context=contexts[1], timeout=10).send(a_mail())

    assert inbox.taken == []


def test_a_password_over_a_plain_line_is_a_configuration_error() -> None:
    """
    Before anything is sent.
    """
    with pytest.raises(ConfigurationError):
        SmtpMailer("127.0.0.1", security=Security.PLAIN, username="acme", password="secret")


@pytest.mark.parametrize(
    ("behaviour", "error", "code", "taken"),
    [
        ("refuse", AddressRefused, "smtp_550_5.1.1", 0),
        ("defer", MailDeferred, "smtp_451_4.3.0", 0),
        ("hang", MailDeferred, "smtp_timeout", 0),
        ("drop", MailDeferred, "smtp_disconnected", 0),
        ("drop_after", MailDeferred, "smtp_failed", 1),
    ],
)
def test_what_a_server_does_is_told_by_code(behaviour: str, error: type[Exception], code: str, taken: int) -> None:
    """
    An error of the server has a code without the address, and the next mail is sent.
    """
    inbox = Inbox(lambda address: behaviour if "bad" in address else "")
    with smtp_server(inbox) as port:
        mailer = SmtpMailer("127.0.0.1", port, security=Security.PLAIN, timeout=0.5)
        mailer.send(a_mail())
        with pytest.raises(error, match=f"^{code}$"):
            mailer.send(a_mail(to_address="bad@x.de"))
        mailer.send(a_mail())
        mailer.close()

    assert len(inbox.taken) == 2 + taken


def test_one_connection_carries_many_mails() -> None:
    """
    Up to its limit; a server that is gone in between costs nothing.
    """
    inbox = Inbox()
    with smtp_server(inbox) as port:
        mailer = SmtpMailer("127.0.0.1", port, security=Security.PLAIN, timeout=10, most=5)
        for _ in range(10):
            mailer.send(a_mail())
        sessions = inbox.sessions
        line = mailer._kept[-1]
        assert line.sock is not None
        line.sock.close()
        mailer.send(a_mail())
        mailer.close()

    assert (sessions, len(inbox.taken)) == (2, 11)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_process_that_forks_shares_no_connection() -> None:
    """
    The child makes its own, and the parent goes on with the one that it has.
    """
    inbox = Inbox()
    with smtp_server(inbox) as port:
        mailer = SmtpMailer("127.0.0.1", port, security=Security.PLAIN, timeout=10)
        mailer.send(a_mail())
        child = os.fork()
        if not child:
            try:
                mailer.send(a_mail())
                mailer.send(a_mail())
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        mailer.send(a_mail())
        mailer.close()

    assert (inbox.sessions, len(inbox.taken)) == (2, 4)


def test_a_mail_that_cannot_be_made_is_in_no_other_mails_way() -> None:
    """
    The server hears of it before it is made, and is left; the next mail goes over a connection of its own.
    """
    inbox = Inbox()
    with smtp_server(inbox) as port:
        mailer = SmtpMailer("127.0.0.1", port, security=Security.PLAIN, timeout=10)
        mailer.send(a_mail())
        with pytest.raises(MailNotBuilt, match=r"^key_malformed$"):
            mailer.send(a_mail(key="a key"))
        mailer.send(a_mail())
        mailer.close()

    assert (inbox.sessions, len(inbox.taken)) == (2, 2)


def test_letters_before_the_at_go_by_smtputf8() -> None:
    """
    The server offers it.
    """
    inbox = Inbox()
    with smtp_server(inbox) as port:
        mailer = SmtpMailer("127.0.0.1", port, security=Security.PLAIN, timeout=10)
        mailer.send(a_mail(to_address="mäja@nørdlys.example"))
        mailer.close()

    assert inbox.recipients == ["mäja@xn--nrdlys-bya.example"]


def test_envelope_reply_and_greeting_are_the_hosts() -> None:
    """
    Reports go to the sender of the envelope, answers to Reply-To, and the server hears the name that it is told.
    """
    inbox = Inbox()
    with smtp_server(inbox) as port:
        mailer = SmtpMailer("127.0.0.1", port, security=Security.PLAIN, timeout=10, greeting="mail.acme.example")
        mailer.send(evolve(a_mail(), bounces_to="reports@acme.example", reply_to="sälja@acme.example"))
        mailer.send(evolve(a_mail(), bounces_to="reports@acme.example", reply_to="sales@acme.example"))
        mailer.send(a_mail())
        mailer.close()
    messages = inbox.messages()

    assert inbox.greetings == ["mail.acme.example"]
    assert inbox.senders == ["reports@acme.example", "reports@acme.example", "leads@acme.example"]
    assert [one["Reply-To"] for one in messages] == ["sälja@acme.example", "sales@acme.example", None]
    assert {one["From"].addresses[0].addr_spec for one in messages} == {"leads@acme.example"}


def test_nobody_listening_defers() -> None:
    """
    The mail waits.
    """
    with pytest.raises(MailDeferred, match="smtp_unreachable"):
        SmtpMailer("127.0.0.1", 1, security=Security.PLAIN, timeout=1).send(a_mail())


def test_a_server_that_never_ends_its_answer_is_given_up() -> None:
    """
    Every byte comes in time, and the answer would go on for ever.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def trickle() -> None:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                connection.sendall(b"220 hello\r\n")
                while True:
                    connection.sendall(b"250-more\r\n")
                    time.sleep(0.01)

        thread = Thread(target=trickle, daemon=True)
        thread.start()
        mailer = SmtpMailer("127.0.0.1", listener.getsockname()[1], security=Security.PLAIN, timeout=0.2, longest=0.3)
        with pytest.raises(MailDeferred):
            mailer.send(a_mail())
        thread.join(10)

    assert not thread.is_alive()


def test_all_mail_to_a_faulty_server_ends_sent_or_dead() -> None:
    """
    All mail to a faulty server ends as sent or given up.
    """
    dice, fate = random.Random(8), ["defer"] * 30 + ["refuse"] * 5 + ["hang"] * 5 + ["drop_after"] * 2 + [""] * 58
    answers: dict[str, str] = {}
    inbox = Inbox(lambda address: answers[address])
    users = tuple(a_user(f"u{number}") for number in range(50))
    office = an_office(partners=(*PARTNERS, an_account("big", users=users)))
    for _ in range(MANY // len(users)):
        office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, partner="big"))
    total = RelayResult()
    with smtp_server(inbox) as port:
        mailer = SmtpMailer("127.0.0.1", port, security=Security.PLAIN, timeout=0.05)
        relay = OutboxRelay(office.setting, office.store, mailer)
        for _ in range(300):
            answers.update({one.email: dice.choice(fate) for one in users})
            done = relay.run_once(most=100)
            total += done
            office.clock.advance(timedelta(minutes=20) if not done.total else timedelta(seconds=1))
        mailer.close()
    ids = Counter(message["Message-ID"] for message in inbox.messages())

    assert total.sent + total.dead == MANY
    assert total.dead >= 1
    assert len(ids) >= total.sent
    assert office.messages() == []
