"""
What routing needs: partners, campaigns, a prepared module and turns.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from attrs import evolve, frozen

from leadflow.core.changes import Changes
from leadflow.core.criteria import EvaluationTime
from leadflow.core.expectations import RecordsUnchanged
from leadflow.core.loads import load_changes, with_rooms
from leadflow.core.partners import Campaign, CampaignDirectory, PartnerDirectory
from leadflow.core.programme import Programme
from leadflow.core.routing import Router, RoutingModule, TieBreak, Turns, check_module
from leadflow.errors import InvalidInput
from leadflow.ports import UnitOfWork
from leadflow.services.operations.required_records import current_module, module_version, read_directory

__all__ = ["RoutingInputs", "read_inputs", "read_version", "ready_module"]


@frozen(kw_only=True)
class RoutingInputs:
    """
    What leads are routed by, as it was read from the store.

    Attributes:
        version: Of the records that the rest is made of.
        directory, campaigns: All of them.
        router, turns: None where no module routes.
        mark: Up to which loads were read; None where nobody asks for load.
    """

    version: str
    directory: PartnerDirectory
    campaigns: CampaignDirectory
    router: Router | None
    turns: Turns | None
    mark: int | None

    def taken(
        self, changes: Changes, closing_stages: Collection[str], loads: Mapping[str, int] | None = None
    ) -> Changes:
        """
        Return *changes* with the turns that were taken for them, what they change of loads, and what they were planned
        by.

        *loads* says by how much each partner's load changes, where that is known without looking at the leads.
        """
        taken, rooms = (self.turns.taken(), self.turns.rooms()) if self.turns else (None, {})
        return evolve(
            changes,
            turns=(taken,) if taken else (),
            loads=load_changes(changes.leads, closing_stages, rooms) if loads is None else with_rooms(loads, rooms),
            expects=(*changes.expects, RecordsUnchanged(self.version)),
        )


def read_inputs(
    unit: UnitOfWork,
    programme: Programme,
    module: str | None,
    now: datetime,
    known: RoutingInputs | None,
    *,
    going_on: bool = False,
    catching_up: bool = False,
) -> RoutingInputs:
    """
    Read what leads are routed by, or what of it has changed since it was *known*.

    Args:
        unit: Where it is read from.
        programme: The supplier's settings.
        module: Name of the routing module; None routes nothing.
        now: What relative criteria of a module that has to be made ready are asked at.
        known: As it was read before for the same module; None for nothing.
        going_on: True continues from the known turns as they are, committed or not.
        catching_up: True reads only the turns and loads that others have committed since; the known ones are all
            committed, and nobody else uses them. Without either all are read.

    Raises:
        NotFound: There is no such module.
        InvalidInput: The module does not fit the fields and partners of today, with every problem.
    """
    found = _read(unit, known)
    if module is None:
        return found
    router = _router(unit, programme, module, now, found, known)
    if known is None or known.turns is None or not (going_on or catching_up):
        turns, mark = _stored_turns(unit, router)
    elif going_on:
        turns, mark = _going_on(known.turns, router, same=known.router is router), known.mark
    else:
        turns, mark = _caught_up(unit, router, known.turns, known.mark, same=known.router is router)
    return evolve(found, router=router, turns=turns, mark=mark)


def read_version(unit: UnitOfWork, programme: Programme, module: str, version: int, now: datetime) -> RoutingInputs:
    """
    Read what leads are routed by under one version of a module, in force or not; the turns are those of its name.

    Raises:
        NotFound: There is no such version.
        InvalidInput: It does not fit the fields and partners of today, with every problem.
    """
    found = _read(unit, None)
    router = _ready_router(programme, module_version(unit, module, version), now, found.directory)
    turns, mark = _stored_turns(unit, router)
    return evolve(found, router=router, turns=turns, mark=mark)


def _read(unit: UnitOfWork, known: RoutingInputs | None) -> RoutingInputs:
    """
    Read what routers are made of, if it has changed since it was *known*; a directory that is the same stays the same
    one.
    """
    version = unit.records.version()
    if known is not None and known.version == version:
        return known
    directory = read_directory(unit)
    campaigns = CampaignDirectory(unit.records.all(Campaign))
    if known is not None:
        directory = known.directory if known.directory == directory else directory
        campaigns = known.campaigns if known.campaigns == campaigns else campaigns
    return RoutingInputs(version=version, directory=directory, campaigns=campaigns, router=None, turns=None, mark=None)


def _router(
    unit: UnitOfWork, programme: Programme, named: str, now: datetime, found: RoutingInputs, known: RoutingInputs | None
) -> Router:
    if found.router is not None:
        return found.router
    current = current_module(unit, named)
    ready = known.router if known is not None and known.directory is found.directory else None
    if ready is not None and ready.module == current:
        return ready
    return _ready_router(programme, current, now, found.directory)


def _ready_router(programme: Programme, module: RoutingModule, now: datetime, directory: PartnerDirectory) -> Router:
    """
    Make *module* ready for the partners of today.

    Raises:
        InvalidInput: The module does not fit the fields and partners of today, with every problem.
    """
    checked, problems = check_module(module, programme.schema, directory)
    if checked is None:
        raise InvalidInput(problems)
    return Router(checked, directory, EvaluationTime(now, programme.zone))


def ready_module(unit: UnitOfWork, programme: Programme, module: RoutingModule, now: datetime) -> tuple[Router, Turns]:
    """
    Make *module* ready for the partners of today, with the turns as they are stored.

    Raises:
        InvalidInput: The module does not fit the fields and partners of today, with every problem.
    """
    router = _ready_router(programme, module, now, read_directory(unit))
    return router, _stored_turns(unit, router)[0]


def _going_on(turns: Turns, router: Router, *, same: bool) -> Turns:
    return turns if same else Turns(turns.rotation(), router.directory, turns.open_leads())


def _caught_up(
    unit: UnitOfWork, router: Router, turns: Turns, mark: int | None, *, same: bool
) -> tuple[Turns, int | None]:
    """
    Bring turns up to date; those for other partners, or of a store that has gone back, are read again.
    """
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
    rotation, partners = unit.rotations.of(router.module.name), router.directory.partners
    if router.module.tie_break is TieBreak.LEAST_LOADED or any(one.capacity is not None for one in partners):
        loads = unit.loads.since(0)
        return Turns(rotation, router.directory, loads.by_partner), loads.mark
    return Turns(rotation, router.directory), None
