"""
Finding the leads that rows of a file may be about already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from leadflow.core.leads import Lead
from leadflow.core.problems import Problem
from leadflow.errors import ConfigurationError
from leadflow.ports import UnitOfWork

__all__ = ["UNREADABLE", "find_existing"]

UNREADABLE: Final = Problem(
    code="duplicate_unreadable",
    path="email",
    message="a lead with these details exists and cannot be read; repair the lead that the log names, then import the row again",
)
"""
Why a row is refused whose lead is there and cannot be read.
"""


def find_existing(unit: UnitOfWork, keys: Sequence[str]) -> tuple[Mapping[str, Lead], frozenset[str]]:
    """
    Find the leads with one of *keys*, as `leadflow.ports.LeadReader.with_keys` does.

    Returns:
        The leads by key, and the keys of those that cannot be read: one of them does not stop the others.
    """
    try:
        return unit.leads.with_keys(keys), frozenset()
    except ConfigurationError:
        pass
    found, unreadable = dict[str, Lead](), set[str]()
    for key in keys:
        try:
            found |= unit.leads.with_keys([key])
        except ConfigurationError:
            unreadable.add(key)
    return found, frozenset(unreadable)
