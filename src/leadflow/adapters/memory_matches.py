"""
Finds leads in memory by the keys of their company and person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from attrs import define, field

from leadflow.core.conflicts import match_keys
from leadflow.core.leads import Lead

__all__ = ["KeptMatches"]


@define
class KeptMatches:
    """
    The leads of each key, brought up to date when somebody looks: writing leads costs nothing more.
    """

    _changed: set[str] = field(factory=set)
    _keys: dict[str, frozenset[str]] = field(factory=dict)
    _ids: dict[str, dict[str, None]] = field(factory=dict)

    def changed(self, lead_id: str) -> None:
        """
        Note that a lead may say something else.
        """
        self._changed.add(lead_id)

    def sharing(self, keys: Collection[str], leads: Mapping[str, Lead]) -> Iterator[str]:
        """
        Return the ids of the leads that have one of *keys*, once each.
        """
        for lead_id in sorted(self._changed):
            self._update(lead_id, match_keys(leads[lead_id].values))
        self._changed.clear()
        yield from dict.fromkeys(lead_id for key in sorted(keys) for lead_id in self._ids.get(key, ()))

    def _update(self, lead_id: str, keys: frozenset[str]) -> None:
        before = self._keys.get(lead_id, frozenset())
        for key in before - keys:
            del self._ids[key][lead_id]
        for key in keys - before:
            self._ids.setdefault(key, {})[lead_id] = None
        self._keys[lead_id] = keys
