"""
Opportunities of Marketo, which belong to people by their roles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from leadflow.adapters.connectors.fields import FieldTypes, ReadFields
from leadflow.adapters.connectors.marketo.instance import MarketoInstance
from leadflow.adapters.connectors.marketo.values import from_marketo
from leadflow.adapters.connectors.moments import moment_of
from leadflow.core.connectors import RemoteKind, RemoteRecord, RemoteRef

__all__ = ["GUID", "KEY", "MarketoOpportunities"]

GUID: Final = "marketoGUID"
KEY: Final = "externalOpportunityId"
_KIND: Final = RemoteKind.OPPORTUNITY


@frozen
class MarketoOpportunities:
    """
    Reads opportunities by the people that they belong to, or by their ids.

    Attributes:
        instance: Where.
        fields: What is read.
        types: Of which types the fields are.
    """

    instance: MarketoInstance
    fields: ReadFields
    types: FieldTypes

    def of_leads(self, ids: Sequence[str], timeout: float) -> Iterator[RemoteRecord]:
        """
        Return the opportunities in which some people have a role.
        """
        roles = self._roles("leadId", ids, timeout) if ids else []
        keys = list(dict.fromkeys(str(one[KEY]) for one in roles))
        return self._records(self._rows(KEY, [one for one in keys if "," not in one], timeout), timeout)

    def with_ids(self, ids: Sequence[str], timeout: float) -> Iterator[RemoteRecord]:
        """
        Return the opportunities with some ids, as far as they are there.
        """
        return self._records(self._rows(GUID, ids, timeout), timeout)

    def _rows(self, field: str, values: Sequence[str], timeout: float) -> list[Any]:
        if not values:
            return []
        names = list(dict.fromkeys([GUID, KEY, "updatedAt", *self.fields.of(_KIND)]))
        return self.instance.rows("/opportunities.json", field, values, names, timeout)

    def _records(self, rows: Sequence[Mapping[str, Any]], timeout: float) -> Iterator[RemoteRecord]:
        types = self.types.of(_KIND, timeout) if rows and self.fields.of(_KIND) else {}
        leads = self._leads(rows, timeout)
        for row in rows:
            key = str(row.get(KEY) or "")
            yield RemoteRecord(
                # Documented answers have a blank behind it.
                ref=RemoteRef(_KIND, str(row[GUID]).strip()),
                values={name: from_marketo(row.get(name), types.get(name, "")) for name in self.fields.of(_KIND)},
                key=key or None,
                lead=leads.get(key),
                modified_at=moment_of(row.get("updatedAt")),
            )

    def _leads(self, rows: Sequence[Mapping[str, Any]], timeout: float) -> dict[str, RemoteRef]:
        """
        Return the person of each opportunity: the one with the primary role, else the one who is there longest.
        """
        keys = [key for row in rows if (key := str(row.get(KEY) or "")) and "," not in key]
        roles = self._roles(KEY, keys, timeout) if keys else []
        roles.sort(key=lambda one: (one.get("isPrimary") is not True, int(one["leadId"])), reverse=True)
        return {str(one[KEY]): RemoteRef(RemoteKind.LEAD, str(one["leadId"])) for one in roles}

    def _roles(self, field: str, values: Sequence[str], timeout: float) -> list[Any]:
        return self.instance.rows("/opportunities/roles.json", field, values, [KEY, "leadId", "isPrimary"], timeout)
