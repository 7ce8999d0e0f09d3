"""
The connector to Dynamics 365 Sales.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from leadflow.adapters.connectors.answers import AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.batches import read_by_id, written_by_id
from leadflow.adapters.connectors.calls import Calls, Transport
from leadflow.adapters.connectors.dynamics.environment import TABLES, Environment
from leadflow.adapters.connectors.dynamics.pulling import DynamicsPulling
from leadflow.adapters.connectors.dynamics.pushing import DynamicsPushing
from leadflow.adapters.connectors.dynamics.values import GUID
from leadflow.adapters.connectors.fields import FieldTypes, read_fields
from leadflow.adapters.connectors.oauth import Renew
from leadflow.adapters.outgoing_addresses import AddressPolicy
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

__all__ = ["Dynamics"]

_IDS: Final = dict.fromkeys(RemoteKind, GUID)
_NAME: Final = re.compile(r"[a-z_][a-z0-9_]*")


class Dynamics:
    """
    Pulls leads and opportunities from Dynamics 365 Sales, and pushes updates to them.

    Changes come by change tracking, whose token ends after seven days; then everything is read again. What leadflow
    creates has its key in a column of yours that is an alternate key, so nothing is created twice. Nothing is repeated
    by itself.

    Attributes:
        batch: How many updates one push takes; each is a call.
    """

    batch = 20

    @checked
    def __init__(
        self,
        address: str,
        credentials: Credentials,
        *,
        fields: Mapping[RemoteKind, Sequence[str]],
        key_field: str = "new_leadflowkey",
        renew: Renew | None = None,
        addresses: AddressPolicy | None = None,
        transport: Transport | None = None,
    ) -> None:
        """
        Connect to an environment, such as ``https://acme.crm4.dynamics.com``.

        Args:
            address: Of the environment, by https.
            credentials: Gives a token of Entra ID, and keeps a renewed one. The scope is the address and ``/.default``.
            fields: The logical names of the columns that are read of each kind; a kind that is absent is not read.
            key_field: The column of ours on leads and opportunities: a text that is an alternate key.
            renew: Gets a new token for one that is refused, such as `client_credentials` returns; if omitted,
                *credentials* are asked once more.
            addresses: Which addresses may be called; by default public ones.
            transport: How requests are sent; if omitted, over the network, to what *addresses* allow.

        Raises:
            InvalidInput: The address is not an https host (``address_malformed``), or a name cannot be that of a
                column (``name_malformed``).
        """
        read = read_fields(fields, key_field, _NAME, "a column of Dataverse")
        self._calls = Calls(
            address,
            credentials,
            headers={"OData-Version": "4.0", "OData-MaxVersion": "4.0", "MSCRM.SuppressDuplicateDetection": "false"},
            renew=renew,
            addresses=addresses,
            transport=transport,
        )
        environment = Environment(self._calls)
        self._types = FieldTypes(environment.described)
        self._pulling = DynamicsPulling(environment, read, self._types)
        self._pushing = DynamicsPushing(environment, key_field, self._types)

    @property
    def calls(self) -> int:
        """
        How many calls were made so far.
        """
        return self._calls.count

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        """
        Return a page of what changed since *cursor*; see `leadflow.ports.PullsChanges.pull`.
        """
        return self._pulling.page(cursor, min(max(most, 1), 5_000), timeout)

    def read(self, refs: Sequence[RemoteRef], timeout: float, /) -> Sequence[RemoteChange]:
        """
        Return what single records are now; see `leadflow.ports.ReadsRecords.read`.
        """
        return read_by_id(refs, _IDS, lambda some: self._pulling.read(some, timeout))

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> Sequence[PushResult]:
        """
        Write *updates*, each by a call of its own; see `leadflow.ports.PushesUpdates.push`.
        """
        return written_by_id(updates, _IDS, lambda some: self._pushing.written(some, timeout))

    def describe(self, timeout: float, /) -> tuple[RemoteField, ...]:
        """
        Return the columns of leads and opportunities; see `leadflow.ports.DescribesFields.describe`.
        """
        try:
            return tuple(one for kind in TABLES for one in self._types.described(kind, timeout))
        except (AnswerLost, Delayed, Refused):
            raise PortError("Dataverse could not be reached; trying again is safe") from None
