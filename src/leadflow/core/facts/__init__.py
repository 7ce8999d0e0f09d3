"""
Facts: what can happen to a lead, a closed list.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.actors import Actor, Channel
from leadflow.core.decisions import Notice, NoticeLine, RoutingTrace
from leadflow.core.facts import (
    arrival,
    assessing,
    deadlines,
    erasing,
    files,
    handling,
    lineage,
    merging,
    registration,
    routing,
    sales,
    syncing,
    values,
)
from leadflow.core.facts import inert_facts as kept
from leadflow.core.facts.arrival import Received
from leadflow.core.facts.assessing import AssessmentChanged, AssessmentRated
from leadflow.core.facts.deadlines import DeadlineMoved, DeadlinePassed, StepResult
from leadflow.core.facts.erasing import Erased
from leadflow.core.facts.files import FileAttached, FileOpened, FileRemoved
from leadflow.core.facts.handling import Accepted, Deactivated, NoticeSent, Reactivated, Reassigned, Rejected
from leadflow.core.facts.inert_facts import Mailed
from leadflow.core.facts.lineage import Continued, Duplicated
from leadflow.core.facts.merging import ConflictRuled, Merged, MergedInto
from leadflow.core.facts.registration import (
    Distributed,
    ProtectionEnded,
    ProtectionExtended,
    Registered,
    RegistrationDenied,
    RegistrationReturned,
    RegistrationSubmitted,
    RegistrationWithdrawn,
)
from leadflow.core.facts.routing import Assigned, AssignedBy, Held, Routed
from leadflow.core.facts.sales import (
    ExternalIdsChanged,
    OpportunityChange,
    OpportunityRegistered,
    OpportunityUpdated,
    ScoreChanged,
    StageChanged,
)
from leadflow.core.facts.steps import Steps
from leadflow.core.facts.syncing import ConflictFound, ConflictingValue, HistoryAdded
from leadflow.core.facts.values import FieldChange, ValuesChanged
from leadflow.core.unknown import UnknownFact

__all__ = [
    "STEPS",
    "Accepted",
    "Actor",
    "AssessmentChanged",
    "AssessmentRated",
    "Assigned",
    "AssignedBy",
    "Channel",
    "ConflictFound",
    "ConflictRuled",
    "ConflictingValue",
    "Continued",
    "Deactivated",
    "DeadlineMoved",
    "DeadlinePassed",
    "Distributed",
    "Duplicated",
    "Erased",
    "ExternalIdsChanged",
    "Fact",
    "FieldChange",
    "FileAttached",
    "FileOpened",
    "FileRemoved",
    "Held",
    "HistoryAdded",
    "Mailed",
    "Merged",
    "MergedInto",
    "Notice",
    "NoticeLine",
    "NoticeSent",
    "OpportunityChange",
    "OpportunityRegistered",
    "OpportunityUpdated",
    "ProtectionEnded",
    "ProtectionExtended",
    "Reactivated",
    "Reassigned",
    "Received",
    "Registered",
    "RegistrationDenied",
    "RegistrationReturned",
    "RegistrationSubmitted",
    "RegistrationWithdrawn",
    "Rejected",
    "Routed",
    "RoutingTrace",
    "ScoreChanged",
    "StageChanged",
    "StepResult",
    "UnknownFact",
    "ValuesChanged",
]

Fact = (
    Received
    | Routed
    | Assigned
    | Held
    | Reassigned
    | Accepted
    | Rejected
    | ValuesChanged
    | Deactivated
    | Reactivated
    | Duplicated
    | Continued
    | StageChanged
    | ScoreChanged
    | ExternalIdsChanged
    | OpportunityRegistered
    | OpportunityUpdated
    | RegistrationSubmitted
    | RegistrationReturned
    | Registered
    | RegistrationDenied
    | RegistrationWithdrawn
    | ProtectionExtended
    | ProtectionEnded
    | Distributed
    | ConflictFound
    | HistoryAdded
    | ConflictRuled
    | Merged
    | MergedInto
    | DeadlinePassed
    | DeadlineMoved
    | AssessmentChanged
    | AssessmentRated
    | FileAttached
    | FileRemoved
    | FileOpened
    | Erased
    | NoticeSent
    | Mailed
    | UnknownFact
)
"""
Everything that can happen to a lead; readers match on it and end with ``assert_never``.
"""

STEPS: Final[Steps] = {
    **arrival.STEPS,
    **routing.STEPS,
    **handling.STEPS,
    **lineage.STEPS,
    **merging.STEPS,
    **sales.STEPS,
    **registration.STEPS,
    **deadlines.STEPS,
    **syncing.STEPS,
    **assessing.STEPS,
    **values.STEPS,
    **files.STEPS,
    **erasing.STEPS,
    **kept.STEPS,
}
"""
The step of each fact of the union.
"""
