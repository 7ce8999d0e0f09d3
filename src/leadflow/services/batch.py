"""
What a batch of drafts is planned with: read from the store once, for as long as the unit lasts.
"""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from leadflow.core.criteria import Moment
from leadflow.core.intake import Distributor, Gate
from leadflow.core.partners import Partner, Roster
from leadflow.core.programme import Programme
from leadflow.core.routing import Rotation, Router, Turns, check_module
from leadflow.core.timeline import Actor
from leadflow.errors import InvalidInput
from leadflow.ports import UnitOfWork

__all__ = ["Batch", "open_batch"]


@frozen(kw_only=True)
class Batch:
    """
    What a batch of drafts is planned with.
    """

    gate: Gate
    distributor: Distributor
    turns: Turns | None


def open_batch(
    unit: UnitOfWork,
    programme: Programme,
    *,
    now: datetime,
    actor: Actor,
    module: str | None,
    default_partner: Partner | None = None,
    rotation: Rotation | None = None,
) -> Batch:
    """
    Read partners, campaigns, the module and its turns.

    Args:
        unit: Where they are read from.
        programme: The supplier's settings.
        now: When the batch happens.
        actor: Who does it.
        module: Name of the routing module; None for no routing.
        default_partner: Who gets the leads for which nobody is left.
        rotation: Turns to go on from instead of the stored ones, as a preview does.

    Raises:
        NotFound: There is no such module.
        InvalidInput: The module does not fit the fields and partners of today, with every problem.
    """
    roster = Roster.of(unit.partners.all())
    moment = Moment(now, programme.zone)
    router = turns = None
    if module is not None:
        checked, problems = check_module(unit.modules.current(module), programme.schema, roster)
        if checked is None:
            raise InvalidInput(problems)
        router = Router(checked, roster, moment)
        turns = Turns(rotation or unit.rotations.of(module), roster)
    distributor = Distributor(
        programme, moment, actor=actor, router=router, turns=turns, default_partner=default_partner
    )
    return Batch(gate=Gate(programme, roster, unit.campaigns.all()), distributor=distributor, turns=turns)
