"""
Says what a query asks for in vain: partners and stages that do not exist.

Only queries that find nothing are looked at, because leads may still be at a partner that is gone, or in a stage of an
earlier programme.
"""

from __future__ import annotations

from collections.abc import Iterable

from leadflow.core.problems import Problem, near, or_list
from leadflow.core.stages import StagePolicy
from leadflow.core.views import LeadQuery
from leadflow.errors import InvalidInput
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import Caller

__all__ = ["check_found", "check_partner"]


def check_found(caller: Caller, unit: UnitOfWork, query: LeadQuery, found: object) -> None:
    """
    Make sure that a query that *found* nothing names partners that the caller sees, and stages of the programme.

    Raises:
        NotFound: This supplier has no such partner, or the caller does not see it.
        InvalidInput: The programme has no such stage (``stage_unknown``).
    """
    if found or query.after is not None:
        return
    for partner_id in sorted(query.partner_ids):
        caller.partner(unit, partner_id)
    problems = tuple(_unknown_stages(query.stages, caller.setting.programme.stages))
    if problems:
        raise InvalidInput(problems)


def check_partner(caller: Caller, unit: UnitOfWork, partner_id: str | None, found: object) -> None:
    """
    Make sure that a query that *found* nothing names a partner that the caller sees, if it names one.

    Raises:
        NotFound: This supplier has no such partner, or the caller does not see it.
    """
    if not found and partner_id is not None:
        caller.partner(unit, partner_id)


def _unknown_stages(asked: Iterable[str], stages: StagePolicy) -> Iterable[Problem]:
    for stage in sorted(set(asked) - set(stages.all)):
        close = near(stage, stages.all)
        message = f"'{stage}' is not a stage of this programme; use {or_list(close or stages.all)}"
        yield Problem(code="stage_unknown", path="LeadQuery.stages", message=message, suggestions=close, value=stage)
