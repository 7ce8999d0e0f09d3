"""
Reads bodies and signatures of lead forms; whatever is malformed is one refusal.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final

from leadflow.errors import ConfigurationError, WebhookRefused

__all__ = [
    "given_text",
    "given_texts",
    "header",
    "id_text",
    "json_object",
    "moment_of",
    "object_in",
    "objects_in",
    "signed_by",
    "texts_in",
]

_MOST_BYTES: Final = 1_000_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def header(headers: Mapping[str, str], name: str) -> str:
    """
    Return a header, whose name is in any letter case; empty if it is not there.
    """
    return next((value for key, value in headers.items() if key.casefold() == name), "")


def given_text(text: object, name: str) -> bytes:
    """
    Return a secret that a function of the host has returned.

    Raises:
        ConfigurationError: It is no text, or an empty one.
    """
    if not isinstance(text, str) or not text:
        raise ConfigurationError(f"{name}: the function must return a text that is not empty")
    return text.encode("utf-8", "surrogatepass")


def given_texts(texts: object, name: str) -> tuple[bytes, ...]:
    """
    Return the secrets that a function of the host has returned.

    Raises:
        ConfigurationError: They are no list of texts.
    """
    if isinstance(texts, str) or not isinstance(texts, Iterable):
        raise ConfigurationError(f"{name}: the function must return a list of texts")
    return tuple(given_text(one, name) for one in texts)


def signed_by(secrets: Iterable[bytes], signed: bytes, signature: str) -> bool:
    """
    Return whether *signature* is the hexadecimal HMAC-SHA256 of *signed* with one of *secrets*; compared in constant
    time.
    """
    given, found = signature.strip().lower().encode("utf-8", "replace"), False
    for secret in secrets:
        made = hmac.new(secret, signed, sha256).hexdigest().encode()
        found |= hmac.compare_digest(made, given)
    return found


def json_object(body: bytes) -> dict[str, Any]:
    """
    Return the JSON object of a body; numbers keep their digits.

    Raises:
        WebhookRefused: It is too large, or none.
    """
    if len(body) > _MOST_BYTES:
        raise WebhookRefused("body")
    try:
        data = json.loads(body.decode("utf-8"), parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise WebhookRefused("body") from None
    if not isinstance(data, dict):
        raise WebhookRefused("body")
    return data


def id_text(value: object) -> str | None:
    """
    Return an id, which comes as a text or as a whole number; None if there is none.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def moment_of(value: object, *, millis: bool = False) -> datetime | None:
    """
    Return a moment that is written as seconds or milliseconds since 1970, or as ISO; None if there is none.

    One without a zone is in UTC, and never in the zone of this machine.
    """
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return _EPOCH + timedelta(milliseconds=value if millis else value * 1_000)
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        return moment and (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def object_in(value: object) -> dict[str, Any]:
    """
    Return a JSON object; an empty one for anything else.
    """
    return value if isinstance(value, dict) else {}


def objects_in(value: object) -> list[dict[str, Any]]:
    """
    Return the objects of a list; none of anything else.
    """
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def texts_in(value: object) -> tuple[str, ...]:
    """
    Return the texts and numbers of a list as texts; none of anything else.
    """
    some = value if isinstance(value, list) else ()
    return tuple(str(one) for one in some if isinstance(one, str | int | Decimal) and not isinstance(one, bool))


def _refuse(constant: str) -> object:
    raise ValueError(constant)
