"""
What another system tells of the prospect's activities, as far as a lead does not say it yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadflow.core.intake.histories import tidied_history
from leadflow.core.leads import Activity, Lead, latest_activities

__all__ = ["new_history"]


def new_history(lead: Lead, told: Sequence[Activity], campaign_id: Callable[[str], str | None]) -> tuple[Activity, ...]:
    """
    Return the activities that *lead* does not have yet, in the order in which they happened.

    Activities are the same if they say the same, so telling them again adds nothing. Only the latest 200 are kept, so
    a lead that has as many gets later ones only.

    Args:
        lead: As it is.
        told: What the system tells, in any order.
        campaign_id: Finds the id of the campaign with an id or a name; an entry of another one belongs to none.
    """
    tidied, _ = tidied_history(told, campaign_id)
    had = set(lead.history)
    kept = set(latest_activities((*lead.history, *tidied)))
    return tuple(one for one in dict.fromkeys(tidied) if one in kept and one not in had)
