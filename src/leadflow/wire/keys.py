"""
Stored keys: the comparison keys of a record, as JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from leadflow.core.fields import AnyField
from leadflow.core.kinds import TEXT, Family
from leadflow.core.leads import Lead
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import Campaign, Partner
from leadflow.core.records import OPPORTUNITY_FIELDS, RecordField, Subject
from leadflow.core.schema import Fields, Schema
from leadflow.core.values import Columns, Layout, Value, Values
from leadflow.wire.json import to_json
from leadflow.wire.value_keys import stored_keys

__all__ = ["WRITTEN", "KeyWriter", "Keyed", "keys_of_values", "keys_text"]

Keyed = Lead | Partner | Campaign | Opportunity
"""
The records that have keys.
"""

WRITTEN: Final = "="
"""
Stands before the name of a record's field and holds it as it was written: a list, or a text that differs from its key.
"""


class KeyWriter:
    """
    Writes the keys of leads, partners, campaigns and opportunities as JSON objects, by field name; one serves all
    threads.

    Text, dates and moments are texts, numbers are numbers, money is ``[currency, amount]`` and multi-choice a list.
    What says nothing is left out, and so is what is on another record, or in a column of its own. Of what
    people filled in, only those keys are written that cannot be derived from the value; see `leadflow.wire.value_keys`.
    """

    def __init__(self, schema: Schema) -> None:
        """
        Take the *schema* that says of which kind each value is.
        """
        self._of = {
            Lead: _RecordKeys(schema.of(Subject.LEAD)),
            Partner: _RecordKeys(schema.of(Subject.PARTNER)),
            Campaign: _RecordKeys(schema.of(Subject.CAMPAIGN)),
            Opportunity: _RecordKeys(Fields(OPPORTUNITY_FIELDS)),
        }

    def dumps(self, records: Sequence[Keyed]) -> list[str]:
        """
        Write the keys of each of *records*, which are of one class, as a JSON object.
        """
        own, values = list(map(self.own, records)), list[Values]()
        for one in records:
            if isinstance(one, Opportunity):
                return [f"{{{each}}}" for each in own]  # all that it says is its own
            values.append(one.values if isinstance(one, Lead) else one.attributes)
        return self.dumps_with(values, own)

    def dumps_parts(self, values: Sequence[Values], leads: Sequence[object]) -> list[str]:
        """
        Write the keys of leads that nobody has made whole.

        Args:
            values: What each says.
            leads: For each an object with those attributes of a lead that keys are made of.
        """
        return self.dumps_with(values, list(map(self._of[Lead].of, leads)))

    def own(self, record: Keyed) -> str:
        """
        Write the keys of a record's own fields, for `dumps_with`.
        """
        return self._of[type(record)].of(record)

    def dumps_with(self, values: Sequence[Values], own: Sequence[str]) -> list[str]:
        """
        Write the keys of what records say, each with those of its own fields: the records need not be there any more.
        """
        members = [""] * len(values)
        for at, found in keys_of_values(values).items():
            members[at] = _members(found)
        both = zip(members, own, strict=True)
        return [f"{{{one},{other}}}" if one and other else f"{{{one or other}}}" for one, other in both]


def keys_of_values(values: Sequence[Values]) -> dict[int, dict[str, Any]]:
    """
    Return the keys that are stored of what records say, by the place of the record and the name of the field.
    """
    keys: dict[int, dict[str, Any]] = {}
    for places in _by_layout(values).values():
        for at, found in stored_keys(Columns.of([values[at] for at in places])).items():
            keys[places[at]] = found
    return keys


def keys_text(keys: dict[str, Any]) -> str:
    """
    Return *keys* as they are stored.
    """
    return f"{{{_members(keys)}}}"


def _by_layout(values: Sequence[Values]) -> dict[Layout, Sequence[int]]:
    """
    Return the places of each layout; records that are written together have mostly one.
    """
    if values and all(one.layout is values[0].layout for one in values):
        return {values[0].layout: range(len(values))}
    places: dict[Layout, list[int]] = {}
    for at, one in enumerate(values):
        places.setdefault(one.layout, []).append(at)
    return dict(places)


class _RecordKeys:
    """
    The keys of the fields that live on records of one sort.
    """

    def __init__(self, declared: Fields) -> None:
        fields = [one for one in declared.values() if isinstance(one, RecordField) and _has_key(one)]
        self._readers = [one.get for one in fields]
        keys = [(one.name, _json_key(one), "" if one.column else f"{WRITTEN}{one.name}") for one in fields]

        # Most records of a chunk say the same here, but for their ids.
        @lru_cache(maxsize=1_024)
        def members_of(said: tuple[Value, ...]) -> str:
            found: dict[str, Any] = {}
            for (name, make, written), value in zip(keys, said, strict=True):
                if value is None or value == ():
                    continue
                key = make(value)
                differs = isinstance(value, tuple) or (isinstance(value, str) and value != key)
                if not written:
                    if differs:
                        found[name] = key
                elif key != "":
                    found[name] = key
                    if differs:
                        found[written] = list(value) if isinstance(value, tuple) else value
            return _members(found)

        self._members_of = members_of

    def of(self, record: object) -> str:
        """
        Return the keys of a record as the members of a JSON object.
        """
        return self._members_of(tuple([read(record) for read in self._readers]))


def _has_key(field: RecordField[Any]) -> bool:
    """
    Return whether a key is stored: not where the field's column is compared as it is, nor for what another record
    stores.
    """
    return not field.of_several and field.beside is None and (not field.column or field.kind is TEXT)


def _members(keys: dict[str, Any]) -> str:
    """
    Return *keys* as the members of a JSON object.
    """
    text = to_json(keys)[1:-1]
    return text if "\\u0000" not in text else to_json({name: _storable(key) for name, key in keys.items()})[1:-1]


def _json_key(field: AnyField) -> Callable[[Value], Any]:
    """
    Return what makes the key of a field's values as JSON can hold it; an empty text if nothing is left to compare.
    """
    make = field.kind.key
    return (lambda value: sorted(make(value)) or "") if field.kind.family is Family.MULTI else make  # type: ignore[arg-type]  # a key of several words is a set of texts


def _storable(key: Any) -> Any:
    """
    Return *key* without NUL, which PostgreSQL cannot keep; only a host's own record can hold it.
    """
    if isinstance(key, list):
        return [_storable(one) for one in key]
    return key.replace("\x00", "") if isinstance(key, str) else key
