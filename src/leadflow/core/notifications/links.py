"""
Signed links for the buttons of mail.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest, new
from struct import Struct
from typing import Any, Final

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import refused
from leadflow.errors import ConfigurationError, LinkExpired, LinkInvalid

__all__ = ["ActionLinks", "LinkAction", "LinkGrant", "LinkKey"]

_PURPOSE: Final = b"leadflow action link\x00"
# Its number is that of what is signed: links in mail of earlier commits named no partner.
_UNSUBSCRIBE: Final = b"leadflow unsubscribe 2\x00"
_FILLED_UP: Final = b"filled up\x00"
_EXPORT: Final = b"leadflow export link\x00"
_NONCE: Final = b"leadflow action form\x00"
_VERSION: Final = 1
_HEAD: Final = Struct(">B16sIIBBBB")
_MAC: Final = 32
_SKEW: Final = timedelta(seconds=60)
_LONGEST: Final = 800
_SHORTEST_SECRET: Final = 32
_LONGEST_KEY_ID: Final = 16
_FORM: Final = "must begin with https:// and contain {token}"
_LETTERS: Final = re.compile(r"[A-Za-z0-9_-]+")
_VALID_FOR: Final = timedelta(days=14)
_BOUNDS: Final = (timedelta(minutes=1), timedelta(days=90))


class LinkAction(StrEnum):
    """
    What a link lets its holder do.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    REASSIGN = "reassign"
    SET_STAGE = "set_stage"


# Their places in the list are part of every link that was sent.
_BITS: Final = {action: 1 << number for number, action in enumerate(LinkAction)}


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


@frozen(kw_only=True)
class LinkGrant:
    """
    The content of a link.

    Attributes:
        token_id: 16 random bytes.
        lead_id: Which lead.
        assignment: Number of the event that brought the lead to its partner or assignee.
        recipient_id: Who was mailed, and so acts.
        actions: What may be done.
        expires_at: From then on it is not valid any more; whole seconds, in UTC.
    """

    token_id: bytes = field(repr=False)
    lead_id: str
    assignment: int
    recipient_id: str
    actions: frozenset[LinkAction]
    expires_at: datetime


def _keys(keys: Iterable[LinkKey]) -> tuple[LinkKey, ...]:
    return tuple(keys)


@checked
@frozen
class ActionLinks:
    """
    Makes and reads the links of one supplier.

    Attributes:
        supplier_id: Part of what is signed, so that another supplier's link is not valid here.
        keys: The newest first: it signs, and all verify. Dropping one ends its links.
        url: Required: where the host shows the confirmation page; the token is put in the place of ``{token}``.
        valid_for: From a minute to 90 days.
        export_url: Where the host lets people who have logged in fetch an export, with ``{token}``; empty for no links to
            exports.
        unsubscribe_url: Where the host takes the one-click POST that ends reminders, with ``{token}``; empty for none.
    """

    supplier_id: str
    keys: tuple[LinkKey, ...] = field(converter=_keys)
    url: str = field(default="")
    valid_for: timedelta = field(default=_VALID_FOR)
    unsubscribe_url: str = field(default="")
    export_url: str = field(default="")

    @keys.validator
    def _check_keys(self, attribute: Attribute[Any], keys: tuple[LinkKey, ...]) -> None:
        if not keys:
            raise refused("keys_missing", self, attribute, "there is no key; give at least one LinkKey")
        if len({key.id for key in keys}) < len(keys):
            raise refused("id_repeated", self, attribute, "two keys have the same id; give each another")

    @url.validator
    def _check_url(self, attribute: Attribute[str], url: str) -> None:
        if not url:
            message = (
                "is missing, so the buttons of mail would lead nowhere; set url='https://…/{token}' to where your "
                "application shows the confirmation page"
            )
            raise refused("text_missing", self, attribute, message)
        if "{token}" not in url or not url.startswith(("https://", "http://")):
            raise refused("url_unusable", self, attribute, f"{_FORM}; write it as 'https://…/{{token}}'")

    @valid_for.validator
    def _check_time(self, attribute: Attribute[timedelta], given: timedelta) -> None:
        if not _BOUNDS[0] <= given <= _BOUNDS[1]:
            message = "must be from a minute to 90 days; use a time in this range"
            raise refused("number_out_of_range", self, attribute, message)

    @unsubscribe_url.validator
    def _check_unsubscribe_url(self, attribute: Attribute[str], url: str) -> None:
        if url and ("{token}" not in url or not url.startswith("https://")):
            raise refused(
                "url_unusable", self, attribute, f"{_FORM}; write it as 'https://…/{{token}}', or leave it out"
            )

    @export_url.validator
    def _check_export_url(self, attribute: Attribute[str], url: str) -> None:
        if url and ("{token}" not in url or not url.startswith("https://")):
            raise refused(
                "url_unusable", self, attribute, f"{_FORM}; write it as 'https://…/{{token}}', or leave it out"
            )

    def sign(self, grant: LinkGrant) -> str:
        """
        Return the token of *grant*, at most 800 characters that are safe in a URL.

        Raises:
            ConfigurationError: The ids of lead and recipient are too long for that.
        """
        key = self.keys[0]
        payload = _pack(grant, key.id)
        token = _token(payload + self._mac(key, _PURPOSE + _FILLED_UP, payload))
        if len(token) > _LONGEST:
            raise ConfigurationError("the ids of lead and recipient are too long for a link; use shorter ids")
        return token

    def read(self, token: str, now: datetime) -> LinkGrant:
        """
        Return the grant of *token*, if it belongs to this supplier and has not expired at *now*.

        Raises:
            LinkInvalid: It is not valid; every mistake has the same error.
            LinkExpired: It was.
        """
        grant, _ = self._read(token)
        if now >= grant.expires_at + _SKEW:
            raise LinkExpired
        return grant

    def form_nonce(self, token: str) -> str:
        """
        Return the nonce of the confirmation form of *token*, which cannot be derived from the link alone.

        Raises:
            LinkInvalid: The token does not belong to this supplier.
        """
        _, key = self._read(token)
        return _write(self._mac(key, _NONCE, token.encode("ascii"))[:16])

    def is_nonce(self, token: str, nonce: str) -> bool:
        """
        Return whether *nonce* is the one of the form of *token*.
        """
        return compare_digest(self.form_nonce(token).encode(), nonce.encode("utf-8", "replace"))

    def unsubscribe_link(self, partner_id: str, recipient_id: str) -> str:
        """
        Return the URL by which a person unsubscribes from reminders.

        It does nothing else, and does not expire.

        Raises:
            ConfigurationError: The ids are too long for a link.
        """
        partner, recipient = (one.encode("utf-8", "surrogatepass") for one in (partner_id, recipient_id))
        payload = len(partner).to_bytes(2, "big") + partner + recipient
        token = _token(payload + self._mac(self.keys[0], _UNSUBSCRIBE + _FILLED_UP, payload))
        if len(token) > _LONGEST:
            raise ConfigurationError("the ids of partner and recipient are too long for a link; use shorter ids")
        return self.unsubscribe_url.replace("{token}", token)

    def read_unsubscribe(self, token: str) -> tuple[str, str]:
        """
        Return the ids of the partner and the person of an unsubscribe *token*.

        Raises:
            LinkInvalid: It does not belong to this supplier.
        """
        payload, _ = self._signed(token, _UNSUBSCRIBE)
        end = 2 + int.from_bytes(payload[:2], "big")
        return payload[2:end].decode("utf-8", "surrogatepass"), payload[end:].decode("utf-8", "surrogatepass")

    def export_link(self, export_id: str, expires_at: datetime) -> str:
        """
        Return the URL by which an export is fetched until *expires_at*; empty without `export_url`.

        Raises:
            ConfigurationError: The id is too long for a link.
        """
        payload = int(expires_at.timestamp()).to_bytes(8, "big") + export_id.encode("utf-8", "surrogatepass")
        token = _token(payload + self._mac(self.keys[0], _EXPORT + _FILLED_UP, payload))
        if len(token) > _LONGEST:
            raise ConfigurationError("the id of the export is too long for a link; use a shorter id")
        return self.export_url.replace("{token}", token)

    def read_export(self, token: str, now: datetime) -> str:
        """
        Return the id of the export of a *token*.

        Raises:
            LinkInvalid: It does not belong to this supplier, or to no export.
            LinkExpired: It did, and has expired at *now*.
        """
        payload, _ = self._signed(token, _EXPORT)
        if now >= datetime.fromtimestamp(int.from_bytes(payload[:8], "big"), UTC):
            raise LinkExpired
        return payload[8:].decode("utf-8", "surrogatepass")

    def link(self, token: str, action: LinkAction | None = None) -> str:
        """
        Return the URL of a button; *action* only says which button was pressed.
        """
        url = self.url.replace("{token}", token)
        return url if action is None else f"{url}{'&' if '?' in url else '?'}action={action.value}"

    def _read(self, token: str) -> tuple[LinkGrant, LinkKey]:
        payload, key = self._signed(token, _PURPOSE)
        grant, key_id = _unpack(payload)
        if key_id != key.id:
            raise LinkInvalid
        return grant, key

    def _signed(self, token: str, purpose: bytes) -> tuple[bytes, LinkKey]:
        """
        Return what was signed for *purpose*, and the key that signed it.

        Raises:
            LinkInvalid: Nothing was.
        """
        for raw, mark in _plain(token):
            payload, mac = raw[:-_MAC], raw[-_MAC:]
            for key in self.keys:
                if compare_digest(self._mac(key, purpose + mark, payload), mac):
                    return payload, key
        raise LinkInvalid

    def _mac(self, key: LinkKey, purpose: bytes, payload: bytes) -> bytes:
        supplier = self.supplier_id.encode("utf-8", "surrogatepass")
        signed = purpose + len(supplier).to_bytes(4, "big") + supplier + payload
        return new(key.secret, signed, sha256).digest()


def _pack(grant: LinkGrant, key_id: str) -> bytes:
    parts = [text.encode("utf-8", "surrogatepass") for text in (key_id, grant.lead_id, grant.recipient_id)]
    if max(map(len, parts)) > 255:
        raise ConfigurationError("the ids of lead and recipient are too long for a link; use shorter ids")
    bits = sum(_BITS[action] for action in grant.actions)
    expires = int(grant.expires_at.timestamp())
    head = _HEAD.pack(_VERSION, grant.token_id, grant.assignment, expires, bits, *map(len, parts))
    return head + b"".join(parts)


def _unpack(payload: bytes) -> tuple[LinkGrant, str]:
    """
    Read what was signed; nothing else comes here.
    """
    _, token_id, assignment, expires, bits, *lengths = _HEAD.unpack_from(payload)
    texts, at = [], _HEAD.size
    for length in lengths:
        texts.append(payload[at : at + length].decode("utf-8", "surrogatepass"))
        at += length
    key_id, lead_id, recipient_id = texts
    grant = LinkGrant(
        token_id=token_id,
        lead_id=lead_id,
        assignment=assignment,
        recipient_id=recipient_id,
        actions=frozenset(action for action, bit in _BITS.items() if bits & bit),
        expires_at=datetime.fromtimestamp(expires, UTC),
    )
    return grant, key_id


def _write(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _token(raw: bytes) -> str:
    """
    Return *raw* as text that ends with a letter: programs that find links in a text leave out a ``-`` or ``_`` at the end.
    """
    missing = 3 - len(raw) % 3
    return _write(raw + missing.to_bytes(missing, "big"))


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
    if _write(raw) != token:
        raise LinkInvalid
    missing = raw[-1]
    if 1 <= missing <= 3 and raw.endswith(missing.to_bytes(missing, "big")):
        yield raw[:-missing], _FILLED_UP
    yield raw, b""
