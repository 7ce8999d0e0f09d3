"""
What a batch of drafts is planned with: read from the store once, for as long as the unit lasts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from leadflow.core.criteria import Moment
from leadflow.core.facts import Actor
from leadflow.core.intake import Distributor, Gate
from leadflow.core.partners import Partner, Roster
from leadflow.core.programme import Programme
from leadflow.core.routing import CheckedModule, Router, RoutingModule, TieBreak, Turns, check_module
from leadflow.errors import InvalidInput
from leadflow.ports import UnitOfWork

__all__ = ["Batch", "open_batch", "ready_module"]


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
    going_on: Turns | None = None,
) -> Batch:
    """
    Read partners, campaigns, the module and its turns.

    Args:
        unit: Where they are read from.
        programme: The supplier's settings.
        now: When the batch happens.
        actor: Who does it.
        module: Name of the routing module; None takes the programme's, if it has one.
        default_partner: Who gets the leads for which nobody is left.
        going_on: Turns of the batch before, to go on from instead of the stored ones, as a preview does.

    Raises:
        NotFound: There is no such module.
        InvalidInput: The module does not fit the fields and partners of today, with every problem.
    """
    roster = Roster.of(unit.partners.all())
    moment = Moment(now, programme.zone)
    router = turns = None
    named = module or programme.module
    if named is not None:
        router, turns = ready_module(unit, programme, unit.modules.current(named), now, roster=roster)
        if going_on is not None:
            turns = Turns(going_on.rotation(), roster, going_on.open_leads())
    distributor = Distributor(
        programme, moment, actor=actor, router=router, turns=turns, default_partner=default_partner
    )
    return Batch(gate=Gate(programme, roster, unit.campaigns.all()), distributor=distributor, turns=turns)


def ready_module(
    unit: UnitOfWork, programme: Programme, module: RoutingModule, now: datetime, *, roster: Roster | None = None
) -> tuple[Router, Turns]:
    """
    Make *module* ready for the partners of today, with the turns as they are stored.

    Raises:
        InvalidInput: The module does not fit the fields and partners of today, with every problem.
    """
    roster = roster or Roster.of(unit.partners.all())
    checked, problems = check_module(module, programme.schema, roster)
    if checked is None:
        raise InvalidInput(problems)
    turns = Turns(unit.rotations.of(module.name), roster, _open_counts(unit, programme, checked, roster))
    return Router(checked, roster, Moment(now, programme.zone)), turns


def _open_counts(
    unit: UnitOfWork, programme: Programme, checked: CheckedModule, roster: Roster
) -> Mapping[str, int] | None:
    """
    Count open leads where somebody asks for them; it costs a look at every lead.
    """
    limited = any(partner.capacity is not None for partner in roster.partners)
    if limited or checked.module.tie_break is TieBreak.LEAST_LOADED:
        return unit.leads.open_counts(programme.closing_stages)
    return None
