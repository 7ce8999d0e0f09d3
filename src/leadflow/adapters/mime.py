"""
Converts a mail to MIME, safe against injected headers.

Python's own generator folds long subjects so that some versions read them back with other blanks, and made header lines
of encoded words in names until 3.13 (CVE-2024-6923). So the head is written here, and taken apart again before it goes
out.
"""

from __future__ import annotations

import re
from base64 import b64encode, encodebytes
from binascii import b2a_qp
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from typing import Final
from urllib.parse import quote

import idna

from leadflow.core.arguments import checked
from leadflow.core.notifications import Mail, MailFile, header_text
from leadflow.errors import MailNotBuilt, MailRefused

__all__ = ["ascii_address", "mime_bytes", "to_mime"]

_WIDTH: Final = 72
_WORD_BYTES: Final = 42
_ATOM: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u00a1-\ud7ff\ue000-\U0010ffff]+")
_KEY: Final = re.compile(r"[A-Za-z0-9._-]{1,100}")
_URL: Final = re.compile(r"https://[\x21-\x3b\x3d\x3f-\x7e]{1,1000}")
_MEDIA_TYPE: Final = re.compile(r"[a-z]+/[a-z0-9.+-]{1,100}")
_BLANKS: Final = (b" ", b"\t")


@checked
def to_mime(mail: Mail) -> EmailMessage:
    """
    Return *mail* as Python's own kind of message, as a mail client would get it.

    Raises:
        MailRefused: An address cannot be used in a mail.
    """
    return message_from_bytes(mime_bytes(mail, utf8=True), policy=SMTP)


def mime_bytes(mail: Mail, *, utf8: bool = False) -> bytes:
    """
    Return *mail* as it goes over the line: text first, then HTML; ``Message-ID`` from the key, the same each time.

    Args:
        mail: What is sent.
        utf8: True if the way that it goes takes addresses with letters beyond ASCII before the ``@`` (SMTPUTF8).

    Raises:
        MailRefused: An address cannot be used in a mail, or needs SMTPUTF8.
        MailNotBuilt: The head would hold other headers than were planned.
    """
    head = _head(mail, utf8)
    raw = "".join([f"{name}: {value}\r\n" for name, value in head]).encode("utf-8")
    if _headers_in(raw) != [name for name, _ in head]:
        raise MailNotBuilt("headers_differ")
    return raw + b"\r\n" + _body(mail)


def _headers_in(head: bytes) -> list[str] | None:
    """
    Return the names of the headers in *head* as any parser finds them; None if a line is none and continues no other.

    A line ends at a carriage return, a line feed or both, whichever a parser takes, and continues where the next one
    begins with a blank.
    """
    names: list[str] = []
    for line in head.splitlines():
        if line[:1] in _BLANKS and names:
            continue
        name, colon, _ = line.partition(b":")
        if not colon:
            return None
        names.append(name.decode("latin-1"))
    return names


@lru_cache(maxsize=1_024)
def ascii_address(address: str, *, utf8: bool = False) -> str:
    """
    Return *address* in the form for headers and envelopes: the domain as punycode, the rest checked.

    Raises:
        MailRefused: It is not an address, or needs SMTPUTF8 where *utf8* is False.
    """
    local, at, domain = address.rpartition("@")
    if not at or len(address) > 254 or not all(_ATOM.fullmatch(atom) for atom in local.split(".")):
        raise MailRefused("address_malformed")
    if not (local.isascii() or utf8):
        raise MailRefused("address_needs_smtputf8")
    punycode = _punycode(domain)
    if punycode is None:
        raise MailRefused("address_malformed")
    return f"{local}@{punycode}"


@lru_cache(maxsize=64)
def _date(at: datetime) -> str:
    """
    Return a whole second as heads have it; a relay sends many mails in one.
    """
    return format_datetime(at)


@lru_cache(maxsize=1_024)
def _punycode(domain: str) -> str | None:
    """
    Return *domain* as it goes over the line; None if it is none.
    """
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return None


def _head(mail: Mail, utf8: bool) -> list[tuple[str, str]]:
    """
    Return the planned headers, each value folded.
    """
    sender = ascii_address(mail.from_address, utf8=utf8)
    if not _KEY.fullmatch(mail.key):
        raise MailNotBuilt("key_malformed")
    head = [
        ("From", _mailbox(mail.from_name, sender)),
        ("To", _mailbox(mail.to_name, ascii_address(mail.to_address, utf8=utf8))),
        ("Subject", _unstructured(mail.subject)),
        ("Date", _date(mail.date.replace(microsecond=0))),
        ("Message-ID", f"<{mail.key}@{sender.rpartition('@')[2]}>"),
        ("Auto-Submitted", "auto-generated"),
        # Exchange answers to the header above by notes of absence all the same.
        ("X-Auto-Response-Suppress", "OOF, AutoReply"),
    ]
    if mail.reply_to:
        head.insert(1, ("Reply-To", ascii_address(mail.reply_to, utf8=utf8)))
    if mail.unsubscribe:
        if not _URL.fullmatch(mail.unsubscribe):
            raise MailNotBuilt("unsubscribe_malformed")
        head.append(("List-Unsubscribe", f"<{mail.unsubscribe}>"))
        head.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    head.append(("MIME-Version", "1.0"))
    kind = "mixed" if mail.files else "alternative"
    head.append(("Content-Type", f'multipart/{kind};\r\n boundary="{_boundary(mail)}"'))
    return head


@lru_cache(maxsize=256)
def _mailbox(name: str, address: str) -> str:
    name = header_text(name)
    if not name:
        return address
    if name.isascii() and len(name) <= _WIDTH - 10:
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}"\r\n <{address}>'
    return f"{_encoded(name)}\r\n <{address}>"


@lru_cache(maxsize=32)
def _unstructured(text: str) -> str:
    """
    Fold plain text at its blanks, which parsers put back; write anything else as encoded words.
    """
    text = header_text(text)
    if not text.isascii() or max(map(len, text.split()), default=0) > _WIDTH - 10:
        return _encoded(text)
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= _WIDTH - 10:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
    return "\r\n ".join([*lines, line])


def _encoded(text: str) -> str:
    """
    Write *text* as encoded words of whole characters; parsers drop the folds between them.
    """
    words, piece = [], b""
    for char in text.encode("utf-8", "replace").decode():
        raw = char.encode()
        if len(piece) + len(raw) > _WORD_BYTES:
            words.append(piece)
            piece = b""
        piece += raw
    words.append(piece)
    return "\r\n ".join(f"=?utf-8?b?{b64encode(word).decode('ascii')}?=" for word in words)


def _boundary(mail: Mail) -> str:
    # Quoted-printable never holds "=_", so no part can hold the boundary.
    return f"=_{mail.key[:60]}"


def _body(mail: Mail) -> bytes:
    if not mail.files:
        return _alternatives(mail, _boundary(mail))
    outer, inner = _boundary(mail), f"=_a{mail.key[:60]}"
    parts = [f'--{outer}\r\nContent-Type: multipart/alternative;\r\n boundary="{inner}"\r\n\r\n'.encode("ascii")]
    parts.append(_alternatives(mail, inner))
    for file in mail.files:
        parts.append(f"--{outer}\r\n{_file_head(file)}\r\n".encode("ascii"))
        parts.append(encodebytes(file.content).replace(b"\n", b"\r\n"))
    return b"".join([*parts, f"--{outer}--\r\n".encode("ascii")])


def _file_head(file: MailFile) -> str:
    """
    Return the headers of an attached file, whose name may have any letters (RFC 2231).
    """
    if not _MEDIA_TYPE.fullmatch(file.media_type):
        raise MailNotBuilt("media_type_malformed")
    name = quote(header_text(file.name) or "file", safe="")
    return (
        f"Content-Type: {file.media_type}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment;\r\n filename*=utf-8''{name}\r\n"
    )


def _alternatives(mail: Mail, marked: str) -> bytes:
    boundary = marked.encode("ascii")
    parts = b"".join(
        b"--%s\r\nContent-Type: text/%s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n%s\r\n"
        % (boundary, subtype, _quoted(text))
        for subtype, text in ((b"plain", mail.text), (b"html", mail.html))
    )
    return parts + b"--%s--\r\n" % boundary


@lru_cache(maxsize=32)
def _quoted(text: str) -> bytes:
    # Asked again for each person who gets the same mail about a lead.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    return b2a_qp(lines, istext=True).replace(b"\n", b"\r\n")
