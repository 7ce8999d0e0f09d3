"""
What a batch of drafts is planned with: read from the store once, for as long as the unit lasts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve, frozen

from leadflow.core.access import Scope
from leadflow.core.changes import Changes
from leadflow.core.criteria import Moment
from leadflow.core.facts import Actor
from leadflow.core.intake import Distributor, Gate
from leadflow.core.loads import load_changes
from leadflow.core.partners import Accounts, Campaign, Partner, Roster
from leadflow.core.programme import Programme
from leadflow.core.routing import Router, RoutingModule, TieBreak, Turns, check_module
from leadflow.errors import InvalidInput
from leadflow.ports import UnitOfWork
from leadflow.services.reading import current_module

__all__ = ["Batch", "open_batch", "ready_module", "seen_partners"]


@frozen(kw_only=True)
class Batch:
    """
    What a batch of drafts is planned with.
    """

    programme: Programme
    roster: Roster
    accounts: Accounts
    gate: Gate
    router: Router | None
    turns: Turns | None
    distributor: Distributor

    def taken(self, changes: Changes) -> Changes:
        """
        Return *changes* with the turns that were taken for them, and with what they change of loads.
        """
        turns = self.turns.taken() if self.turns else None
        rooms = self.turns.rooms() if self.turns else {}
        loads = load_changes(changes.leads, self.programme.closing_stages, rooms)
        return evolve(changes, turns=(turns,) if turns else (), loads=loads)


def open_batch(
    unit: UnitOfWork,
    programme: Programme,
    *,
    now: datetime,
    actor: Actor,
    scope: Scope,
    module: str | None,
    accounts: Accounts,
    default_partner: Partner | None = None,
    before: Batch | None = None,
    going_on: bool = False,
) -> Batch:
    """
    Read partners, campaigns, the module and its turns.

    Args:
        unit: Where they are read from.
        programme: The supplier's settings.
        now: When the batch happens.
        actor: Who does it.
        scope: What they see; drafts name partners among those only. Modules choose among all.
        module: Name of the routing module; None takes the programme's, if it has one.
        accounts: Of the partners, whose people are told.
        default_partner: Who gets the leads for which nobody is left.
        before: The batch before. Its module is ready, unless the module, a partner or somebody's people have changed since; criteria that
            ask how long ago something was go on asking from the time of the first batch.
        going_on: True goes on from the turns of the batch before instead of the stored ones, as a preview does.

    Raises:
        NotFound: There is no such module.
        InvalidInput: The module does not fit the fields and partners of today, with every problem.
    """
    roster, campaigns = Roster.of(unit.records.all(Partner)), unit.records.all(Campaign)
    turns_before = before.turns if before and going_on else None
    if before is not None and (before.roster, before.accounts) != (roster, accounts):
        before = None
    named = module or programme.module
    router = _router(unit, programme, named, now, roster, before) if named is not None else None
    turns = _turns(unit, router, turns_before, same=before is not None) if router else None
    moment = Moment(now, programme.zone)
    if before is not None and before.router is router:
        distributor = before.distributor.later(moment, turns)
    else:
        distributor = Distributor(
            programme,
            moment,
            actor=actor,
            accounts=accounts,
            router=router,
            turns=turns,
            default_partner=default_partner,
        )
    gate = before.gate if before and before.gate.campaigns == campaigns else None
    return Batch(
        programme=programme,
        roster=roster,
        accounts=accounts,
        gate=gate or Gate(programme, seen_partners(roster, scope), campaigns, accounts),
        router=router,
        turns=turns,
        distributor=distributor,
    )


def seen_partners(roster: Roster, scope: Scope) -> Roster:
    """
    Return the partners that are seen; the others look unknown to whoever names them.
    """
    return roster if scope.groups is None else Roster.of(filter(scope.covers, roster.partners))


def _router(
    unit: UnitOfWork, programme: Programme, named: str, now: datetime, roster: Roster, before: Batch | None
) -> Router:
    current = current_module(unit, named)
    if before is not None and before.router is not None and before.router.module == current:
        return before.router
    return ready_router(programme, current, now, roster)


def ready_router(programme: Programme, module: RoutingModule, now: datetime, roster: Roster) -> Router:
    """
    Make *module* ready for the partners of today.

    Raises:
        InvalidInput: The module does not fit the fields and partners of today, with every problem.
    """
    checked, problems = check_module(module, programme.schema, roster)
    if checked is None:
        raise InvalidInput(problems)
    return Router(checked, roster, Moment(now, programme.zone))


def ready_module(unit: UnitOfWork, programme: Programme, module: RoutingModule, now: datetime) -> tuple[Router, Turns]:
    """
    Make *module* ready for the partners of today, with the turns as they are stored.

    Raises:
        InvalidInput: The module does not fit the fields and partners of today, with every problem.
    """
    router = ready_router(programme, module, now, Roster.of(unit.records.all(Partner)))
    return router, _turns(unit, router)


def _turns(unit: UnitOfWork, router: Router, before: Turns | None = None, *, same: bool = False) -> Turns:
    if before is not None:
        return before if same else Turns(before.rotation(), router.roster, before.open_leads())
    module, roster = router.module, router.roster
    return Turns(unit.rotations.of(module.name), roster, _loads(unit, module, roster))


def _loads(unit: UnitOfWork, module: RoutingModule, roster: Roster) -> Mapping[str, int] | None:
    """
    Read loads where somebody asks for them.
    """
    limited = any(partner.capacity is not None for partner in roster.partners)
    return unit.loads.since(0).by_partner if limited or module.tie_break is TieBreak.LEAST_LOADED else None
