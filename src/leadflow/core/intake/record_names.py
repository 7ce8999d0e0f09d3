"""
Names of what a lead's record says: they are not values of a form, and a draft takes them in another place or not at
all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import evolve

from leadflow.core.problems import Problem
from leadflow.core.schema import STANDARD_SCHEMA

__all__ = ["advise_record_names"]

_PARAMETERS: Final = {
    "source": "source",
    "stage": "stage",
    "campaign": "campaign",
    "campaign_id": "campaign",
    "campaign_name": "campaign",
    "partner": "partner",
    "partner_id": "partner",
    "partner_name": "partner_name",
    "created_at": "created_at",
    "lead_score": "score",
    "score": "score",
    "assignee": "assignee_id",
    "assignee_id": "assignee_id",
    "external_id": "external_ids",
    "external_ids": "external_ids",
    "history": "history",
    "activities": "history",
}
_SUBMISSION: Final = frozenset({"kind"})
_SET_BY_LEADFLOW: Final = frozenset({"id", "supplier_id", "seq", "history_count"}) | {
    name for name, one in STANDARD_SCHEMA.leads.items() if one.record
}


def advise_record_names(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """
    Return *problems* about a form, in which unknown fields that a lead's record has say where those are given.
    """
    return tuple(_advised(one) if one.code == "field_unknown" else one for one in problems)


def _advised(problem: Problem) -> Problem:
    name = problem.path
    if name in _PARAMETERS:
        hint = f"give it to read_draft as {_PARAMETERS[name]}="
    elif name in _SUBMISSION:
        hint = f"give it in the draft's submission, as Submission({name}=...)"
    elif name in _SET_BY_LEADFLOW:
        hint = "leadflow sets it itself, so leave it out"
    else:
        return problem
    return evolve(problem, message=f"'{name}' is not a field of the form; {hint}", suggestions=())
