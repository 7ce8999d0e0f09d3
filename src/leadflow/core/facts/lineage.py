"""
A lead is continued by another one: at another partner, or waiting for one.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from leadflow.core.facts.steps import Declared, Happening, Members, Steps

__all__ = ["STEPS", "Continued", "Duplicated"]


@frozen(kw_only=True)
class Duplicated:
    """
    The lead was made as a duplicate, which continues another lead.

    Attributes:
        lead_id: Of the lead that it continues.
    """

    lead_id: str


@frozen(kw_only=True)
class Continued:
    """
    A duplicate continues the lead from now on.

    Attributes:
        lead_id: Of the duplicate.
    """

    lead_id: str


def _duplicated(_: Members, __: Happening, fact: Duplicated, ___: Declared) -> Members:
    return {"duplicated_from": fact.lead_id, "partner_activity_at": None, "crm_system": None}


def _continued(_: Members, __: Happening, fact: Continued, ___: Declared) -> Members:
    return {"superseded_by": fact.lead_id}


STEPS: Final[Steps] = {Duplicated: _duplicated, Continued: _continued}
