"""
Continues a lead by a duplicate of it.

A lead never changes its partner in place, so that what one partner did with it stays apart from what the next one does.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from attrs import frozen

from leadflow.core.attaching import carried_files
from leadflow.core.facts import (
    Actor,
    Continued,
    Deactivated,
    Duplicated,
    Fact,
    Received,
)
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.notifications import (
    Message,
    RecipientDecision,
)
from leadflow.core.timeline import LeadChange, LeadEvent

__all__ = ["LeadMove", "begin_duplicate", "end_original", "move_on", "waiting_duplicate"]


@frozen(kw_only=True)
class LeadMove:
    """
    A lead, and the duplicate that continues it.

    Attributes:
        original: What is to be written of the lead.
        change: What is to be written of the duplicate; of the lead itself where no duplicate is made.
        messages: To be sent once this is written.
        recipients: Who is notified of the duplicate, and why the others are not; None if nobody was considered.
    """

    ok: ClassVar[Literal[True]] = True
    original: LeadChange
    change: LeadChange
    messages: tuple[Message, ...] = ()
    recipients: RecipientDecision | None = None

    @property
    def lead(self) -> Lead:
        """
        The duplicate, or the lead itself where none is made.
        """
        return self.change.after

    @property
    def changes(self) -> tuple[LeadChange, ...]:
        """
        Both leads, once each.
        """
        return (self.original,) if self.change is self.original else (self.original, self.change)

    @property
    def events(self) -> tuple[LeadEvent, ...]:
        """
        The new events of both, the original's first.
        """
        return tuple(event for change in self.changes for event in change.events)


def move_on(rejected: LeadChange, new_id: str, *, first_stage: str, now: datetime, actor: Actor) -> LeadMove:
    """
    Continue a lead that its partner rejects by a duplicate that waits to be routed.

    Args:
        rejected: Of the lead, which is rejected after it.
        new_id: Of the duplicate.
        first_stage: Of the programme.
        now: When, in UTC.
        actor: Who is named in the events of that. The next partner reads them, so it is not who rejected the lead.
    """
    original = end_original(rejected, new_id, Deactivated(reason="moved_on"), now, actor)
    return LeadMove(original=original, change=waiting_duplicate(rejected.after, new_id, first_stage, now, actor))


def waiting_duplicate(lead: Lead, new_id: str, first_stage: str, now: datetime, actor: Actor) -> LeadChange:
    """
    Begin a duplicate of *lead* that waits for a partner.
    """
    return begin_duplicate(lead, new_id, (), first_stage, now, actor)


def begin_duplicate(
    lead: Lead, new_id: str, facts: tuple[Fact, ...], first_stage: str, now: datetime, actor: Actor
) -> LeadChange:
    """
    Begin a duplicate of *lead* by `Received`, its files and *facts*.
    """
    received = Received(
        kind=LeadKind.DISTRIBUTED,
        source=lead.source,
        campaign_id=lead.campaign_id,
        stage=first_stage,
        score=lead.score,
        external_ids=lead.external_ids,
        created_at=lead.created_at,
        assessment=lead.assessment,
    )
    return LeadChange.begin(
        new_id,
        received,
        Duplicated(lead_id=lead.id),
        *carried_files(lead),
        *facts,
        supplier_id=lead.supplier_id,
        values=lead.values,
        at=now,
        actor=actor,
        history=lead.history,
    )


def end_original(change: LeadChange, new_id: str | None, fact: Deactivated, now: datetime, actor: Actor) -> LeadChange:
    """
    Deactivate a lead by *fact*, and name the duplicate that continues it if there is one.
    """
    if new_id is not None:
        change = change.then(Continued(lead_id=new_id), at=now, actor=actor)
    return change.then(fact, at=now, actor=actor)
