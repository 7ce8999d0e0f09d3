"""
The connector to Marketo.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from leadflow.adapters.connectors.answers import AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.batches import in_batches, read_by_id, written_by_id
from leadflow.adapters.connectors.calls import Calls, Transport
from leadflow.adapters.connectors.fields import FieldTypes, read_fields
from leadflow.adapters.connectors.marketo.activities import OPPORTUNITY_TYPES, MarketoActivities
from leadflow.adapters.connectors.marketo.instance import AT_ONCE, MarketoInstance, token_ended
from leadflow.adapters.connectors.marketo.opportunities import MarketoOpportunities
from leadflow.adapters.connectors.marketo.opportunity_pushing import MarketoOpportunityPushing
from leadflow.adapters.connectors.marketo.pulling import MarketoPulling
from leadflow.adapters.connectors.marketo.pushing import MarketoPushing
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
from leadflow.core.taking import aware
from leadflow.errors import PortError
from leadflow.ports import Credentials

__all__ = ["Marketo"]

_IDS: Final = {
    RemoteKind.LEAD: re.compile(r"[0-9]{1,18}"),
    RemoteKind.OPPORTUNITY: re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
}
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_MOST_TYPES: Final = 9


class Marketo:
    """
    Pulls leads from Marketo with what they did, and opportunities, and pushes updates to them.

    It reads the feeds of changes, activities and deletions by their tokens. New leads come with their activities, and
    later activities are told with each pull. What leadflow creates has its key in a field of your own, or as the external
    id of an opportunity, so nothing is created twice. Nothing is repeated by itself.

    Attributes:
        batch: How many updates one push takes.
    """

    batch = AT_ONCE

    @checked
    def __init__(
        self,
        address: str,
        credentials: Credentials,
        *,
        fields: Mapping[RemoteKind, Sequence[str]],
        since: datetime,
        activities: Sequence[str] = (),
        history: timedelta = timedelta(days=90),
        key_field: str = "leadflowKey",
        role: str = "Lead",
        renew: Renew | None = None,
        addresses: AddressPolicy | None = None,
        transport: Transport | None = None,
    ) -> None:
        """
        Connect to an instance, such as ``https://123-abc-456.mktorest.com``.

        Args:
            address: Of the REST API, by https, without a path.
            credentials: Gives a token of the identity endpoint, and keeps a renewed one.
            fields: The names of the fields that are read of each kind, as the REST API calls them; a kind that is absent is
                not read. An instance with a native CRM sync gives no opportunities.
            since: Leads that are new or have changed since then are read by the first pull, and whenever everything
                is read again.
            activities: The names of the types of activities that become the history of leads, such as
                ``Fill Out Form``; at most 9, and 6 where opportunities are read. Empty reads none.
            history: How far back the activities of a new lead are read.
            key_field: The field of ours on people: a text that is searchable.
            role: Of the person in an opportunity that leadflow creates.
            renew: Gets a new token for one that is refused, such as `client_credentials` returns for
                ``…/identity/oauth/token``; if omitted, *credentials* are asked once more.
            addresses: Which addresses may be called; by default public ones.
            transport: How requests are sent; if omitted, over the network, to what *addresses* allow.

        Raises:
            InvalidInput: The address is not an https host (``address_malformed``), a name cannot be that of a field
                (``name_malformed``), there are too many activities (``activities_too_many``), or *since* has no zone
                (``moment_naive``).
        """
        read = read_fields({RemoteKind.LEAD: (), **fields}, key_field, _NAME, "a field of Marketo")
        sold = RemoteKind.OPPORTUNITY in fields
        most = _MOST_TYPES - len(OPPORTUNITY_TYPES) if sold else _MOST_TYPES
        if len(activities) > most:
            message = (
                f"are {len(activities)}, and Marketo gives at most {most} types beside those of its own; name fewer"
            )
            raise wrong_value("activities_too_many", message, "Marketo(activities)")
        self._calls = Calls(
            address,
            credentials,
            headers={},
            renew=renew,
            token_ended=token_ended,
            addresses=addresses,
            transport=transport,
        )
        instance = MarketoInstance(self._calls)
        self._types = FieldTypes(instance.described)
        done = MarketoActivities(instance, tuple(dict.fromkeys(activities)), sold)
        sales = MarketoOpportunities(instance, read, self._types)
        self._pulling = MarketoPulling(instance, read, self._types, done, sales, aware(since, "since"), history)
        self._pushing = MarketoPushing(instance, key_field, done)
        self._sales = MarketoOpportunityPushing(instance, role)
        self._kinds = read.kinds

    @property
    def calls(self) -> int:
        """
        How many calls were made so far, which count towards the quota of the instance.
        """
        return self._calls.count

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        """
        Return a page of what changed since *cursor*; see `leadflow.ports.PullsChanges.pull`.
        """
        return self._pulling.page(cursor, min(max(most, 1), AT_ONCE), timeout)

    def read(self, refs: Sequence[RemoteRef], timeout: float, /) -> Sequence[RemoteChange]:
        """
        Return what single records are now; see `leadflow.ports.ReadsRecords.read`.
        """
        return read_by_id(refs, _IDS, lambda some: self._pulling.read(some, timeout))

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> Sequence[PushResult]:
        """
        Write *updates*; see `leadflow.ports.PushesUpdates.push`.

        A new lead whose e-mail somebody there has already is refused, since Marketo would make a second one.
        """
        return written_by_id(
            updates, _IDS, lambda fine: in_batches(fine, AT_ONCE, lambda some: self._written(some, timeout))
        )

    def _written(self, updates: Sequence[PushUpdate], timeout: float) -> Sequence[PushResult]:
        pushing = self._pushing if updates[0].kind is RemoteKind.LEAD else self._sales
        return pushing.written(updates, timeout)

    def describe(self, timeout: float, /) -> tuple[RemoteField, ...]:
        """
        Return the fields of each kind that is read; see `leadflow.ports.DescribesFields.describe`.
        """
        try:
            return tuple(one for kind in self._kinds for one in self._types.described(kind, timeout))
        except (AnswerLost, Delayed, Refused):
            raise PortError("Marketo could not be reached; trying again is safe") from None
