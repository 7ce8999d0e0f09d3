"""
A draft: untrusted input on its way to becoming a lead.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from leadflow.core.leads import Activity, ExternalId, LeadKind
from leadflow.core.problems import Problem
from leadflow.core.schema import Schema
from leadflow.core.values import Value, Values

__all__ = ["Draft", "read_draft"]


@frozen(kw_only=True)
class Draft:
    """
    Untrusted input on its way to becoming a lead: it is admitted or refused.

    Attributes:
        values: What could be read of it.
        problems: What could not be read, and warnings about what was.
        kind, source, stage, score, external_ids, created_at: As they will stand on the lead; None leaves a default.
        campaign: Id or name; None for no campaign.
        partner: Id or name of the partner it is meant for; None lets the routing decide.
        assignee_id: The person of that partner it is meant for; None for nobody in particular.
        history: What the prospect did before, in any order.
    """

    values: Values
    problems: tuple[Problem, ...] = ()
    kind: LeadKind = LeadKind.DISTRIBUTED
    source: str = "manual"
    stage: str | None = None
    score: int | None = None
    external_ids: tuple[ExternalId, ...] = ()
    created_at: datetime | None = None
    campaign: str | None = None
    partner: str | None = None
    assignee_id: str | None = None
    history: tuple[Activity, ...] = ()


def read_draft(
    schema: Schema,
    said: Mapping[str, Value],
    *,
    source: str = "manual",
    campaign: str | None = None,
    partner: str | None = None,
    assignee_id: str | None = None,
    external_ids: tuple[ExternalId, ...] = (),
    history: tuple[Activity, ...] = (),
) -> Draft:
    """
    Read what a form or a program says, by field name; texts are read by the kinds of their fields.

    Returns:
        A draft with everything that could be read, and a problem for each thing that could not.
    """
    values, problems = schema.leads.read(said)
    return Draft(
        values=values,
        problems=problems,
        source=source,
        campaign=campaign,
        partner=partner,
        assignee_id=assignee_id,
        external_ids=external_ids,
        history=history,
    )
