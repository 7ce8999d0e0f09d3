"""
The journal of webhooks of HubSpot: which records have changed, in order, for three days.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from attrs import frozen

from leadflow.adapters.connectors.answers import Answer, AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.calls import Calls, Transport, fetched
from leadflow.adapters.connectors.hubspot.account import answered
from leadflow.adapters.connectors.hubspot.values import hubspot_moment
from leadflow.adapters.connectors.oauth import Renew
from leadflow.adapters.outgoing_addresses import AddressPolicy
from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.connectors import RemoteKind
from leadflow.errors import PortError
from leadflow.ports import Credentials

__all__ = ["HubSpotJournal", "JournalEntry"]

_TYPES: Final = {RemoteKind.LEAD: "0-1", RemoteKind.OPPORTUNITY: "0-3"}
_KINDS: Final = {name: kind for kind, name in _TYPES.items()}
_ACTIONS: Final = ["CREATE", "UPDATE", "DELETE", "MERGE", "RESTORE"]


@frozen
class JournalEntry:
    """
    An entry of the journal.

    Attributes:
        offset: By which the next one is asked for.
        published_at: When it was published, by the clock of HubSpot; None if it does not say.
        ids: Of the records that changed, by kind, in order and each once.
    """

    offset: str
    published_at: datetime | None
    ids: Mapping[RemoteKind, Sequence[str]]


class HubSpotJournal:
    """
    Reads the journal of one account, with a token of the app by client credentials.

    An entry is a file somewhere else, whose address is good for a while; it is fetched without the token.
    """

    @checked
    def __init__(
        self,
        credentials: Credentials,
        *,
        account: int,
        version: str = "2026-03",
        address: str = "https://api.hubapi.com",
        renew: Renew | None = None,
        addresses: AddressPolicy | None = None,
        transport: Transport | None = None,
    ) -> None:
        """
        Read what is told of *account*.

        Args:
            credentials: Gives a token with the scope ``developer.webhooks_journal.read``, and keeps a renewed one.
            account: The number of the account (``installPortalId``).
            version: Of the paths, such as ``2026-03``.
            address: Of the API.
            renew: Gets a new token for one that is refused, such as `client_credentials` returns.
            addresses: Which addresses may be called, also for the files; by default public ones.
            transport: How requests are sent; if omitted, over the network, to what *addresses* allow.

        Raises:
            InvalidInput: The version (``version_malformed``) or the address (``address_malformed``) cannot be one.
        """
        if not re.fullmatch(r"20\d\d-(03|09)", version):
            raise wrong_value("version_malformed", "is not a version; write it as 2026-03", "HubSpotJournal(version)")
        self._account, self._version = account, version
        self._calls = Calls(address, credentials, headers={}, renew=renew, addresses=addresses, transport=transport)
        self._fetch = fetched(addresses, transport)

    @property
    def calls(self) -> int:
        """
        How many calls to the API were made so far.
        """
        return self._calls.count

    def subscribe(self, fields: Mapping[RemoteKind, Sequence[str]], timeout: float = 30) -> None:
        """
        Have changes of these properties written to the journal; needs ``developer.webhooks_journal.subscriptions.write``.

        Raises:
            PortError: HubSpot refuses it, has to wait, or did not answer; subscribing again changes nothing.
        """
        for kind, names in fields.items():
            body = {
                "subscriptionType": "OBJECT",
                "objectTypeId": _TYPES[kind],
                "portalId": self._account,
                "actions": _ACTIONS,
                "properties": list(names),
            }
            path = f"/webhooks-journal/subscriptions/{self._version}"
            try:
                answered(self._calls.make("POST", path, timeout=timeout, body=body))
            except (AnswerLost, Delayed, Refused) as failed:
                raise PortError(f"HubSpot took no subscription ({failed}); subscribing again is safe") from None

    def latest(self, timeout: float) -> str:
        """
        Return the offset of the latest entry; empty if the journal is.
        """
        answer = self._asked("latest", timeout)
        return "" if answer.status in (204, 404) else str(answered(answer)["currentOffset"])

    def after(self, offset: str, timeout: float) -> JournalEntry | None:
        """
        Return the entry after *offset*, the earliest one after an empty offset; None if there is none yet.

        Raises:
            Refused: The offset is older than three days.
        """
        answer = self._asked(f"offset/{quote(offset, safe='')}/next" if offset else "earliest", timeout)
        if answer.status == 204 or (not offset and answer.status == 404):
            return None
        told = answered(answer)
        data = self._fetch(str(told["url"]), timeout)
        if not isinstance(data, dict) or not isinstance(data.get("journalEvents"), list):
            raise AnswerLost("journal_unreadable")
        return JournalEntry(str(told["currentOffset"]), hubspot_moment(data.get("publishedAt")), self._ids(data))

    def _asked(self, what: str, timeout: float) -> Answer:
        path = f"/webhooks-journal/journal-local/{self._version}/{what}"
        return self._calls.make("GET", path, timeout=timeout, params={"installPortalId": str(self._account)})

    def _ids(self, data: Mapping[str, Any]) -> Mapping[RemoteKind, Sequence[str]]:
        found: dict[RemoteKind, dict[str, None]] = {}
        for event in data["journalEvents"]:
            kind = _KINDS.get(str(event.get("objectTypeId")))
            if kind is not None and str(event.get("portalId", self._account)) == str(self._account):
                found.setdefault(kind, {})[str(event["objectId"])] = None
        return {kind: tuple(ids) for kind, ids in found.items()}
