"""
E-mail addresses: read by email-validator, with a shortcut for the plain ones.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

from email_validator import SPECIAL_USE_DOMAIN_NAMES as _SPECIAL
from email_validator import EmailNotValidError, validate_email

from leadflow.core.kinds.kind import Adjusted, Family, FieldKind, ReadOptions
from leadflow.core.kinds.texts import json_text, same_text
from leadflow.core.problems import Unreadable
from leadflow.core.text import text_key

__all__ = ["EMAIL", "is_address", "read_address", "several_addresses"]

# Exactly the addresses on which email-validator surely says yes and changes nothing but the case of the domain. It
# costs 41 microseconds an address, this costs under one; a law in the tests holds the two together.
_PLAIN: Final = re.compile(
    r"(?=[^@]{1,64}@)(?!.{255})"
    r"[a-zA-Z0-9!#$%&'*+\-/=?^_`{|}~]+(?:\.[a-zA-Z0-9!#$%&'*+\-/=?^_`{|}~]+)*"
    r"@((?:(?!..--)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,63})"
)
_SPECIAL_ENDS: Final = tuple(f".{name}" for name in _SPECIAL)
# The plainest of those, in lower case and with parts so short that nothing needs counting: for whole columns.
_MAILBOX: Final = r"[a-z0-9!#$%&'*+\-/=?^_`{|}~]{1,20}+"
_LABEL: Final = r"[a-z0-9]{1,20}+(?:-[a-z0-9]{1,20}+){0,2}+\."
_LAST_SPECIAL: Final = "|".join(sorted({name.rpartition(".")[2] for name in _SPECIAL}))
_PLAINEST: Final = rf"{_MAILBOX}(?:\.{_MAILBOX}){{0,2}}+@(?:{_LABEL}){{1,3}}+(?!(?:{_LAST_SPECIAL})$)[a-z]{{2,63}}+"
# The mailboxes of RFC 2142 are the same in any case, and email-validator folds them: those are left to it.
_FOLDED_MAILBOX: Final = re.compile(
    r"(?:info|marketing|sales|support|abuse|noc|security|postmaster|hostmaster|usenet|news|webmaster"
    r"|www|uucp|ftp)@",
    re.IGNORECASE,
)
_INVISIBLE: Final = re.compile("[\u00a0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# What Japanese and Chinese keyboards write for ASCII.
_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_AROUND: Final = re.compile(r"(?<=\w)\s+@(?=\w)|(?<=\w)@\s+(?=\w)")
_BETWEEN: Final = re.compile(r"[;,|/\n]|\s+(?:and|or|und|oder|et|ou)\s+|(?<=[a-z])\s+(?=[^\s@<>]+@)", re.IGNORECASE)
# "Ann Berg ann@granit.example", "ann@granit.example (work)": one address beside words.
_BESIDE: Final = re.compile(r"(?:[^\W\d_][\w.'-]*,? ){0,4}([^\s@()<>]+@[^\s@()<>]+)(?: ?\([^()@]*\))?")
# "E-mail: ann@…", "SMTP:ann@…", and quotes and brackets around an address.
_LABEL_BEFORE: Final = re.compile(
    r"(?:e-?mail|mail|correo|courriel|mailto|smtp|メール)(?:\s?(?:address|adresse))?\s?[:：]\s*(?=[^:]*@)",
    re.IGNORECASE,
)
_AROUND_ADDRESS: Final = "\"'`´‘’‚“”„«»‹›()[]{}<> "
_DISPLAY: Final = re.compile(r"^[^<>]*<([^<>]+)>$")


def read_address(text: str) -> str:
    """
    Return *text* as an address with its domain in lower case; the local part keeps its case, except ``Info`` and kin.

    Syntax only: no name server is asked. Quoted local parts, domain literals and special-use domains (``.test``,
    ``.invalid``, ``localhost``) are refused, as email-validator does.

    Raises:
        Unreadable: It is not an address that mail can be sent to.
    """
    plain = _PLAIN.fullmatch(text)
    if plain and len(domain := plain[1]) <= 253:
        lower = domain.lower()
        if not f".{lower}".endswith(_SPECIAL_ENDS) and (text.islower() or not _FOLDED_MAILBOX.match(text)):
            return text if domain == lower else text[: -len(domain)] + lower
    with suppress(EmailNotValidError):
        # Nothing else takes so long to refuse, and files are full of "n/a".
        if "@" in text or not text.isascii():
            return validate_email(text, check_deliverability=False, strict=True).normalized
    raise Unreadable("email_invalid", "this is not an e-mail address; write it as name@example.com")


def is_address(text: str) -> bool:
    """
    Return whether *text* has the form of an address that mail can be sent to.
    """
    try:
        read_address(text)
    except Unreadable:
        return False
    return True


def _undress(text: str) -> str:
    bare = _INVISIBLE.sub(" ", text.translate(_WIDE)).strip()
    display = _DISPLAY.match(bare)
    if display:
        bare = display[1].strip()
    if bare[:7].lower() == "mailto:":
        bare = bare.partition("?")[0]
    bare = _LABEL_BEFORE.sub("", bare, count=1) if _LABEL_BEFORE.match(bare) else bare
    if " " not in bare.strip(_AROUND_ADDRESS):
        bare = bare.rstrip(" .;,/").strip(_AROUND_ADDRESS)
    bare = _AROUND.sub("@", bare.rstrip(" .;,"))
    beside = _BESIDE.fullmatch(bare)
    return beside[1] if beside else bare


def _read(text: str, options: ReadOptions) -> str | Adjusted[str]:
    # Other scripts may be in addresses, and so their quotes and colons count as parts of them.
    dressed = not text.isascii() and (text[0] in _AROUND_ADDRESS or _LABEL_BEFORE.match(text.translate(_WIDE)))
    with suppress(Unreadable):
        if not dressed:
            return read_address(text)
    bare = _undress(text)
    return Adjusted(read_address(bare), "email_cleaned", "the address was extracted from other text")


def several_addresses(text: str) -> list[str]:
    """
    Return the addresses in a text that holds nothing else but at least two of them; none for any other text.
    """
    parts = [_undress(part) for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) < 2 or any(part.count("@") != 1 for part in parts):
        return []
    try:
        return [read_address(part) for part in parts]
    except Unreadable:
        return []


EMAIL: FieldKind[str] = FieldKind(
    "email", Family.TEXT, _read, text_key, same_text, same_text, json_text, _PLAINEST, 2_000
)
