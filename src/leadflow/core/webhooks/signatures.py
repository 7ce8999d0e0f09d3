"""
Signs and verifies webhooks by the scheme of Standard Webhooks.

The package of that name is not used: it raises four kinds of exceptions for malformed input, knows one secret at a
time, takes a secret in URL-safe base64 for another one, and signs moments outside UTC wrongly.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from attrs import field, frozen

from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.errors import WebhookRefused

__all__ = ["VerifiedWebhook", "WebhookSecret", "sign_webhook", "verify_webhook"]

_ID: Final = "webhook-id"
_TIMESTAMP: Final = "webhook-timestamp"
_SIGNATURE: Final = "webhook-signature"
_PREFIX: Final = "whsec_"
_SHORTEST, _LONGEST = 24, 64
_WINDOW: Final = timedelta(minutes=5)
_MOST_BYTES: Final = 1_000_000
_MOST_SIGNATURES: Final = 20
_GOOD_ID: Final = re.compile(r"[A-Za-z0-9_\-:]{1,256}")
_SECONDS: Final = re.compile(r"[0-9]{1,12}")


@checked
@frozen
class WebhookSecret:
    """
    A secret that webhooks are signed with. Its repr and its text never show it.

    Attributes:
        text: ``whsec_`` and 24 to 64 bytes in base64.

    Raises:
        InvalidInput: It has another form (``secret_malformed``).
    """

    text: str = field(repr=False)

    def __attrs_post_init__(self) -> None:
        try:
            size = len(self.key)
        except (binascii.Error, ValueError):
            size = 0
        if not self.text.startswith(_PREFIX) or not _SHORTEST <= size <= _LONGEST:
            message = f"must be '{_PREFIX}' and {_SHORTEST} to {_LONGEST} bytes in base64; make one with"
            raise wrong_value("secret_malformed", f"{message} WebhookSecret.of(os.urandom(32))", "WebhookSecret.text")

    @classmethod
    def of(cls, key: bytes) -> WebhookSecret:
        """
        Return the secret of *key*, which has 24 to 64 random bytes.
        """
        return cls(_PREFIX + base64.b64encode(key).decode())

    @property
    def key(self) -> bytes:
        """
        The bytes that sign.
        """
        return base64.b64decode(self.text.removeprefix(_PREFIX), validate=True)

    def __str__(self) -> str:
        return "WebhookSecret(…)"

    def __getstate__(self) -> object:
        raise TypeError("a secret is not saved; ask the host for it each time")


@frozen
class VerifiedWebhook:
    """
    A webhook whose signature was verified.

    Attributes:
        id: Of the message; a repetition has the same one.
        at: When it was sent, in UTC; a repetition has another one.
        body: As it came.
    """

    id: str
    at: datetime
    body: bytes = field(repr=False)


@checked
def sign_webhook(id: str, body: bytes, secrets: Sequence[WebhookSecret], at: datetime) -> dict[str, str]:
    """
    Return the headers of a webhook.

    Args:
        id: Of the message, the same in each repetition.
        body: What is sent, byte for byte.
        secrets: All that are valid, while they are rotated.
        at: When it is sent, in any zone.

    Raises:
        InvalidInput: There is no secret (``keys_missing``), or the id has other characters (``id_unusable``).
    """
    if not secrets:
        raise wrong_value("keys_missing", "there is no secret; give at least one", "sign_webhook(secrets)")
    if not _GOOD_ID.fullmatch(id):
        raise wrong_value("id_unusable", "use letters, digits, '_', '-' and ':'", "sign_webhook(id)")
    stamp = str(int(at.timestamp()))
    signatures = [f"v1,{base64.b64encode(_mac(one, id, stamp, body)).decode()}" for one in secrets]
    return {_ID: id, _TIMESTAMP: stamp, _SIGNATURE: " ".join(signatures)}


def verify_webhook(
    headers: Mapping[str, str], body: bytes, secrets: Sequence[WebhookSecret], now: datetime
) -> VerifiedWebhook:
    """
    Return a webhook whose signature is right, sent within five minutes of *now*, before or after.

    The window does not stop repetitions: their stamps are new. Remember the ids, as `WebhookReceiver` does.

    Args:
        headers: In any letter case.
        body: The raw bytes, before anything has read them as JSON.
        secrets: Any of them may have signed.
        now: In any zone.

    Raises:
        WebhookRefused: For anything else, malformed input included.
    """
    given: object = body
    if not isinstance(given, bytes) or len(body) > _MOST_BYTES:
        raise WebhookRefused("body")
    try:
        said = {str(name).lower(): value for name, value in headers.items()}
    except (AttributeError, TypeError):
        raise WebhookRefused("headers") from None
    message_id, stamp, signatures = (said.get(one) for one in (_ID, _TIMESTAMP, _SIGNATURE))
    if not (isinstance(message_id, str) and isinstance(stamp, str) and isinstance(signatures, str)):
        raise WebhookRefused("headers")
    if not _GOOD_ID.fullmatch(message_id) or not _SECONDS.fullmatch(stamp):
        raise WebhookRefused("headers")
    wanted = [_mac(one, message_id, stamp, body) for one in secrets]
    if not any(hmac.compare_digest(one, given) for given in _given(signatures) for one in wanted):
        raise WebhookRefused("signature")
    at = _moment(stamp)
    if at is None or abs(now - at) > _WINDOW:
        raise WebhookRefused("timestamp")
    return VerifiedWebhook(message_id, at, body)


def _mac(secret: WebhookSecret, id: str, stamp: str, body: bytes) -> bytes:
    return hmac.new(secret.key, f"{id}.{stamp}.".encode() + body, sha256).digest()


def _given(signatures: str) -> list[bytes]:
    """
    Return the signatures of a header that could be right.
    """
    found = []
    for one in signatures.split(" ", _MOST_SIGNATURES)[:_MOST_SIGNATURES]:
        version, _, text = one.partition(",")
        if version == "v1":
            try:
                found.append(base64.b64decode(text, validate=True))
            except (binascii.Error, ValueError):
                continue
    return found


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(stamp), UTC)
    except (ValueError, OverflowError, OSError):
        return None
