"""
The store, programme, clock and ids that services use.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Final

from attrs import field, frozen

from leadflow.core.argument_messages import wrong_return
from leadflow.core.arguments import checked
from leadflow.core.bounds import check_duration
from leadflow.core.changes import Changes
from leadflow.core.notifications import ActionLinks
from leadflow.core.observations import Observation
from leadflow.core.programme import Programme
from leadflow.core.stages import CLOSING_STAGES
from leadflow.core.taking import aware
from leadflow.errors import ConfigurationError, Conflict
from leadflow.ports import AssessLead, Clock, IsOurs, NewId, Observe, OpenUnit, UnitOfWork, report
from leadflow.services.operations.new_ids import NewIds
from leadflow.services.operations.routing_cache import RoutingCache
from leadflow.services.operations.unanswered import Unanswered

__all__ = ["COUNT_WITHIN", "Setting", "check_links"]

COUNT_WITHIN: Final = timedelta(milliseconds=150)
"""
How long a list is counted at most, if nothing else is said.
"""


def check_links(links: ActionLinks | None, programme: Programme, place: str) -> None:
    """
    Make sure that links, if there are any, and programme belong to one supplier.

    Raises:
        ConfigurationError: They do not.
    """
    if links is not None and links.supplier_id != programme.supplier_id:
        raise ConfigurationError(
            f"{place}: links belong to supplier '{links.supplier_id}', the programme to '{programme.supplier_id}'; use the same supplier_id. Nothing was written"
        )


def _checking_ids(new_id: NewId) -> NewId:
    return NewIds.of(new_id)


@checked
@frozen(kw_only=True)
class Setting:
    """
    The store, programme, clock and ids that the services of one supplier use.

    Attributes:
        open_unit: Opens units of work of the store.
        programme: The supplier's settings.
        clock: Gives the present moment in UTC.
        new_id: Gives ids that were never given before; one that gives the same twice in a row is a
            `ConfigurationError`.
        observe: Is called with what happens: an `Observation`; if omitted, it is only logged.
        assess: Assesses leads in the place of leadflow's own model; if omitted, the model does.
        is_ours: Says which companies the supplier serves itself; if omitted, it serves none.
        count_within: How long a list is counted before its `Count` is an estimate, which takes a third of it; None counts
            each lead, however long that takes.
        ready: What stays ready between calls; so one setting is kept for as long as the process lives.
        unanswered: Calls whose commit may have been written without an answer.
    """

    open_unit: OpenUnit
    programme: Programme
    clock: Clock
    new_id: NewId = field(converter=_checking_ids)
    observe: Observe | None = None
    assess: AssessLead | None = None
    is_ours: IsOurs | None = None
    count_within: timedelta | None = COUNT_WITHIN
    ready: RoutingCache = field(init=False, factory=RoutingCache, eq=False, repr=False)
    unanswered: Unanswered = field(init=False, factory=Unanswered, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """
        Ask the clock once, so that a clock without a zone is found before anything is written or sent.

        Raises:
            TypeError: It gives something else than a moment.
            InvalidInput: It gives a datetime without a time zone (``moment_naive``). `count_within` is negative or longer
                than a year (``number_out_of_range``).
        """
        if self.count_within is not None:
            check_duration(self.count_within, "Setting(count_within)")
        aware(self.clock(), "Setting.clock")

    @property
    def supplier_id(self) -> str:
        """
        The supplier of the programme.
        """
        return self.programme.supplier_id

    def report(self, observation: Observation) -> None:
        """
        Log *observation*, and call the hook if there is one; nothing is raised.
        """
        report(observation, self.observe)

    def unit(self) -> AbstractContextManager[UnitOfWork]:
        """
        Open a unit of work for the programme's supplier, with the programme's schema.

        Before the first one, loads are recounted if a lift of the store has counted them by other closing stages.

        Raises:
            TypeError: `open_unit` returned something else.
            PortError: The store failed.
        """
        if not self.ready.loads_counted:
            self._count_loads()
        opened = self.open_unit(self.supplier_id, self.programme.schema)
        if not hasattr(opened, "__enter__"):
            raise wrong_return(opened, "Setting.open_unit", "a unit of work")
        return opened

    def _count_loads(self) -> None:
        """
        Count loads again where a store has done so by stages that are not the programme's, which no store knows.

        It is done before anything is read, because leads are routed by loads. Who loses to another writer leaves it to
        the next unit: no call that only reads fails because of that.
        """
        closing = frozenset(self.programme.stages.closing)
        if closing != frozenset(CLOSING_STAGES):
            with self.open_unit(self.supplier_id, self.programme.schema) as unit:
                counted = unit.loads.since(0).counted
                if counted is not None and counted != closing:
                    try:
                        unit.commit(Changes(recount=closing))
                    except Conflict:
                        return
        self.ready.loads_counted = True
