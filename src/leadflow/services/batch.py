"""
What a batch of drafts is planned with: read from the store once, for as long as the unit lasts.
"""

from __future__ import annotations

from datetime import datetime

from attrs import evolve, frozen

from leadflow.core.access import Scope
from leadflow.core.changes import Changes
from leadflow.core.criteria import Moment
from leadflow.core.expects import RecordsUnchanged
from leadflow.core.facts import Actor
from leadflow.core.intake import Distributor, Gate
from leadflow.core.loads import load_changes
from leadflow.core.partners import Accounts, Campaign, Partner, Roster
from leadflow.core.programme import Programme
from leadflow.core.routing import Router, RoutingModule, TieBreak, Turns, check_module
from leadflow.errors import InvalidInput
from leadflow.ports import UnitOfWork
from leadflow.services.reading import current_module

__all__ = ["Basis", "Batch", "open_batch", "ready_module", "seen_partners"]


@frozen(kw_only=True)
class Basis:
    """
    What leads are routed by, as it was read from the store.

    Attributes:
        version: Of the records that the rest is made of.
        roster, campaigns: All of them.
        router, turns: None where no module routes.
        mark: Up to which loads were read; None where nobody asks for load.
    """

    version: str
    roster: Roster
    campaigns: tuple[Campaign, ...]
    router: Router | None
    turns: Turns | None
    mark: int | None


@frozen(kw_only=True)
class Batch:
    """
    What a batch of drafts is planned with.
    """

    programme: Programme
    basis: Basis
    accounts: Accounts
    gate: Gate
    distributor: Distributor

    def taken(self, changes: Changes) -> Changes:
        """
        Return *changes* with the turns that were taken for them, what they change of loads, and what they were planned by.
        """
        turns = self.basis.turns
        taken, rooms = (turns.taken(), turns.rooms()) if turns else (None, {})
        return evolve(
            changes,
            turns=(taken,) if taken else (),
            loads=load_changes(changes.leads, self.programme.stages.closing, rooms),
            expects=(*changes.expects, RecordsUnchanged(self.basis.version)),
        )


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
    basis: Basis | None = None,
) -> Batch:
    """
    Read partners, campaigns, the module and its turns, or what of them has changed.

    Args:
        unit: Where they are read from.
        programme: The supplier's settings.
        now: When the batch happens.
        actor: Who does it.
        scope: What they see; drafts name partners among those only. Modules choose among all.
        module: Name of the routing module; None takes the programme's, if it has one.
        accounts: Of the partners, whose people are told.
        default_partner: Who gets the leads for which nobody is left.
        before: The batch before, for the same caller by the same module. What it is planned with is ready, unless the
            records or somebody's people have changed since; criteria that ask how long ago something was go on asking
            from the time of the first batch.
        going_on: True goes on from the turns of the batch before instead of the stored ones, as a preview does.
        basis: Of another lead by the same module, in the place of *before*: its turns are committed and nobody else
            uses it. Only what has changed since is read.

    Raises:
        NotFound: There is no such module.
        InvalidInput: The module does not fit the fields and partners of today, with every problem.
    """
    if before is not None and before.accounts != accounts:
        before = None
    moment, named = Moment(now, programme.zone), module or programme.module
    known = before.basis if before is not None else basis
    found = _read(unit, known)
    router = _router(unit, programme, named, moment, found, known) if named is not None else None
    turns, mark = (
        _turns(unit, router, known, going_on=going_on, catches_up=basis is not None) if router else (None, None)
    )
    found = evolve(found, router=router, turns=turns, mark=mark)
    if before is not None and before.basis.router is router and before.basis.roster is found.roster:
        distributor = before.distributor.later(moment, turns)
    else:
        distributor = Distributor(
            programme.supplier_id,
            moment,
            actor=actor,
            accounts=accounts,
            router=router,
            turns=turns,
            default_partner=default_partner,
            policy=programme.intake,
            recipients=programme.recipients,
            mail=programme.mail,
        )
    if before is not None and before.basis.roster is found.roster and before.basis.campaigns == found.campaigns:
        gate = before.gate
    else:
        gate = Gate(
            programme.schema.leads,
            seen_partners(found.roster, scope),
            found.campaigns,
            accounts,
            policy=programme.intake,
            stages=programme.stages,
        )
    return Batch(programme=programme, basis=found, accounts=accounts, gate=gate, distributor=distributor)


def _read(unit: UnitOfWork, known: Basis | None) -> Basis:
    """
    Read what routers are made of, if it has changed since it was *known*; a roster that is the same stays the same one.
    """
    version = unit.records.version()
    if known is not None and known.version == version:
        return known
    roster, campaigns = Roster.of(unit.records.all(Partner)), unit.records.all(Campaign)
    if known is not None and known.roster == roster:
        roster = known.roster
    return Basis(version=version, roster=roster, campaigns=campaigns, router=None, turns=None, mark=None)


def seen_partners(roster: Roster, scope: Scope) -> Roster:
    """
    Return the partners that are seen; the others look unknown to whoever names them.
    """
    return roster if scope.groups is None else Roster.of(filter(scope.covers, roster.partners))


def _router(
    unit: UnitOfWork, programme: Programme, named: str, moment: Moment, found: Basis, known: Basis | None
) -> Router:
    if found.router is not None:
        return found.router
    current = current_module(unit, named)
    ready = known.router if known is not None and known.roster is found.roster else None
    if ready is not None and ready.module == current:
        return ready
    return ready_router(programme, current, moment.now, found.roster)


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
    return router, _stored_turns(unit, router)[0]


def _turns(
    unit: UnitOfWork, router: Router, known: Basis | None, *, going_on: bool, catches_up: bool
) -> tuple[Turns, int | None]:
    """
    Return the turns to go on from, and up to which mark loads were read.
    """
    if known is None or known.turns is None or not (going_on or catches_up):
        return _stored_turns(unit, router)
    turns, mark, same = known.turns, known.mark, known.router is router
    if going_on:
        return (turns if same else Turns(turns.rotation(), router.roster, turns.open_leads())), mark
    rotation = unit.rotations.of(router.module.name, turns.count) if same else None
    if rotation is None or rotation.count < turns.count:
        return _stored_turns(unit, router)
    loads = unit.loads.since(mark) if mark is not None else None
    turns.catch_up(rotation, loads.by_partner if loads else {}, whole=mark == 0)
    return turns, loads.mark if loads else None


def _stored_turns(unit: UnitOfWork, router: Router) -> tuple[Turns, int | None]:
    """
    Read all turns, and loads where somebody asks for them.
    """
    rotation, partners = unit.rotations.of(router.module.name), router.roster.partners
    if router.module.tie_break is TieBreak.LEAST_LOADED or any(one.capacity is not None for one in partners):
        loads = unit.loads.since(0)
        return Turns(rotation, router.roster, loads.by_partner), loads.mark
    return Turns(rotation, router.roster), None
