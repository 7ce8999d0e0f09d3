"""
The personal data of a lead is erased.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from leadflow.core.facts.steps import Declared, Happening, Members, Steps

__all__ = ["STEPS", "Erased"]


@frozen
class Erased:
    """
    The lead lost its values, its history, its files and its ids in other systems; a skeleton without personal data
    stays.
    """


def _erased(before: Members, _: Happening, __: Erased, ___: Declared) -> Members:
    values = before["values"]
    return {
        "values": values.without(tuple(values)),
        "history": (),
        "attachments": (),
        "external_ids": (),
        "campaign_activity_at": None,
        "crm_system": None,
        "unknown": "",
    }


STEPS: Final[Steps] = {Erased: _erased}
