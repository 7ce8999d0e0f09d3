"""
Parts of stored values, for stores with columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any, cast

from leadflow.core.facts import Fact
from leadflow.core.leads import Lead
from leadflow.core.schema import Schema
from leadflow.core.values import Value, Values
from leadflow.wire.converter import UnknownMembers
from leadflow.wire.documents import Wire, unreadable
from leadflow.wire.json import from_json, to_json
from leadflow.wire.unknown import rest_of
from leadflow.wire.values import ValuesReader

__all__ = ["PieceWire"]


class PieceWire(Wire):
    """
    A wire that also writes pieces: the values of a lead without the lead, and a fact without its event.
    """

    def __init__(self, schema: Schema) -> None:
        """
        Take the *schema* that says of which kind each value is.
        """
        super().__init__(schema)
        self._dump_said = self._converter.get_unstructure_hook(Values)
        self._load_said = ValuesReader(schema.leads)
        self._latest: tuple[str | bytes, Values] | None = None

    def dump_values(self, values: Values) -> str:
        """
        Write what a record says as a JSON object, for stores that keep it apart from the record.
        """
        return to_json(self._dump_said(values))

    def load_values(self, written: str | bytes | Mapping[str, Any]) -> Values:
        """
        Read back what `dump_values` wrote of a lead; a driver may have read the JSON already.

        The same text as the last time gives the same values: a lead is often read for several people in a row.

        Raises:
            ConfigurationError: It is damaged.
        """
        latest = self._latest
        if latest is not None and latest[0] == written:
            return latest[1]
        try:
            if isinstance(written, Mapping):
                return self._load_said(written, Values)
            values = self._load_said(from_json(written), Values)
            self._latest = written, values
            return values
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise unreadable("values", error) from None

    def load_column(self, name: str, written: Iterable[Any]) -> list[Value]:
        """
        Read back what `dump_values` wrote for one field, of many leads; None where a lead says nothing of it.

        Args:
            name: Of a field of leads.
            written: The member of each object, as JSON is read.
        """
        return self._load_said.column(name, written)

    def dump_own_keys(self, lead: Lead) -> str:
        """
        Write the keys of a lead's own fields, for `dump_keys_with`.
        """
        return self._keys.own(lead)

    def dump_keys_with(self, values: Sequence[Values], own: Sequence[str]) -> list[str]:
        """
        Write the keys of many leads of which only this is left: what each says, and `dump_own_keys` of it.
        """
        return self._keys.dumps_with(values, own)

    def dump_fact(self, fact: Fact) -> dict[str, Any]:
        """
        Write a fact as plain JSON, with its name, for stores that keep it apart from its event.
        """
        return cast("dict[str, Any]", self._converter.unstructure(fact, unstructure_as=Fact))

    def load_fact(self, data: dict[str, Any]) -> tuple[Fact, dict[str, Any]]:
        """
        Read back what `dump_fact` wrote, in this version or an earlier one, and return beside it what is not known of
        it.

        Raises:
            ConfigurationError: It is damaged.
        """
        try:
            try:
                return cast("Fact", self._converter.structure(dict(data), Fact)), {}  # type: ignore[arg-type]  # cattrs takes unions, and its annotation says classes
            except UnknownMembers:
                fact = cast("Fact", self._lenient.structure(deepcopy(data), Fact))  # type: ignore[arg-type]  # cattrs takes unions, and its annotation says classes
                return fact, rest_of(data, {**self.dump_fact(fact), "v": 1, "needs": 1})
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise unreadable("fact", error) from None
