"""
Keys of migrated leads, made by the standard schema.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from attrs import frozen

from leadflow.core.kinds.texts import json_text
from leadflow.core.leads import ExternalId
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.values import Values
from leadflow.wire.json import to_json
from leadflow.wire.keys import KeyWriter
from leadflow.wire.pieces import PieceWire
from leadflow.wire.value_keys import odd_keys

__all__ = ["KEY_COLUMNS", "Said", "keys_of", "said_of", "values_of"]

KEY_COLUMNS: Final = ("duplicate_key", "keys")
"""
The columns of what `keys_of` gives.
"""

_LAYOUT: Final = STANDARD_SCHEMA.leads.layout
_NAMES: Final = _LAYOUT.names
_TEXTS: Final = frozenset(one.name for one in _LAYOUT.fields if one.kind.from_json is json_text)
_WIRE: Final = PieceWire(STANDARD_SCHEMA)
_KEYS: Final = KeyWriter(STANDARD_SCHEMA)
_NO_KEYS: Final[Mapping[str, Any]] = {}


@frozen
class Said:
    """
    What keys are made of beside the values of a lead.

    Attributes:
        source: Where it came from.
        stage: How far it is.
        external_ids: Its names in other systems.
    """

    source: str
    stage: str
    external_ids: tuple[ExternalId, ...]


# Leads that came together say the same here.
@lru_cache(maxsize=1_024)
def said_of(source: str, stage: str, external_ids: tuple[tuple[str, str], ...] = ()) -> Said:
    """
    Return what a lead says beside its values.
    """
    return Said(source, stage, tuple(ExternalId(*one) for one in external_ids))


def values_of(data: Mapping[str, Any], texts: bool) -> tuple[Values, Mapping[str, Any]]:
    """
    Read what people filled in; *texts* says that all of it are texts.

    Returns:
        It, and those of its keys that cannot be derived from it, since another kind has written it.
    """
    if texts and _TEXTS.issuperset(data):
        return Values(_LAYOUT, tuple(map(data.get, _NAMES))), _NO_KEYS
    values = _WIRE.load_values(data)
    return values, odd_keys(values, json.loads(_WIRE.dump_values(values)), data)


def keys_of(
    values: Sequence[tuple[Values, Mapping[str, Any]]], said: Sequence[Said], shared: Sequence[str | None]
) -> list[tuple[str | None, str]]:
    """
    Return the duplicate key and the keys of leads.

    Args:
        values: What each says, as `values_of` reads it.
        said: And beside its values.
        shared: For each lead that may have duplicates its campaign, or an empty text; None for others.
    """
    only = [one for one, _ in values]
    duplicates = [
        f"{campaign}\x1f{email}" if campaign is not None and (email := one.key("email")) else None
        for one, campaign in zip(only, shared, strict=True)
    ]
    keys = [
        to_json(json.loads(text) | odd) if odd else text
        for text, (_, odd) in zip(_KEYS.dumps_parts(only, said), values, strict=True)
    ]
    return list(zip(duplicates, keys, strict=True))
