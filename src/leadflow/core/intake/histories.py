"""
What a prospect did: in order, as plain text, and not too long.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from attrs import evolve

from leadflow.core.leads import MOST_ACTIVITIES, Activity
from leadflow.core.lengths import LONGEST_NAME
from leadflow.core.problems import Problem, Severity
from leadflow.core.text import clean_text

__all__ = ["LONGEST_ACTIVITY", "MOST_ACTIVITIES", "tidied_history"]

LONGEST_ACTIVITY: Final = 500
"""
How many characters are kept of what an activity says.
"""


def tidied_history(
    history: Sequence[Activity], campaign_id: Callable[[str], str | None]
) -> tuple[tuple[Activity, ...], list[Problem]]:
    """
    Put a history in order, as plain text, and keep the latest of a long one.

    Args:
        history: As it was handed in.
        campaign_id: Finds the id of the campaign with an id or a name; an entry of another one belongs to none.
    """
    told = sorted(history, key=lambda one: one.at)
    said = [(one, " ".join(clean_text(one.title).split())) for one in told[-MOST_ACTIVITIES:]]
    problems = []
    if len(told) > MOST_ACTIVITIES:
        problems.append(_shortened(f"the lead has {len(told)} activities; only the latest {MOST_ACTIVITIES} are saved"))
    if any(len(title) > LONGEST_ACTIVITY for _, title in said):
        problems.append(_shortened(f"an activity is longer than {LONGEST_ACTIVITY} characters; the rest is cut off"))
    kept = [
        evolve(
            one,
            title=title[:LONGEST_ACTIVITY],
            kind=clean_text(one.kind)[:LONGEST_NAME],
            campaign=campaign_id(one.campaign) if one.campaign else None,
        )
        for one, title in said
    ]
    return tuple(kept), problems


def _shortened(message: str) -> Problem:
    return Problem(code="history_shortened", path="history", message=message, severity=Severity.WARNING)
