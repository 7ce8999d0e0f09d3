"""
A message about a lead, whose trail contracts write and read.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from attrs import evolve

from leadflow.core.actors import Actor, Channel
from leadflow.core.changes import Changes
from leadflow.core.facts import Assigned, AssignedBy, Notice
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import (
    MessageFact,
    MessageTrail,
    PostEvent,
)
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, NOW, SUPPLIER, a_lead, a_message, change_to, changes_of

__all__ = ["ASSIGNED", "MESSAGE", "NOTICE", "post_event", "posted", "told"]

NOTICE: Final = Notice(EmailStatus.QUEUED)
ASSIGNED: Final = (
    change_to(a_lead(), Assigned(partner_id="nordlys", by=AssignedBy.PERSON, notice=NOTICE)).leads[0].after
)
MESSAGE: Final = a_message(ASSIGNED)


def told() -> tuple[Changes, Changes]:
    """
    Return a lead that was received, and its assignment of which somebody is notified.
    """
    assigned = change_to(a_lead(), Assigned(partner_id="nordlys", by=AssignedBy.PERSON, notice=NOTICE))
    return changes_of(a_lead()), evolve(assigned, messages=(MESSAGE,))


def post_event(fact: MessageFact, seq: int = 1, key: str = MESSAGE.key) -> PostEvent:
    """
    Return an entry of a message's trail, so many minutes after the first moment as its number says.
    """
    return PostEvent(key, seq, NOW + timedelta(minutes=seq), Actor("anna\u2028\u0085 n", Channel.API), fact)


def posted(open_unit: OpenUnit) -> MessageTrail:
    """
    Return the message with its trail, as a unit of its own reads it.
    """
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        return unit.posts.one(MESSAGE.key)
