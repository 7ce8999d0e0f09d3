"""
What a partner learns of conflicts.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from leadflow.core.conflicts.policy import ConflictPolicy, OnConflict
from leadflow.core.problems import Problem, Severity

__all__ = ["ConflictAnswer", "answer_conflict"]

_INELIGIBLE: Final = Problem(
    code="company_ineligible",
    path="company",
    message="the supplier serves this company itself, so it cannot be registered; register another company",
)
_MESSAGE: Final = "somebody else already has this person or company"


@frozen
class ConflictAnswer:
    """
    What a partner learns of conflicts: whether there is one, and never how many, of which kind or with whom.

    Attributes:
        problem: What the partner is shown: a warning, or why nothing was registered; None if nothing is said.
    """

    problem: Problem | None = None

    @property
    def refused(self) -> bool:
        """
        True if nothing is registered.
        """
        return self.problem is not None and self.problem.severity is Severity.ERROR

    @property
    def exists(self) -> bool:
        """
        True if the partner is shown that there is a conflict.
        """
        return self.problem is not None and self.problem.code == "conflict_exists"


def answer_conflict(*, found: bool, ours: bool, policy: ConflictPolicy) -> ConflictAnswer:
    """
    Return what a partner is shown.

    Args:
        found: Whether there is any conflict.
        ours: Whether the supplier serves the company itself, which nobody can register then.
        policy: What happens with a conflict.
    """
    if ours:
        return ConflictAnswer(_INELIGIBLE)
    if not found or policy.then is OnConflict.ALLOW:
        return ConflictAnswer()
    if policy.then is OnConflict.REFUSE:
        message = f"{_MESSAGE}, so it was not registered; ask the supplier"
        return ConflictAnswer(Problem(code="conflict_exists", path="", message=message))
    message = f"{_MESSAGE}; the supplier decides who works it"
    return ConflictAnswer(Problem(code="conflict_exists", path="", message=message, severity=Severity.WARNING))
