"""
The connector to HubSpot.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from leadflow.adapters.connectors.answers import AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.batches import in_batches, read_by_id, written_by_id
from leadflow.adapters.connectors.calls import Calls, Transport
from leadflow.adapters.connectors.fields import FieldTypes, read_fields
from leadflow.adapters.connectors.hubspot.account import AT_ONCE, OBJECTS, HubSpotAccount
from leadflow.adapters.connectors.hubspot.journal import HubSpotJournal
from leadflow.adapters.connectors.hubspot.pulling import HubSpotPulling
from leadflow.adapters.connectors.hubspot.pushing import HubSpotPushing
from leadflow.adapters.connectors.hubspot.reading import HubSpotReading
from leadflow.adapters.connectors.hubspot.records import HubSpotRecords
from leadflow.adapters.connectors.oauth import Renew
from leadflow.adapters.outgoing_addresses import AddressPolicy
from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.connectors import (
    PullAnswer,
    PushResult,
    PushUpdate,
    RemoteChange,
    RemoteField,
    RemoteKind,
    RemoteRef,
    SyncCursor,
)
from leadflow.errors import PortError
from leadflow.ports import Credentials

__all__ = ["HubSpot"]

_IDS: Final = dict.fromkeys(RemoteKind, re.compile(r"[0-9]{1,20}"))
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


class HubSpot:
    """
    Pulls contacts and deals from HubSpot, and pushes updates to them.

    A lead is a contact there, and an opportunity a deal. What changed is searched for from ten minutes before what was seen,
    since the search lags and its stamp says "maybe" only. What leadflow creates has its key in a property of your own, so
    nothing is created twice. Nothing is repeated by itself.

    Attributes:
        batch: How many updates one push takes.
    """

    batch = AT_ONCE

    @checked
    def __init__(
        self,
        credentials: Credentials,
        *,
        fields: Mapping[RemoteKind, Sequence[str]],
        key_field: str = "leadflow_key",
        version: str = "2026-09",
        address: str = "https://api.hubapi.com",
        journal: HubSpotJournal | None = None,
        renew: Renew | None = None,
        addresses: AddressPolicy | None = None,
        transport: Transport | None = None,
    ) -> None:
        """
        Connect to the account of the token.

        Args:
            credentials: Gives a token: a service key, or one of OAuth, and keeps a renewed one.
            fields: The names of the properties that are read of each kind; a kind that is absent is not read.
            key_field: The property of ours on contacts and deals: a text with unique values.
            version: Of the paths, such as ``2026-09``; each is there for 18 months.
            address: Of the API.
            journal: Names what changes, instead of a search; `HubSpotJournal.subscribe` fills it.
            renew: Gets a new token for one that is refused; if omitted, *credentials* are asked once more.
            addresses: Which addresses may be called; by default public ones.
            transport: How requests are sent; if omitted, over the network, to what *addresses* allow.

        Raises:
            InvalidInput: The address is not an https host (``address_malformed``), or the version
                (``version_malformed``) or the name of a property (``name_malformed``) has another form.
        """
        read = read_fields(fields, key_field, _NAME, "a property of HubSpot")
        if not re.fullmatch(r"20\d\d-(03|09)", version):
            raise wrong_value("version_malformed", "is not a version; write it as 2026-09", "HubSpot(version)")
        self._calls = Calls(address, credentials, headers={}, renew=renew, addresses=addresses, transport=transport)
        account = HubSpotAccount(self._calls, version)
        self._types = FieldTypes(account.described)
        records = HubSpotRecords(read, self._types)
        self._reading = HubSpotReading(account, records)
        self._journal = journal
        self._pulling = HubSpotPulling(account, read, records, self._reading, journal)
        self._pushing = HubSpotPushing(account, key_field)

    @property
    def calls(self) -> int:
        """
        How many calls were made so far, which count towards the quota of the account.
        """
        return self._calls.count + (self._journal.calls if self._journal is not None else 0)

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        """
        Return a page of what changed since *cursor*; see `leadflow.ports.PullsChanges.pull`.
        """
        return self._pulling.page(cursor, min(max(most, 1), AT_ONCE), timeout)

    def read(self, refs: Sequence[RemoteRef], timeout: float, /) -> Sequence[RemoteChange]:
        """
        Return what single records are now; see `leadflow.ports.ReadsRecords.read`.
        """
        return read_by_id(refs, _IDS, lambda some: self._read(some, timeout))

    def _read(self, refs: Sequence[RemoteRef], timeout: float) -> Sequence[RemoteChange]:
        try:
            told = [
                one
                for kind in OBJECTS
                for one in self._reading.read(kind, [ref.id for ref in refs if ref.kind is kind], timeout)
            ]
        except (AnswerLost, Delayed, Refused):
            raise PortError("HubSpot could not be asked; trying again is safe") from None
        became = {one.ref: one for one in told}
        return [became[ref] for ref in refs]

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> Sequence[PushResult]:
        """
        Write *updates*; see `leadflow.ports.PushesUpdates.push`.

        A batch that HubSpot refuses as a whole, since one record is wrong, is written record by record.
        """
        return written_by_id(
            updates, _IDS, lambda fine: in_batches(fine, AT_ONCE, lambda some: self._pushing.written(some, timeout))
        )

    def describe(self, timeout: float, /) -> tuple[RemoteField, ...]:
        """
        Return the properties of contacts and deals; see `leadflow.ports.DescribesFields.describe`.
        """
        try:
            return tuple(one for kind in OBJECTS for one in self._types.described(kind, timeout))
        except (AnswerLost, Delayed, Refused):
            raise PortError("HubSpot could not be reached; trying again is safe") from None
