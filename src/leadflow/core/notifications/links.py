"""
Signed links for the buttons of mail.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Any, Final

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import refused
from leadflow.core.notifications.link_grants import LinkAction, LinkGrant, pack, unpack
from leadflow.core.notifications.link_tokens import LinkKey, Signer, letters_of
from leadflow.errors import LinkExpired, LinkInvalid

__all__ = ["ActionLinks"]

_PURPOSE: Final = b"leadflow action link\x00"
# Its number is that of what is signed: links in mail of earlier commits named no partner.
_UNSUBSCRIBE: Final = b"leadflow unsubscribe 2\x00"
_EXPORT: Final = b"leadflow export link\x00"
_NONCE: Final = b"leadflow action form\x00"
_SKEW: Final = timedelta(seconds=60)
_FORM: Final = "must begin with https:// and contain {token}"
_VALID_FOR: Final = timedelta(days=14)
_BOUNDS: Final = (timedelta(minutes=1), timedelta(days=90))


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
        export_url: Where the host lets people who have logged in fetch an export, with ``{token}``; empty for no links
            to exports.
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
    @export_url.validator
    def _check_optional_url(self, attribute: Attribute[str], url: str) -> None:
        if url and ("{token}" not in url or not url.startswith("https://")):
            message = f"{_FORM}; write it as 'https://…/{{token}}', or leave it out"
            raise refused("url_unusable", self, attribute, message)

    def sign(self, grant: LinkGrant) -> str:
        """
        Return the token of *grant*, at most 800 characters that are safe in a URL.

        Raises:
            ConfigurationError: The ids of lead and recipient are too long for that.
        """
        return self._signer.token(_PURPOSE, pack(grant, self.keys[0].id), "the ids of lead and recipient are")

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
        return letters_of(self._signer.mac(key, _NONCE, token.encode("ascii"))[:16])

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
        token = self._signer.token(_UNSUBSCRIBE, payload, "the ids of partner and recipient are")
        return self.unsubscribe_url.replace("{token}", token)

    def read_unsubscribe(self, token: str) -> tuple[str, str]:
        """
        Return the ids of the partner and the person of an unsubscribe *token*.

        Raises:
            LinkInvalid: It does not belong to this supplier.
        """
        payload, _ = self._signer.read(token, _UNSUBSCRIBE)
        end = 2 + int.from_bytes(payload[:2], "big")
        return payload[2:end].decode("utf-8", "surrogatepass"), payload[end:].decode("utf-8", "surrogatepass")

    def export_link(self, export_id: str, expires_at: datetime) -> str:
        """
        Return the URL by which an export is fetched until *expires_at*; empty without `export_url`.

        Raises:
            ConfigurationError: The id is too long for a link.
        """
        payload = int(expires_at.timestamp()).to_bytes(8, "big") + export_id.encode("utf-8", "surrogatepass")
        token = self._signer.token(_EXPORT, payload, "the id of the export is")
        return self.export_url.replace("{token}", token)

    def read_export(self, token: str, now: datetime) -> str:
        """
        Return the id of the export of a *token*.

        Raises:
            LinkInvalid: It does not belong to this supplier, or to no export.
            LinkExpired: It did, and has expired at *now*.
        """
        payload, _ = self._signer.read(token, _EXPORT)
        if now >= datetime.fromtimestamp(int.from_bytes(payload[:8], "big"), UTC):
            raise LinkExpired
        return payload[8:].decode("utf-8", "surrogatepass")

    def link(self, token: str, action: LinkAction | None = None) -> str:
        """
        Return the URL of a button; *action* only says which button was pressed.
        """
        url = self.url.replace("{token}", token)
        return url if action is None else f"{url}{'&' if '?' in url else '?'}action={action.value}"

    @property
    def _signer(self) -> Signer:
        return Signer(self.supplier_id, self.keys)

    def _read(self, token: str) -> tuple[LinkGrant, LinkKey]:
        payload, key = self._signer.read(token, _PURPOSE)
        grant, key_id = unpack(payload)
        if key_id != key.id:
            raise LinkInvalid
        return grant, key
