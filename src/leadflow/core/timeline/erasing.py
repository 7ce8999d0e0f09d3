"""
Erases personal data from events; that something happened stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, assert_never

from attrs import evolve

from leadflow.core.facts import (
    Accepted,
    AssessmentChanged,
    AssessmentRated,
    Assigned,
    ConflictFound,
    ConflictRuled,
    Continued,
    Deactivated,
    DeadlineMoved,
    DeadlinePassed,
    Distributed,
    Duplicated,
    Erased,
    ExternalIdsChanged,
    Fact,
    FileAttached,
    FileOpened,
    FileRemoved,
    Held,
    HistoryAdded,
    Mailed,
    Merged,
    MergedInto,
    NoticeSent,
    OpportunityRegistered,
    OpportunityUpdated,
    ProtectionEnded,
    ProtectionExtended,
    Reactivated,
    Reassigned,
    Received,
    Registered,
    RegistrationDenied,
    RegistrationReturned,
    RegistrationSubmitted,
    RegistrationWithdrawn,
    Rejected,
    Routed,
    ScoreChanged,
    StageChanged,
    UnknownFact,
    ValuesChanged,
)
from leadflow.core.leads import Attachment, ExternalId, Lead
from leadflow.core.timeline.events import LeadEvent

__all__ = ["erased", "erased_fact", "erased_lead", "erased_name"]

_ERASED: Final = "erased:"


def erased(event: LeadEvent) -> LeadEvent:
    """
    Return *event* without what it says of persons; of what a newer build wrote only the name of the fact is left.
    """
    return evolve(event, fact=erased_fact(event.fact), unknown="")


def erased_lead(lead: Lead) -> Lead:
    """
    Return *lead* after its events were erased: its files lose their names, what other systems call it only says which
    systems those are, and its values and its history stay.
    """
    files, ids = tuple(map(_nameless, lead.attachments)), _nobody(lead.external_ids)
    return evolve(lead, attachments=files, external_ids=ids) if files or ids else lead


def erased_name(name: str) -> str:
    """
    Return what a fact that only newer builds know is called once it is erased: they would miss what it said.
    """
    return name if name.startswith(_ERASED) else _ERASED + name


def erased_fact(fact: Fact) -> Fact:
    """
    Return *fact* without what it says of persons.
    """
    match fact:
        case Received():
            return evolve(fact, external_ids=_nobody(fact.external_ids)) if fact.external_ids else fact
        case ExternalIdsChanged():
            return ExternalIdsChanged(external_ids=_nobody(fact.external_ids), before=_nobody(fact.before))
        case ValuesChanged():
            return ValuesChanged(())
        case (
            Rejected()
            | Deactivated()
            | StageChanged()
            | AssessmentRated()
            | RegistrationReturned()
            | RegistrationDenied()
        ):
            return evolve(fact, comment=None)
        case Merged() | HistoryAdded():
            return evolve(fact, history=())
        case OpportunityUpdated():
            return evolve(fact, changes=())
        case ConflictFound():
            return evolve(fact, changes=())
        case FileAttached(attachment):
            return FileAttached(_nameless(attachment))
        case UnknownFact(name=name):
            return UnknownFact(name=erased_name(name), body='{"v":1}')
        case (
            Routed()
            | Assigned()
            | Held()
            | Reassigned()
            | Accepted()
            | Reactivated()
            | Duplicated()
            | Continued()
            | ConflictRuled()
            | MergedInto()
            | ScoreChanged()
            | OpportunityRegistered()
            | RegistrationSubmitted()
            | Registered()
            | RegistrationWithdrawn()
            | ProtectionExtended()
            | ProtectionEnded()
            | Distributed()
            | DeadlinePassed()
            | DeadlineMoved()
            | AssessmentChanged()
            | FileRemoved()
            | FileOpened()
            | Erased()
            | NoticeSent()
            | Mailed()
        ):
            return fact
        case _:
            assert_never(fact)


def _nobody(ids: Iterable[ExternalId]) -> tuple[ExternalId, ...]:
    return tuple(evolve(one, id="") for one in ids)


def _nameless(attachment: Attachment) -> Attachment:
    return evolve(attachment, name="", original_name="")
