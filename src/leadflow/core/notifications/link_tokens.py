"""
Signed tokens: what stands in the links of mail.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Iterator
from hashlib import sha256
from hmac import compare_digest, new
from typing import Final

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import refused
from leadflow.errors import ConfigurationError, LinkInvalid

__all__ = ["LinkKey", "Signer", "letters_of", "too_long"]

_FILLED_UP: Final = b"filled up\x00"
_MAC: Final = 32
_LONGEST: Final = 800
_SHORTEST_SECRET: Final = 32
_LONGEST_KEY_ID: Final = 16
_LETTERS: Final = re.compile(r"[A-Za-z0-9_-]+")


def _short_word(instance: object, attribute: Attribute[str], given: str) -> None:
    if not (given.isascii() and 1 <= len(given) <= _LONGEST_KEY_ID):
        message = f"has {len(given)} characters, but must have 1 to {_LONGEST_KEY_ID}, all ASCII; use a short word"
        raise refused("key_id_unusable", instance, attribute, message)


@checked
@frozen
class LinkKey:
    """
    A secret that signs links.

    Attributes:
        id: Part of the link, so that it is verified with the right secret; 1 to 16 ASCII characters.
        secret: At least 32 random bytes.

    Raises:
        InvalidInput: The id has another form (``key_id_unusable``), or the secret is too short (``secret_too_short``).
    """

    id: str = field(validator=_short_word)
    secret: bytes = field(repr=False)

    @secret.validator
    def _check_secret(self, attribute: Attribute[bytes], secret: bytes) -> None:
        if len(secret) < _SHORTEST_SECRET:
            message = (
                f"has {len(secret)} bytes, but needs {_SHORTEST_SECRET}; use secrets.token_bytes({_SHORTEST_SECRET})"
            )
            raise refused("secret_too_short", self, attribute, message)


@frozen
class Signer:
    """
    Signs and verifies tokens of one supplier.

    Attributes:
        supplier_id: Part of what is signed.
        keys: The newest first: it signs, and all verify.
    """

    supplier_id: str
    keys: tuple[LinkKey, ...]

    def token(self, purpose: bytes, payload: bytes, ids: str) -> str:
        """
        Return *payload*, signed for *purpose*, as text that is safe in a URL.

        Raises:
            ConfigurationError: It has more than 800 characters; *ids* says what is too long.
        """
        token = _filled_up(payload + self.mac(self.keys[0], purpose + _FILLED_UP, payload))
        if len(token) > _LONGEST:
            raise too_long(ids)
        return token

    def read(self, token: str, purpose: bytes) -> tuple[bytes, LinkKey]:
        """
        Return what was signed for *purpose*, and the key that signed it.

        Raises:
            LinkInvalid: Nothing was.
        """
        for raw, mark in _plain(token):
            payload, mac = raw[:-_MAC], raw[-_MAC:]
            for key in self.keys:
                if compare_digest(self.mac(key, purpose + mark, payload), mac):
                    return payload, key
        raise LinkInvalid

    def mac(self, key: LinkKey, purpose: bytes, payload: bytes) -> bytes:
        """
        Return the signature of *payload* by *key*.
        """
        supplier = self.supplier_id.encode("utf-8", "surrogatepass")
        signed = purpose + len(supplier).to_bytes(4, "big") + supplier + payload
        return new(key.secret, signed, sha256).digest()


def too_long(ids: str) -> ConfigurationError:
    """
    Return the error for ids that do not fit into a link.
    """
    return ConfigurationError(f"{ids} too long for a link; use shorter ids")


def letters_of(raw: bytes) -> str:
    """
    Return *raw* as text that is safe in a URL.
    """
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _filled_up(raw: bytes) -> str:
    """
    Return *raw* as text that ends with a letter: programs that find links in a text leave out a ``-`` or ``_`` at the
    end.
    """
    missing = 3 - len(raw) % 3
    return letters_of(raw + missing.to_bytes(missing, "big"))


def _plain(token: str) -> Iterator[tuple[bytes, bytes]]:
    """
    Decode strictly: base64 reads several texts as the same bytes, and only one of them was given out.

    Links in mail of earlier leadflows are not filled up, and end with any character. Each is signed as what it is, so
    that neither is the other one with something cut off.
    """
    if not (_MAC < len(token) <= _LONGEST and _LETTERS.fullmatch(token)):
        raise LinkInvalid
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (NotBase64, ValueError):
        raise LinkInvalid from None
    if letters_of(raw) != token:
        raise LinkInvalid
    missing = raw[-1]
    if 1 <= missing <= 3 and raw.endswith(missing.to_bytes(missing, "big")):
        yield raw[:-missing], _FILLED_UP
    yield raw, b""
