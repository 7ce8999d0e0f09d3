"""
The connector to Salesforce.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from leadflow.adapters.connectors.answers import AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.batches import read_by_id, written_by_id
from leadflow.adapters.connectors.calls import Calls, Transport
from leadflow.adapters.connectors.fields import FieldTypes, read_fields
from leadflow.adapters.connectors.oauth import Renew
from leadflow.adapters.connectors.salesforce.bulk_queries import BulkQueries
from leadflow.adapters.connectors.salesforce.bulk_writing import BulkWriting
from leadflow.adapters.connectors.salesforce.many_updates import ManyUpdates
from leadflow.adapters.connectors.salesforce.organization import AT_ONCE, OBJECTS, Organization
from leadflow.adapters.connectors.salesforce.pulling import SalesforcePulling
from leadflow.adapters.connectors.salesforce.pushing import SalesforcePushing
from leadflow.adapters.connectors.salesforce.records import SalesforceRecords
from leadflow.adapters.connectors.salesforce.values import ID
from leadflow.adapters.outgoing_addresses import AddressPolicy
from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.bounds import check_whole
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

__all__ = ["Salesforce"]

_IDS: Final = dict.fromkeys(RemoteKind, ID)
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class Salesforce:
    """
    Pulls leads and opportunities from Salesforce, and pushes updates to them.

    It reads what changed by `getUpdated` and `getDeleted`, and never further than these say that they have covered. What
    leadflow creates has its key in a field of your own, which is an external id, so nothing is created twice. Ids have 18
    characters. Nothing is repeated by itself.
    """

    @checked
    def __init__(
        self,
        address: str,
        credentials: Credentials,
        *,
        fields: Mapping[RemoteKind, Sequence[str]],
        key_field: str = "Leadflow_Key__c",
        version: str = "62.0",
        client: str = "leadflow",
        assignment_rules: bool = False,
        bulk_above: int | None = 2_000,
        renew: Renew | None = None,
        addresses: AddressPolicy | None = None,
        transport: Transport | None = None,
    ) -> None:
        """
        Connect to the host of an organization, such as ``https://acme.my.salesforce.com``.

        Args:
            address: The host, by https.
            credentials: Gives a token of OAuth, and keeps a renewed one. The login by SOAP is not offered: it ends.
            fields: The names of the fields that are read of each kind; a kind that is absent is not read.
            key_field: The field of ours on each of these objects: a text of 255 characters, unique, an external id.
            version: Of the API, from 60.0 on.
            client: Our name in the headers of each call, which change events of Salesforce show as the origin.
            assignment_rules: True lets the rules of Salesforce give created leads to somebody.
            bulk_above: Above how many records of a kind Bulk API 2.0 is used: for reading everything, and for one push.
                From 0 to 2,000, which is what Salesforce recommends; None never uses it.
            renew: Gets a new token for one that is refused, such as `client_credentials` returns; if omitted,
                *credentials* are asked once more.
            addresses: Which addresses may be called; by default public ones.
            transport: How requests are sent; if omitted, over the network, to what *addresses* allow.

        Raises:
            InvalidInput: The address is not an https host (``address_malformed``), or the version
                (``version_malformed``) or a name (``name_malformed``) has another form.
            InvalidInput: *bulk_above* is too large (``number_out_of_range``).
        """
        read = read_fields(fields, key_field, _NAME, "a field of Salesforce")
        if not re.fullmatch(r"[0-9]{2,3}\.0", version):
            raise wrong_value("version_malformed", "is not a version; write it as 62.0", "Salesforce(version)")
        if not re.fullmatch(r"[A-Za-z0-9_-]+", client):
            message = "is not the name of a client; write it with letters, digits, '_' and '-'"
            raise wrong_value("name_malformed", message, "Salesforce(client)")
        if bulk_above is not None:
            check_whole(bulk_above, "bulk_above", 0, 2_000)
        self._calls = Calls(
            address,
            credentials,
            headers={
                "Sforce-Call-Options": f"client={client}",
                "Sforce-Auto-Assign": "TRUE" if assignment_rules else "FALSE",
                "Sforce-Duplicate-Rule-Header": "allowSave=true",
            },
            renew=renew,
            addresses=addresses,
            transport=transport,
        )
        organization = Organization(self._calls, version)
        self._types = FieldTypes(organization.described)
        records = SalesforceRecords(organization, read, self._types)
        self._pulling = SalesforcePulling(organization, read, records, BulkQueries(organization), bulk_above)
        jobs = BulkWriting(organization, key_field) if bulk_above is not None else None
        self._pushing = SalesforcePushing(organization, key_field)
        self._many = ManyUpdates(self._pushing, jobs, bulk_above or 0, assignment_rules)

    @property
    def batch(self) -> int:
        """
        How many updates one push takes.
        """
        return self._many.batch

    @property
    def calls(self) -> int:
        """
        How many calls were made so far, which count towards the quota of the organization.
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

        An opportunity is not tied to a lead: in Salesforce that takes the conversion of the lead.
        """
        return written_by_id(updates, _IDS, lambda some: self._many.written(some, timeout))

    def describe(self, timeout: float, /) -> tuple[RemoteField, ...]:
        """
        Return the fields of leads and opportunities; see `leadflow.ports.DescribesFields.describe`.
        """
        try:
            return tuple(one for kind in OBJECTS for one in self._types.described(kind, timeout))
        except (AnswerLost, Delayed, Refused):
            raise PortError("Salesforce could not be reached; trying again is safe") from None
