"""
A mail to one recipient, as mailers receive it.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Final

from attrs import field, frozen

__all__ = ["Mail", "MailFile", "header_text"]

# Controls, line and paragraph separators, direction marks and overrides, invisible joiners, lone surrogates.
_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]+"
)
_LONGEST_HEADER: Final = 200


@frozen(kw_only=True)
class MailFile:
    """
    A file that is attached to a mail.

    Attributes:
        name: Safe for a header.
        media_type: Such as ``text/csv``.
        content: Its bytes.
    """

    name: str = field(repr=False)
    media_type: str
    content: bytes = field(repr=False)


@frozen(kw_only=True)
class Mail:
    """
    A mail to one recipient; a mailer converts it to MIME.

    Attributes:
        key: The message's stable key; ``Message-ID`` is made from it, the same at every try.
        to_address, to_name: The recipient. The name may be empty.
        from_address, from_name: The sender.
        subject: One line, safe for a header.
        text: Never empty.
        html: A whole document.
        date: When this attempt began, in UTC; each attempt has its own.
        unsubscribe: Where one click ends mail of this sort; empty where nobody can leave it.
        reply_to: Where answers go; empty for the sender.
        bounces_to: The sender of the envelope, where reports of mail servers go; empty for the sender.
        files: What is attached to it.
    """

    key: str
    to_address: str = field(repr=False)
    to_name: str = field(repr=False)
    from_address: str
    from_name: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)
    date: datetime
    unsubscribe: str = field(default="", repr=False)
    reply_to: str = field(default="", repr=False)
    bounces_to: str = field(default="", repr=False)
    files: tuple[MailFile, ...] = field(default=(), repr=False)


@lru_cache(maxsize=256)
def header_text(text: str) -> str:
    """
    Return *text* in a form that is safe in a header: one line, at most 200 characters, no control or direction
    characters.

    ``=?`` is broken up, since Python before 3.13 turned encoded words in a name into real header lines
    (CVE-2024-6923).
    """
    line = _UNSAFE.sub(" ", text)
    while "=?" in line:
        line = line.replace("=?", "= ?")
    return " ".join(line.split())[:_LONGEST_HEADER].strip()
