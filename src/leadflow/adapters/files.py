"""
Writes mail to a folder, each message as an ``.eml`` file.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import get_ident

from leadflow.adapters.mime import mime_bytes, to_mime
from leadflow.adapters.unusable_places import remedy_of
from leadflow.core.arguments import checked
from leadflow.core.notifications import Mail
from leadflow.errors import MailBlocked, MailDeferred

__all__ = ["MailFolder", "to_mime"]


@checked
class MailFolder:
    """
    A mailer that writes files: for development, demos, and hosts whose own program picks them up.

    A file is named by the message's key and put in place at once, so that a message sent twice is one file.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """
        Write to *folder*, which is made when the first mail is sent.
        """
        self.delivers, self.folder = False, Path(folder)

    def send(self, mail: Mail, /) -> None:
        """
        Write *mail*; see `leadflow.ports.Mailer`.

        Raises:
            MailRefused: The address cannot be used in a mail.
            MailBlocked: The folder cannot be written to until somebody does what the message says.
            MailDeferred: Writing failed.
        """
        content = mime_bytes(mail, utf8=True)
        target = self.folder / f"{mail.key}.eml"
        partial = target.with_suffix(f".{os.getpid()}-{get_ident()}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(content)
            partial.replace(target)
        except OSError as error:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            remedy = remedy_of(error)
            if remedy is None:
                raise MailDeferred(f"mail folder '{self.folder}' failed ({type(error).__name__})") from error
            raise MailBlocked(f"mail folder '{self.folder}' cannot be written to: {remedy}") from error
