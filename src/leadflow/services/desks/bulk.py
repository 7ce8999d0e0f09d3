"""
The desk for operations on many leads.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import evolve

from leadflow.core.access import PartnerParty, ProgramParty, SupplierParty
from leadflow.core.arguments import checked
from leadflow.core.changes import Changes, Put
from leadflow.core.criteria import CheckedCriteria
from leadflow.core.facts import Channel
from leadflow.core.handling import LeadMove, LeadOperation, LeadUpdate, Refusal
from leadflow.core.handling.bulk import BulkChunk, BulkReport, BulkResult, BulkRun, chunks_of, lead_key, result_of
from leadflow.core.handling.operations import NOT_FOUND, act_of, offered_to
from leadflow.core.idempotency import CallKey
from leadflow.core.lengths import about_id
from leadflow.core.problems import Problem, near, or_list
from leadflow.core.stored import numbered_key
from leadflow.core.views import MOST_ROWS, LeadQuery, Sort
from leadflow.errors import InvalidInput, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.desks.partner import PartnerDesk
from leadflow.services.desks.supplier import SupplierDesk
from leadflow.services.operations.caller import calling
from leadflow.services.operations.planned import planned
from leadflow.services.operations.setting import Setting
from leadflow.services.operations.steps import in_steps
from leadflow.services.views.viewing import leads_of

__all__ = ["BulkDesk"]

_BY_ARRIVAL: Final = Sort("received_at", descending=False)
"""
An order in which no lead moves while pages are read.
"""

_OWN: Final = frozenset({"lead_id", "idempotency_key"})


@checked
class BulkDesk:
    """
    Does one operation to many leads, for one party; each lead has a result of its own.

    Which leads there are is stored first, so that leads which the operation takes off a list are not missed. Then each
    lead is handled as the method of the party's own desk does it, and its result is stored by chunks of 200. A call
    with the same *bulk_id* continues where an earlier one stopped, also after its process was killed: nothing is done
    twice, and nobody is mailed twice. Continue within seven days, as long as idempotency keys are known. Once all leads
    are done the same call returns the same report, however late.

    Several processes may run the same call at once.
    """

    def __init__(
        self, setting: Setting, party: SupplierParty | PartnerParty | ProgramParty, *, channel: Channel | None = None
    ) -> None:
        """
        Open the desk for *party*, who is named in the events of everything done here.

        Args:
            setting: What services work with.
            party: Who calls.
            channel: The way they came by; without one a person comes by the portal, and a program by the API.
        """
        self._caller = caller = calling(setting, party, channel)
        self._desk: SupplierDesk | PartnerDesk
        if isinstance(party, PartnerParty):
            self._desk = PartnerDesk(setting, party, channel=caller.channel)
        else:
            self._desk = SupplierDesk(setting, party, channel=caller.channel)

    @in_steps()
    def run(
        self,
        operation: LeadOperation,
        leads: Iterable[str] | LeadQuery,
        arguments: Mapping[str, object] = {},  # only read
        *,
        bulk_id: str | None = None,
    ) -> BulkReport:
        """
        Do *operation* to each lead, and return what came of each.

        Args:
            operation: A method of `SupplierDesk` or `PartnerDesk` on one lead.
            leads: Ids, in any order; or a query, of which every page counts, regardless of its rows and columns.
            arguments: What the method is given for each lead, by name, such as ``{"partner_id": "nordlys"}``.
            bulk_id: Stands for this call; if omitted, a new id, and the call cannot be continued.

        Raises:
            InvalidInput: The operation is not one of the party's, the arguments are not those of its method, another
                call was made with the id, or the module that routes does not fit.
            NotFound: There is no such partner or module.
            NotAllowed: None of the party's roles allows the operation. Nothing was written.
            Conflict: Others wrote first twelve times in a row. Calling again continues.
        """
        run = self._begun(operation, leads, arguments, bulk_id)
        results = [one for chunk in self._done(run, arguments) for one in chunk.results]
        return BulkReport(bulk_id=run.bulk_id, operation=operation, leads=run.leads, results=tuple(results))

    def iterate(
        self,
        operation: LeadOperation,
        leads: Iterable[str] | LeadQuery,
        arguments: Mapping[str, object] = {},  # only read
        *,
        bulk_id: str | None = None,
    ) -> Iterator[tuple[BulkResult, ...]]:
        """
        Do *operation* as `run` does, and return the results chunk by chunk; stop iterating to stop after a chunk.
        """
        run = self._begun(operation, leads, arguments, bulk_id)
        return (chunk.results for chunk in self._done(run, arguments))

    def report(self, bulk_id: str) -> BulkReport:
        """
        Return how far a bulk operation is, from whichever process.

        Raises:
            NotFound: The party has begun none with this id.
        """
        with self._caller.setting.unit() as unit:
            run = unit.records.one(BulkRun, bulk_id)
            if run is None or run.caller != self._whose:
                raise NotFound("bulk operation", bulk_id)
            chunks = [_chunk(unit, run, number) for number in range(1, run.chunks + 1)]
        results = [one for chunk in chunks for one in chunk.results]
        operation = LeadOperation(run.operation)
        return BulkReport(bulk_id=bulk_id, operation=operation, leads=run.leads, results=tuple(results))

    @property
    def _whose(self) -> str:
        return CallKey.digest_of(self._caller.actor)

    def _begun(
        self,
        operation: LeadOperation,
        leads: Iterable[str] | LeadQuery,
        arguments: Mapping[str, object],
        bulk_id: str | None,
    ) -> BulkRun:
        """
        Store which leads there are, unless an earlier call has.
        """
        setting = self._caller.setting
        problems = (*self._about(operation, arguments), *(about_id(bulk_id, "bulk_id") if bulk_id is not None else ()))
        if problems:
            raise InvalidInput(problems)
        self._caller.check(act_of(operation))
        given = leads if isinstance(leads, LeadQuery) else tuple(dict.fromkeys(leads))
        call = CallKey.digest_of(self._caller.actor, operation, arguments, _asked(given))
        chosen = bulk_id or setting.new_id()
        ids: tuple[str, ...] | None = None

        def plan(unit: UnitOfWork) -> tuple[BulkRun, Changes | None]:
            nonlocal ids
            stored = unit.records.one(BulkRun, chosen)
            if stored is not None and stored.call != call:
                raise InvalidInput((_USED,))
            if stored is not None:
                return stored, None
            ids = ids if ids is not None else self._ids(given)
            chunks = list(chunks_of(chosen, ids))
            run = BulkRun(
                bulk_id=chosen,
                call=call,
                caller=self._whose,
                operation=operation.value,
                leads=len(ids),
                chunks=len(chunks),
                started_at=setting.clock(),
            )
            return run, Changes(puts=(Put(run, before=None), *(Put(one, before=None) for one in chunks)))

        return planned(setting, plan)

    def _about(self, operation: LeadOperation, arguments: Mapping[str, object]) -> tuple[Problem, ...]:
        offered = [one for one in offered_to(self._caller.party) if hasattr(self._desk, one.value)]
        if operation not in offered:
            message = f"'{operation.value}' cannot be done to many leads here; use {or_list(offered)}"
            return (Problem(code="operation_not_offered", path="operation", message=message),)
        parameters = inspect.signature(getattr(self._desk, operation.value)).parameters
        known = {name: one for name, one in parameters.items() if name not in _OWN}
        problems = []
        for name in arguments:
            if name not in known:
                close = or_list(near(name, known) or known) or "none"
                message = f"'{name}' is not an argument of {operation.value}; use {close}"
                problems.append(Problem(code="argument_unknown", path=f"arguments.{name}", message=message))
        for name, one in known.items():
            if one.default is inspect.Parameter.empty and name not in arguments:
                message = f"{operation.value} takes '{name}'; add it to the arguments"
                problems.append(Problem(code="argument_missing", path=f"arguments.{name}", message=message))
        return tuple(problems)

    def _ids(self, leads: tuple[str, ...] | LeadQuery) -> tuple[str, ...]:
        if not isinstance(leads, LeadQuery):
            return leads
        found: dict[str, None] = {}
        asked = leads.checked(self._caller.setting.programme.schema)
        query = evolve(asked, columns=("lead_id",), sort=_BY_ARRIVAL, most=MOST_ROWS, after=None)
        while True:
            page = leads_of(self._caller, query)
            found.update(dict.fromkeys(row.id for row in page.rows))
            if page.after is None:
                return tuple(found)
            query = evolve(query, after=page.after)

    def _done(self, run: BulkRun, arguments: Mapping[str, object]) -> Iterator[BulkChunk]:
        with in_steps(begun=True):
            for number in range(1, run.chunks + 1):
                with self._caller.setting.unit() as unit:
                    chunk = _chunk(unit, run, number)
                yield chunk if chunk.done else self._handled(run, chunk, arguments)

    def _handled(self, run: BulkRun, chunk: BulkChunk, arguments: Mapping[str, object]) -> BulkChunk:
        """
        Handle the leads of a chunk, and store what came of them, unless another process has meanwhile.
        """
        results = tuple(self._result(run, lead_id, arguments) for lead_id in chunk.lead_ids)

        def plan(unit: UnitOfWork) -> tuple[BulkChunk, Changes | None]:
            stored = _chunk(unit, run, chunk.number)
            if stored.done:
                return stored, None
            after = evolve(stored, done=True, results=results)
            return after, Changes(puts=(Put(after, before=stored),))

        return planned(self._caller.setting, plan)

    def _result(self, run: BulkRun, lead_id: str, arguments: Mapping[str, object]) -> BulkResult:
        try:
            done = getattr(self._desk, run.operation)(lead_id, **arguments, idempotency_key=lead_key(run, lead_id))
        except NotFound as error:
            if error.what != "lead":
                raise
            return BulkResult(lead_id=lead_id, code=NOT_FOUND)
        assert isinstance(done, LeadUpdate | LeadMove | Refusal)
        return result_of(lead_id, done)


def _asked(leads: tuple[str, ...] | LeadQuery) -> object:
    """
    Return what says the same in every process as *leads* do.
    """
    if not isinstance(leads, LeadQuery):
        return leads
    criteria = leads.criteria
    written = criteria.criteria if isinstance(criteria, CheckedCriteria) else criteria
    return evolve(leads, criteria=None, after=None), written


def _chunk(unit: UnitOfWork, run: BulkRun, number: int) -> BulkChunk:
    chunk = unit.records.one(BulkChunk, numbered_key(run.bulk_id, number))
    if chunk is None:
        raise NotFound("chunk of bulk operation", numbered_key(run.bulk_id, number))
    return chunk


_USED: Final = Problem(
    code="bulk_id_used", path="bulk_id", message="another call was made with this id; use a new id for each call"
)
