"""
Derives a lead from its events.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Final

import attrs

from leadflow.core.actors import Side
from leadflow.core.facts import STEPS
from leadflow.core.facts.steps import Declared, Members
from leadflow.core.leads import Activity, EmailStatus, Lead
from leadflow.core.schema import Fields
from leadflow.core.timeline.events import LeadEvent
from leadflow.core.values import Values

__all__ = ["admitted", "follow", "members_of"]

_NAMES: Final = tuple(one.name for one in attrs.fields(Lead))
_read: Final = attrgetter(*_NAMES)


def members_of(lead: Lead) -> Members:
    """
    Return all members of *lead*, so that ``Lead(**members)`` makes it again.
    """
    return dict(zip(_NAMES, _read(lead), strict=True))


def admitted(supplier_id: str, values: Values, history: tuple[Activity, ...]) -> Members:
    """
    Return the members that a lead has before its first event.
    """
    return {
        "supplier_id": supplier_id,
        "values": values,
        "history": history,
        "email_status": EmailStatus.NOT_DUE,
        "mail_seq": 0,
        "attachments": (),
    }


def follow(members: Members, events: Iterable[LeadEvent], fields: Fields | None = None) -> Members:
    """
    Return *members*, which are changed, as they are after *events*; *fields* declares names that it did not say before.
    """
    declared: Declared = fields or {}
    for event in events:
        changed = STEPS[type(event.fact)](members, event, event.fact, declared)
        members["modified_at"], members["seq"] = event.at, event.seq
        # A duplicate begins by who ended the original, who may be somebody of the partner that had it.
        if event.actor.side is Side.PARTNER and (members.get("partner_id") or not members.get("duplicated_from")):
            members["partner_activity_at"] = event.at
        members |= changed
    return members
