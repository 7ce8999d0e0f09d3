"""
The contract of a mailer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from email.message import EmailMessage
from typing import Final

import pytest
from attrs import evolve

from leadflow.core.notifications import Mail, MailFile
from leadflow.errors import MailDeferred, MailRefused
from leadflow.ports import Mailer, UnhurriedMailer
from leadflow.testing.builders import a_mail

__all__ = ["Delivered", "MailerContract", "UnhurriedMailerContract"]

Delivered = Callable[[], Sequence[EmailMessage]]
"""
Gives what has arrived so far, parsed with a modern policy such as `email.policy.default`.
"""

_BCC: Final = "\r\nBcc: everybody@example.com"
_SMUGGLING: Final = (
    pytest.param(a_mail(to_address=f"maja@nordlys.example{_BCC}"), id="to_address"),
    pytest.param(evolve(a_mail(), to_name=f"Maja{_BCC}"), id="to_name"),
    pytest.param(evolve(a_mail(), from_name=f"Acme{_BCC}"), id="from_name"),
    pytest.param(evolve(a_mail(), subject=f"New lead{_BCC}"), id="subject"),
)


class MailerContract:
    """
    What every `Mailer` must do. Inherit it and override the fixtures `mailer` and `delivered`.
    """

    @pytest.fixture
    def mailer(self) -> Mailer:
        """
        Override this: the mailer.
        """
        raise NotImplementedError("override the fixture mailer")

    @pytest.fixture
    def delivered(self) -> Delivered:
        """
        Override this: how the test sees what `mailer` has delivered.
        """
        raise NotImplementedError("override the fixture delivered: what the mailer has delivered, parsed")

    def test_mail_arrives(self, mailer: Mailer, delivered: Delivered) -> None:
        """
        A mail that was sent arrives, once.
        """
        mailer.send(a_mail())

        assert len(delivered()) == 1

    def test_people_survive(self, mailer: Mailer, delivered: Delivered) -> None:
        """
        Sender and recipient arrive with their names and addresses, regardless of their letters.
        """
        mailer.send(a_mail())

        (message,) = delivered()
        assert message["To"].addresses[0].addr_spec == "maja@nordlys.example"
        assert message["To"].addresses[0].display_name == "Maja Ødegård"
        assert message["From"].addresses[0].addr_spec == "leads@acme.example"
        assert message["From"].addresses[0].display_name == "Acme Møbler"

    def test_subject_survives(self, mailer: Mailer, delivered: Delivered) -> None:
        """
        The subject arrives as it was, regardless of its letters.
        """
        mailer.send(a_mail())

        assert delivered()[0]["Subject"] == a_mail().subject

    @pytest.mark.parametrize("subtype", ["plain", "html"])
    def test_body_survives(self, mailer: Mailer, delivered: Delivered, subtype: str) -> None:
        """
        Text and HTML arrive both, as they were but for the ends of their lines.
        """
        mailer.send(a_mail())

        body = delivered()[0].get_body((subtype,))
        wanted = a_mail().text if subtype == "plain" else a_mail().html
        assert body is not None
        assert body.get_content().split() == wanted.split()

    def test_files_arrive(self, mailer: Mailer, delivered: Delivered) -> None:
        """
        Each file that is attached arrives with its name, its type and all of its bytes, beside text and HTML.
        """
        files = (
            MailFile(name="leads – søk.csv", media_type="text/csv", content=bytes(range(256)) * 50),
            MailFile(name="leads.xlsx", media_type="application/vnd.ms-excel", content=b".\r\n.\n"),
        )
        mailer.send(evolve(a_mail(), files=files))

        (message,) = delivered()
        arrived = [
            (one.get_filename(), one.get_content_type(), one.get_payload(decode=True))
            for one in message.iter_attachments()
        ]
        body = message.get_body(("plain",))
        assert arrived == [(one.name, one.media_type, one.content) for one in files]
        assert body is not None
        assert body.get_content().split() == a_mail().text.split()

    def test_repeat_can_be_told(self, mailer: Mailer, delivered: Delivered) -> None:
        """
        A mail that is sent again carries the same Message-ID.
        """
        mailer.send(a_mail())
        mailer.send(a_mail())

        assert len({message["Message-ID"] for message in delivered()}) == 1

    def test_message_id_is_made_from_the_key(self, mailer: Mailer, delivered: Delivered) -> None:
        """
        Mails with different keys carry different Message-IDs, even if they say the same.
        """
        mailer.send(a_mail("0" * 32))
        mailer.send(a_mail("1" * 32))

        assert len({message["Message-ID"] for message in delivered()}) == 2

    @pytest.mark.parametrize("mail", _SMUGGLING)
    def test_no_header_can_be_smuggled_in(self, mailer: Mailer, delivered: Delivered, mail: Mail) -> None:
        """
        A line break in a name, a subject or an address never makes a header line of its own.
        """
        with suppress(MailRefused, MailDeferred, ValueError):
            mailer.send(mail)

        assert all("Bcc" not in message for message in delivered())


class UnhurriedMailerContract(MailerContract):
    """
    What every `UnhurriedMailer` must do. Inherit it in the place of `MailerContract`.
    """

    def test_mail_is_handed_over_between_the_pauses(self, mailer: UnhurriedMailer, delivered: Delivered) -> None:
        """
        The first pause comes before the mail is handed over, and it is delivered in the end.
        """
        seen: list[int] = []
        mailer.send_meanwhile(a_mail(), lambda: seen.append(len(delivered())), lambda: None)

        assert seen[0] == 0
        assert len(seen) > 1
        assert len(delivered()) == 1

    def test_hand_over_is_told_before_it_happens(self, mailer: UnhurriedMailer, delivered: Delivered) -> None:
        """
        *hand_over* is called once for each mail, before the server has it, and the mail is not taken while it waits.
        """
        seen: list[int] = []

        def hand_over() -> None:
            time.sleep(0.05)
            seen.append(len(delivered()))

        mailer.send_meanwhile(a_mail("0" * 32), lambda: None, hand_over)
        mailer.send_meanwhile(a_mail("1" * 32), lambda: None, hand_over)

        assert seen == [0, 1]
        assert len(delivered()) == 2

    def test_mails_follow_each_other(self, mailer: UnhurriedMailer, delivered: Delivered) -> None:
        """
        Sent this way or by `send`, in any order.
        """
        for number in range(3):
            mailer.send_meanwhile(a_mail(key=f"{number}" * 32), lambda: None, lambda: None)
            mailer.send(a_mail(key=f"{number + 5}" * 32))

        assert len(delivered()) == 6
