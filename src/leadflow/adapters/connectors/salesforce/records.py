"""
Records of Salesforce, made of the rows that it answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from leadflow.adapters.connectors.fields import FieldTypes, ReadFields
from leadflow.adapters.connectors.moments import moment_of
from leadflow.adapters.connectors.salesforce.organization import Organization
from leadflow.adapters.connectors.salesforce.values import from_csv, from_json, long_id
from leadflow.core.connectors import IdentityChange, IdentityChanged, RemoteKind, RemoteRecord, RemoteRef

__all__ = ["SalesforceRecords", "converted"]


@frozen
class SalesforceRecords:
    """
    Makes records of rows.

    Attributes:
        organization: Where the rows are from.
        fields: What is read.
        types: Of which types the fields are.
    """

    organization: Organization
    fields: ReadFields
    types: FieldTypes

    def names(self, kind: RemoteKind) -> list[str]:
        """
        Return what a row has to have.
        """
        own = ["Id", "SystemModstamp"]
        own += ["IsConverted", "ConvertedOpportunityId"] if kind is RemoteKind.LEAD else []
        return self.fields.names(kind, own)

    def of(
        self, kind: RemoteKind, rows: Sequence[Mapping[str, Any]], timeout: float
    ) -> Iterator[RemoteRecord | IdentityChanged]:
        """
        Return the records of *rows*; a lead that was converted is something else now.
        """
        types = self.types.of(kind, timeout) if rows else {}
        leads = self._leads_of(rows, timeout) if kind is RemoteKind.OPPORTUNITY else {}
        for row in rows:
            ref = RemoteRef(kind, long_id(str(row["Id"])))
            if row.get("IsConverted"):
                yield converted(ref, row.get("ConvertedOpportunityId"))
                continue
            key = row.get(self.fields.key)
            yield RemoteRecord(
                ref=ref,
                values={name: from_json(row.get(name), types.get(name, "")) for name in self.fields.of(kind)},
                key=str(key) if key else None,
                lead=leads.get(ref.id),
                modified_at=moment_of(row.get("SystemModstamp")),
            )

    def of_csv(self, kind: RemoteKind, rows: Sequence[Mapping[str, str]], timeout: float) -> list[dict[str, object]]:
        """
        Return rows of a CSV as JSON would have them.
        """
        types = {"IsConverted": "boolean", **self.types.of(kind, timeout)}
        return [{name: from_csv(text, types.get(name, "")) for name, text in row.items()} for row in rows]

    def _leads_of(self, rows: Sequence[Mapping[str, Any]], timeout: float) -> dict[str, RemoteRef]:
        """
        Return the lead that was converted into each opportunity.
        """
        if not rows:
            return {}
        some = ", ".join(f"'{long_id(str(one['Id']))}'" for one in rows)
        asked = f"SELECT Id, ConvertedOpportunityId FROM Lead WHERE ConvertedOpportunityId IN ({some})"
        return {
            long_id(str(one["ConvertedOpportunityId"])): RemoteRef(RemoteKind.LEAD, long_id(str(one["Id"])))
            for one in self.organization.query(asked, timeout)
        }


def converted(ref: RemoteRef, opportunity: object) -> IdentityChanged:
    """
    Return that a lead was converted, into an opportunity if there is one.
    """
    into = (RemoteRef(RemoteKind.OPPORTUNITY, long_id(str(opportunity))),) if opportunity else ()
    return IdentityChanged(ref, IdentityChange.CONVERTED, into)
