"""
Records of HubSpot, made of the rows that it answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from leadflow.adapters.connectors.fields import FieldTypes, ReadFields
from leadflow.adapters.connectors.hubspot.account import STAMPS
from leadflow.adapters.connectors.hubspot.values import from_text, hubspot_moment
from leadflow.core.connectors import IdentityChange, IdentityChanged, RemoteKind, RemoteRecord, RemoteRef

__all__ = ["HubSpotRecords"]

_MERGED: Final = "hs_merged_object_ids"


@frozen
class HubSpotRecords:
    """
    Makes records of rows.

    Attributes:
        fields: What is read.
        types: Of which types the properties are.
    """

    fields: ReadFields
    types: FieldTypes

    def names(self, kind: RemoteKind) -> list[str]:
        """
        Return what a row has to have.
        """
        return self.fields.names(kind, [STAMPS[kind], _MERGED])

    def of(
        self, kind: RemoteKind, rows: Sequence[Mapping[str, Any]], timeout: float
    ) -> Iterator[RemoteRecord | IdentityChanged]:
        """
        Return the records of *rows*, and the ids that were merged into them.
        """
        types = self.types.of(kind, timeout) if rows else {}
        for row in rows:
            ref, said = RemoteRef(kind, str(row["id"])), row["properties"]
            for merged in (said.get(_MERGED) or "").split(";"):
                if merged and merged != ref.id:
                    yield IdentityChanged(RemoteRef(kind, merged), IdentityChange.MERGED, (ref,))
            contacts = ((row.get("associations") or {}).get("contacts") or {}).get("results") or []
            yield RemoteRecord(
                ref=ref,
                values={name: from_text(said.get(name), types.get(name, "")) for name in self.fields.of(kind)},
                key=said.get(self.fields.key) or None,
                lead=RemoteRef(RemoteKind.LEAD, str(contacts[0]["id"])) if contacts else None,
                modified_at=hubspot_moment(said.get(STAMPS[kind])) or hubspot_moment(row.get("updatedAt")),
            )
