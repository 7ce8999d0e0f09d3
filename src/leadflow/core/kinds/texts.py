"""
Text, long text, identifiers, phone numbers, URLs and states.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from unicodedata import normalize

from leadflow.core.kinds.kind import ANY_LINE, Family, FieldKind, Key, ReadOptions
from leadflow.core.kinds.stand_ins import SAYS_SOMETHING, STAND_INS
from leadflow.core.kinds.states import spellings_of_state
from leadflow.core.problems import Unreadable
from leadflow.core.text import text_key

__all__ = [
    "CODE",
    "ID",
    "LONG_TEXT",
    "PHONE",
    "STATE",
    "TEXT",
    "URL",
    "json_text",
    "phone_key",
    "phone_keys",
    "same_text",
]

_NOT_DIGITS = re.compile(r"\D+")
_NO_DIGITS = bytes(code for code in range(128) if not chr(code).isdigit())
_NO_DIGITS_IN_LINE = _NO_DIGITS.replace(b"\n", b"")
_DIGIT = re.compile(r"\d")
# Surely a web address: recognized at once, since files are full of them.
_PLAIN_URL = r"(?:https?://)?+(?:[A-Za-z0-9-]++\.)++[A-Za-z]{2,}+(?:[/?#][!-~]*+)?"
# What spreadsheets and data frames make of phones and codes: 491512345678.0, 4.91512345678E+11.
_AS_NUMBER = re.compile(r"(\+?)(\d+)(?:[.,](\d+))?[eE]\+?(\d{1,3})|(\+?)(\d{5,})[.,](0+)()")
_CODE_AS_NUMBER = re.compile(r"()(\d)(?:[.,](\d+))?[eE]\+(\d{1,3})|()(\d{2,})[.,](0)()")
_PLAIN_CODE = rf"\d++$|(?!\d++(?:[.,]\d++)?(?:[eE]|$)|[a-z]{{1,2}}:){SAYS_SOMETHING}"
_MOST_DIGITS = 20
# Most begin with their first figures, and neither an exponent nor a fraction comes after these.
_PLAIN_PHONE = r"(?!0++$)[+(]{0,2}+\d++(?![.,eE])[^\n]*+|(?!\+?\d++[.,eE]|[^\W\d_]|0++$)[^\n\d]*+\d[^\n]*+"
_BEFORE_PHONE = re.compile(
    r"(?:p|t|m|callto|whatsapp|mobile|handy|natel|gsm|büro|office|work|direct|direkt|電話|携帯)\s?[:：]\s*"
    r"|(?:tel|tél|ph|handy|phone|mob|mobil|móvil|cell|fon|telefon|téléphone|teléfono|telefono|telefoon|telefone)\s?[.:：]{0,2}\s*"
    r"(?=[+(\d])",
    re.IGNORECASE,
)
# What exports of lead ads put before numbers: the lead, ad, set of ads, form, campaign, postal code.
_BEFORE_CODE = re.compile(r"(?:l|ag|as|f|c|z):(?=\d)")
_is_plain_url = re.compile(_PLAIN_URL).fullmatch
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def same_text(value: str) -> str:
    """
    Return *value*: text is its own text.
    """
    return value


def json_text(data: object) -> str:
    """
    Return *data*, which has to be a text.

    Raises:
        TypeError: It is something else.
    """
    if data.__class__ is str:
        return data
    raise TypeError("this must be a text")


def _read_text(text: str, options: ReadOptions) -> str:
    return " ".join(text.split()) if "\n" in text or "\r" in text else text


def _read_long_text(text: str, options: ReadOptions) -> str:
    return text


def _read_phone(text: str, options: ReadOptions) -> str:
    before = _BEFORE_PHONE.match(text)
    number = text[before.end() :] if before else text
    if written := _AS_NUMBER.fullmatch(number):
        return _whole_number(written)
    if number.strip("0") == "" or (not _DIGIT.search(number) and not any(character.isdigit() for character in number)):
        raise Unreadable("phone_unreadable", "this is not a phone number; write it as +49 30 1234567")
    return number


def _read_code(text: str, options: ReadOptions) -> str:
    bare = _read_text(text, options)
    if before := _BEFORE_CODE.match(bare):
        bare = bare[before.end() :]
    written = _CODE_AS_NUMBER.fullmatch(bare)
    return _whole_number(written) if written else bare


def _whole_number(written: re.Match[str]) -> str:
    """
    Return the digits of what a program wrote as a number; what has lost some of them to an exponent is refused.
    """
    sign, digits, fraction, exponent = (
        part or "" for part in written.group(*((1, 2, 3, 4) if written[2] else (5, 6, 7, 8)))
    )
    places = int(exponent or 0)
    kept = fraction.rstrip("0")
    if places > _MOST_DIGITS or (exponent and len(kept) != places) or (not exponent and kept):
        message = "digits were lost where this was shown as a number; write them all"
        raise Unreadable("digits_lost", message)
    return f"{sign}{digits}{kept}" if exponent else f"{sign}{digits}"


def phone_key(value: str) -> str:
    """
    Return the digits of a phone number with a leading + kept (00 counts as +), or its text key if it has letters.
    """
    if value.isascii():
        plain = value.encode("ascii")
        if plain.lower() != plain.upper():
            return text_key(value)
        digits = plain.replace(b"(0)", b"").translate(None, _NO_DIGITS).decode("ascii")
    else:
        value = normalize("NFKC", value)
        if any(character.isalpha() for character in value):
            return text_key(value)
        digits = _NOT_DIGITS.sub("", value.replace("(0)", ""))
    return _international(digits) if digits.startswith("00") or value.lstrip("( ").startswith("+") else digits


def phone_keys(values: Sequence[str]) -> list[str]:
    """
    Return the `phone_key` of each of many numbers; where all are digits and signs, all at once.
    """
    lines = "\n".join(values)
    if not lines.isascii() or lines.lower() != lines.upper() or lines.count("\n") != len(values) - 1:
        return [phone_key(value) for value in values]
    digits = lines.encode("ascii").replace(b"(0)", b"").translate(None, _NO_DIGITS_IN_LINE).decode("ascii").split("\n")
    return [
        _international(found) if found.startswith("00") or value.lstrip("( ").startswith("+") else found
        for value, found in zip(values, digits, strict=True)
    ]


def _international(digits: str) -> str:
    return "+" + (digits[2:] if digits.startswith("00") else digits)


def _read_url(text: str, options: ReadOptions) -> str:
    if _is_plain_url(text):
        return text
    scheme = _SCHEME.match(text)
    if scheme and "//" in text and scheme.group().lower() not in ("http:", "https:", "ftp:"):
        raise Unreadable("url_unreadable", "a web address begins with http:// or https://, or with its host name")
    if text.lower().startswith(("javascript:", "data:", "vbscript:")) or any(c.isspace() for c in text):
        raise Unreadable("url_unreadable", "this is not a web address; write it as www.example.com")
    return text


def _text_kind(
    name: str,
    read: Callable[[str, ReadOptions], str],
    plain: str,
    longest: int,
    key: Callable[[str], Key] = text_key,
    stand_ins: frozenset[str] = frozenset(),
) -> FieldKind[str]:
    return FieldKind(name, Family.TEXT, read, key, same_text, same_text, json_text, plain, longest, stand_ins=stand_ins)


TEXT = _text_kind("text", _read_text, ANY_LINE, 1_000)
LONG_TEXT = _text_kind("long_text", _read_long_text, ANY_LINE, 20_000)
CODE = _text_kind("code", _read_code, _PLAIN_CODE, 160, stand_ins=STAND_INS)
ID = _text_kind("id", _read_code, _PLAIN_CODE, 160, same_text)
PHONE = _text_kind("phone", _read_phone, _PLAIN_PHONE, 200, phone_key)
URL = _text_kind("url", _read_url, _PLAIN_URL, 2_000, stand_ins=STAND_INS)
STATE: FieldKind[str] = FieldKind(
    "state",
    Family.TEXT,
    _read_text,
    text_key,
    same_text,
    same_text,
    json_text,
    SAYS_SOMETHING,
    spellings=spellings_of_state,
    # ND is North Dakota.
    stand_ins=STAND_INS - {"nd", "n.d."},
)
