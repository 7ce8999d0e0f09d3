"""
Mail written to a folder: every message is an ``.eml`` file that mail clients open.
"""

from __future__ import annotations

import os
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from leadflow.core.notifications import Mail
from leadflow.errors import MailRefused, PortError

__all__ = ["MailFolder", "to_mime"]


class MailFolder:
    """
    A mailer that writes files: for development, demos, and hosts whose own program picks them up.

    A file is named by the message's key and put in place at once, so that a message sent twice is one file.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """
        Write to *folder*, which is made when the first mail is sent.
        """
        self.folder = Path(folder)

    def send(self, mail: Mail, /) -> None:
        """
        Write *mail*; see `leadflow.ports.Mailer`.

        Raises:
            MailRefused: The address cannot stand in a mail.
            PortError: The folder cannot be written to.
        """
        content = to_mime(mail).as_bytes()
        target = self.folder / f"{mail.key}.eml"
        partial = target.with_suffix(f".{os.getpid()}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(content)
            partial.replace(target)
        except OSError as error:
            raise PortError(f"mail folder {self.folder} cannot be written to; trying again is safe") from error


def to_mime(mail: Mail) -> EmailMessage:
    """
    Make MIME of *mail*: text first, then HTML; ``Message-ID`` from the key, the same each time.

    Raises:
        MailRefused: The address cannot stand in a mail.
    """
    message = EmailMessage(policy=SMTP)
    try:
        message["To"] = Address(display_name=mail.to_name, addr_spec=mail.to_address)
        message["From"] = Address(display_name=mail.from_name, addr_spec=mail.from_address)
    except (ValueError, IndexError) as error:
        raise MailRefused("address_malformed") from error
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.date)
    message["Message-ID"] = f"<{mail.key}@{mail.from_address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message
