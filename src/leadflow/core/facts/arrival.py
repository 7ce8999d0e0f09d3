"""
A lead is created.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from attrs import frozen

from leadflow.core.actors import Side
from leadflow.core.facts.steps import Declared, Happening, Members, Steps
from leadflow.core.leads import ExternalId, LeadAssessment, LeadKind, campaign_activity_at

__all__ = ["STEPS", "Received"]


@frozen(kw_only=True)
class Received:
    """
    A lead was created. Its values are on the lead only, where they can be erased.

    Attributes:
        created_at: What the system that it came from says; None if that is not known.
        assessment: How strong it was beside past leads; None if leads were not assessed.
        import_id, row: The import and the row number it came from; None if it came another way.
    """

    kind: LeadKind
    source: str
    campaign_id: str | None = None
    stage: str = "open"
    score: int = 50
    external_ids: tuple[ExternalId, ...] = ()
    created_at: datetime | None = None
    import_id: str | None = None
    row: int | None = None
    assessment: LeadAssessment | None = None


def _received(before: Members, event: Happening, fact: Received, _: Declared) -> Members:
    linked = fact.external_ids if event.actor.side is Side.PARTNER else ()
    derived = {
        "campaign_activity_at": campaign_activity_at(before.get("history", ()), fact.campaign_id),
        "crm_system": linked[0].system if linked else None,
    }
    return {
        "id": event.lead_id,
        "received_at": event.at,
        "kind": fact.kind,
        "source": fact.source,
        "campaign_id": fact.campaign_id,
        "stage": fact.stage,
        "score": fact.score,
        "external_ids": fact.external_ids,
        "created_at": fact.created_at,
        "import_id": fact.import_id,
        "assessment": fact.assessment,
        **{name: said for name, said in derived.items() if said is not None},
    }


STEPS: Final[Steps] = {Received: _received}
