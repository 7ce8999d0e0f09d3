"""
Which partners already work the companies of leads, as a store knows it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from leadflow.core.leads import Lead
from leadflow.core.programme import Programme
from leadflow.core.routing import Incumbents, Router
from leadflow.ports import UnitOfWork
from leadflow.services.conflicts.finding import held_alike

__all__ = ["incumbents_for"]

_MOST: Final = 1_000
"""
So many leads that may be of one company are looked at.
"""


def incumbents_for(
    unit: UnitOfWork,
    programme: Programme,
    router: Router | None,
    *,
    before: Incumbents | None = None,
    as_of: Callable[[Lead], datetime] | None = None,
) -> Incumbents | None:
    """
    Return what finds the incumbents of leads that *router* routes; None if none of its steps asks for them.

    Args:
        unit: Where leads are read.
        programme: Whose mail providers count.
        router: A module; None routes nothing.
        before: Of the batch before, whose leads are not stored yet.
        as_of: As in `Incumbents`.
    """
    if router is None or not router.keeps:
        return None
    find = partial(held_alike, unit, most=_MOST)
    return before.going_on(find) if before is not None else Incumbents(find, programme.conflicts.free_mail, as_of)
