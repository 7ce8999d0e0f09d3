"""
What the exchange with another system has brought: conflicts, and what a prospect did.
"""

from __future__ import annotations

from typing import Final

import attrs
from attrs import frozen

from leadflow.core.facts.steps import Declared, Happening, Members, Steps
from leadflow.core.leads import Activity, campaign_activity_at, latest_activities

__all__ = ["STEPS", "ConflictFound", "ConflictingValue", "HistoryAdded"]


@frozen
class ConflictingValue:
    """
    A field that both sides have changed.

    Attributes:
        field: What leadflow calls it.
        before: What it was here, as a text; None where it said nothing.
        after: What it was in the other system, as a text; None where it said nothing.
    """

    field: str
    before: str | None = attrs.field(default=None, repr=False)
    after: str | None = attrs.field(default=None, repr=False)


@frozen(kw_only=True)
class ConflictFound:
    """
    Leadflow and another system had both changed something since they last exchanged it.

    Attributes:
        connection: The name of the connection.
        kept: Which side was kept: ``theirs``, ``ours``, or ``ask`` while a person has to choose.
        opportunity_id: The opportunity that it is about; None for the lead itself.
        changes: Each such field. Empty once it is erased.
    """

    connection: str
    kept: str
    opportunity_id: str | None = None
    changes: tuple[ConflictingValue, ...] = ()


@frozen(kw_only=True)
class HistoryAdded:
    """
    Another system told more of what the prospect did. It is no change of the lead: not even when it was last modified.

    Attributes:
        connection: The name of the connection.
        history: What the lead did not say yet, in the order in which it happened. Empty once it is erased.
    """

    connection: str
    history: tuple[Activity, ...] = attrs.field(default=(), repr=False)


def _conflict(_: Members, __: Happening, ___: ConflictFound, ____: Declared) -> Members:
    return {}


def _history_added(before: Members, _: Happening, fact: HistoryAdded, __: Declared) -> Members:
    had = before["history"]
    same = {"modified_at": before["modified_at"]} if "modified_at" in before else {}
    if all(one in had for one in fact.history):
        return same
    history = latest_activities((*had, *fact.history))
    moment = campaign_activity_at(history, before.get("campaign_id"))
    return {**same, "history": history, "campaign_activity_at": moment}


STEPS: Final[Steps] = {ConflictFound: _conflict, HistoryAdded: _history_added}
