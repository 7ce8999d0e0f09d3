"""
Plans a chunk of rows: each row has exactly one outcome.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, assert_never

from attrs import define, evolve, frozen

from leadflow.core.facts import ValuesChanged
from leadflow.core.importing.kept_columns import Envelope, KeptColumns
from leadflow.core.importing.progress import Counts, RefusedRow, RowProblem
from leadflow.core.intake import Admission, Distributor, OnDuplicate, Origin, Placements
from leadflow.core.intake.requirements import RequiredFields, required_missing
from leadflow.core.intake.updating import changed_values
from leadflow.core.leads import Lead
from leadflow.core.notifications import Message
from leadflow.core.problems import Problem
from leadflow.core.schema import Fields
from leadflow.core.tables import Row, RowChunk
from leadflow.core.timeline import Alike, LeadChange, LeadsAlike
from leadflow.core.values import Values

__all__ = [
    "ChunkPlan",
    "RecordedPlan",
    "Update",
    "plan_chunk",
    "record_plan",
]


HeldTo = Callable[[Lead], RequiredFields]
"""
Returns what a lead is held to when it changes.
"""


@define(eq=False)
class Update:
    """
    What rows change about a lead that is there already.

    Attributes:
        lead: The stored one, or the place in the chunk of the row that makes it.
        values: What it says after the changes.
        changes: One for each row that changes anything, in their order.
    """

    lead: Lead | int
    values: Values
    changes: tuple[ValuesChanged, ...] = ()


@frozen(kw_only=True)
class ChunkPlan:
    """
    What happens to a chunk of rows.

    Attributes:
        rows, admission: What was planned.
        new: The places in the chunk of the rows that become leads, in order.
        placements: Where each of these leads goes.
        updates: What others change about leads that are there, in the store or among the placed ones.
        refused: Rows that became no lead.
        warned: Rows that became one after something was cleaned.
        updated_at: The places of the rows that update a lead, in order.
        absent: Duplicate keys of the new leads, each once, which no other lead may have by then.
        counts: Of this chunk.
        by_partner: How many leads each partner gets.
        messages: How many messages the new leads cause.
    """

    rows: RowChunk
    admission: Admission
    new: Sequence[int]
    placements: Placements
    updates: tuple[Update, ...]
    refused: tuple[RefusedRow, ...]
    warned: tuple[RefusedRow, ...]
    updated_at: Sequence[int]
    absent: Sequence[str]
    counts: Counts
    by_partner: Mapping[str, int]
    messages: int

    def loads(self, closing_stages: Collection[str]) -> Mapping[str, int]:
        """
        Return how many open leads more each partner has after this, by its id; see `leadflow.core.loads`.
        """
        addresses = self.admission.addresses
        if {one.stage for one in addresses}.isdisjoint(closing_stages):
            return self.by_partner
        placed = zip(self.new, self.placements.partners, strict=True)
        return Counter(one.id for at, one in placed if one and addresses[at].stage not in closing_stages)


class RecordedPlan(NamedTuple):
    """
    What a plan wants written, made when somebody looks at it; see `leadflow.core.on_demand`.
    """

    leads: Sequence[LeadChange]
    messages: Sequence[Message]


class _Piles:
    """
    Where the rows of a chunk end.
    """

    def __init__(
        self,
        rows: RowChunk,
        admission: Admission,
        existing: Mapping[str, Lead],
        *,
        hidden: Collection[str],
        on_duplicate: OnDuplicate,
        headers: Mapping[str, str],
        kept: KeptColumns | None,
        fields: Fields,
        held_to: HeldTo | None,
    ) -> None:
        self._rows = rows
        self._admission = admission
        self._there: dict[str, Lead | int | None] = dict(existing)
        self._hidden = hidden
        self._on_duplicate = on_duplicate
        self._headers = headers
        self._kept = kept
        self._fields = fields
        self._held_to = held_to
        self.new: list[int] = []
        self.updates: dict[str, Update] = {}
        self.updated_at: list[int] = []
        self.duplicates = 0
        self.absent: list[str] = []
        self.refused: dict[int, RefusedRow] = {}
        self.told: dict[int, tuple[Problem, ...]] = {}

    def sort(self, keys: Sequence[str | None], seen: Iterable[str]) -> None:
        """
        Put every row on its pile.
        """
        there, refused, new, absent = self._there, self._admission.refused, self.new, self.absent
        checks, skips = self._on_duplicate is not OnDuplicate.CREATE, self._on_duplicate is OnDuplicate.SKIP
        for before in seen:
            there.setdefault(before, None)
        for at, key in enumerate(keys):
            if at in refused:
                self._refuse(at, refused[at].problems)
            elif key is None or not checks:
                new.append(at)
            elif (first := there.setdefault(key, at)) is at:
                absent.append(key)
                new.append(at)
            elif skips:
                self.duplicates += 1
            else:
                self._duplicate(at, key, first)

    def _refuse(self, at: int, problems: Sequence[Problem]) -> None:
        self.refused[at] = _returned(self._rows[at], problems, self._headers)

    def _duplicate(self, at: int, key: str, lead: Lead | int | None) -> None:
        match self._on_duplicate:
            case OnDuplicate.REFUSE:
                message = (
                    "a lead with this e-mail, or a field that is unique, already exists in this campaign; remove the row, "
                    "or import with 'update'"
                )
                self._refuse(at, [Problem(code="duplicate", path="email", message=message)])
            case OnDuplicate.UPDATE | OnDuplicate.FILL:
                self._update(at, key, lead, only_absent=self._on_duplicate is OnDuplicate.FILL)
            case OnDuplicate.SKIP | OnDuplicate.CREATE:
                raise AssertionError(
                    "those that are skipped are counted, and none is a duplicate where all are created"
                )
            case _:
                assert_never(self._on_duplicate)

    def _update(self, at: int, key: str, lead: Lead | int | None, *, only_absent: bool) -> None:
        if key in self._hidden:
            self.duplicates += 1
            return
        if lead is None:
            self._updated(at, lead, only_absent=only_absent)
            return
        said = self._admission.drafts.values
        update = self.updates.get(key) or Update(lead, said[lead] if isinstance(lead, int) else lead.values)
        changes = changed_values(update.values, said[at], only_absent=only_absent)
        after = update.values.but({change.field: change.after for change in changes}, self._fields)
        missing = self._missing(at, lead, update.values, after) if changes else ()
        if missing:
            self._refuse(at, [required_missing(name, self._fields) for name in missing])
            return
        self._updated(at, lead, only_absent=only_absent)
        if changes:
            update.values = after
            update.changes += (ValuesChanged(changes),)
            self.updates[key] = update

    def _updated(self, at: int, lead: Lead | int | None, *, only_absent: bool) -> None:
        self.updated_at.append(at)
        if self._kept is not None:
            row = Envelope(self._admission.drafts.envelopes[at], self._admission.addresses[at])
            stored = lead if isinstance(lead, Lead) else None
            self.told[at] = self._kept.told(row, stored, only_absent=only_absent)

    def _missing(self, at: int, lead: Lead | int, before: Values, after: Values) -> tuple[str, ...]:
        """
        Return what a lead would have to have if the row at *at* changed it, and did not have to before.
        """
        if self._held_to is None:
            return ()
        there = self._admission.provisional(lead) if isinstance(lead, int) else lead
        form = self._admission.drafts.envelopes[at].form
        return self._held_to(there).newly_missing(evolve(there, values=before), evolve(there, values=after), form)


def plan_chunk(
    rows: RowChunk,
    admission: Admission,
    keys: Sequence[str | None],
    *,
    distributor: Distributor,
    existing: Mapping[str, Lead],
    hidden: Collection[str] = frozenset(),
    seen: Iterable[str] = (),
    on_duplicate: OnDuplicate,
    headers: Mapping[str, str],
    kept: KeptColumns | None = None,
    fields: Fields,
    held_to: HeldTo | None = None,
) -> ChunkPlan:
    """
    Plan a chunk of rows: hand back what is refused, look for duplicates, place the rest.

    Args:
        rows: In the order of the file.
        admission: What happened to their drafts at the gate.
        keys: Their duplicate keys, as the admission gives them.
        distributor: Decides where what was admitted goes.
        existing: Stored active leads by duplicate key, for the keys of these rows.
        hidden: Those of these keys whose leads the importing party does not see; they are never updated.
        seen: Those keys of leads planned in earlier chunks and not stored, which a preview has.
        on_duplicate: What happens to a row whose lead is there already, in the store or further up in the file.
        headers: The header of each field, for the places of problems.
        kept: The columns that an update leaves; None if there are none.
        fields: Declares what leads can say.
        held_to: What a lead is held to that a row updates; None if the programme has no requirements.
    """
    piles = _Piles(
        rows,
        admission,
        existing,
        hidden=hidden,
        on_duplicate=on_duplicate,
        headers=headers,
        kept=kept,
        fields=fields,
        held_to=held_to,
    )
    piles.sort(keys, seen)
    placements = Placements(distributor.place(admission, piles.new))
    by_partner, told = distributor.count_told(placements)
    assigned = by_partner.total()
    counts = Counts(
        read=len(rows),
        imported=len(placements),
        assigned=assigned,
        unassigned=len(placements) - assigned,
        updated=len(piles.updated_at),
        duplicates=piles.duplicates,
        refused=len(piles.refused),
    )
    warned = {
        at: _returned(rows[at], (*admission.warned.get(at, ()), *piles.told.get(at, ())), headers)
        for at in sorted({*admission.warned, *(at for at, told in piles.told.items() if told)} - set(piles.refused))
    }
    return ChunkPlan(
        rows=rows,
        admission=admission,
        new=piles.new,
        placements=placements,
        updates=tuple(piles.updates.values()),
        refused=tuple(piles.refused.values()),
        warned=tuple(warned.values()),
        updated_at=piles.updated_at,
        absent=piles.absent,
        counts=counts,
        by_partner=by_partner,
        messages=told,
    )


def record_plan(
    plan: ChunkPlan, distributor: Distributor, *, new_id: Callable[[], str], import_id: str, fields: Fields
) -> RecordedPlan:
    """
    Return what makes the leads of a plan, with their timelines and their messages.

    Args:
        plan: What is to be written.
        distributor: The one that placed the leads; it knows when and by whom.
        new_id: Gives ids for new leads.
        import_id: Is on the first event of each new lead.
        fields: Declares what leads can say.
    """
    plan.admission.drafts.values.turn()
    new, placements = plan.new, plan.placements
    ids = [new_id() for _ in new]
    of_new = {one.lead: one.changes for one in plan.updates if isinstance(one.lead, int)}
    of_stored = [(one.lead, one.changes) for one in plan.updates if isinstance(one.lead, Lead)]

    def make(number: int) -> LeadChange:
        if number >= len(new):
            lead, facts = of_stored[number - len(new)]
            change = LeadChange(lead)
        else:
            at, origin = new[number], Origin(import_id, plan.rows.numbers[new[number]])
            change = distributor.change(plan.admission, at, placements[number], ids[number], origin)
            facts = of_new.get(at, ())
        for fact in facts:
            change = change.then(fact, at=distributor.moment.now, actor=distributor.actor, fields=fields)
        return change

    def sort(number: int) -> Hashable:
        if number >= len(new) or new[number] in of_new:
            return None
        return distributor.sort(plan.admission, new[number], placements[number])

    def alike(first: LeadChange, number: int) -> Alike:
        at = new[number]
        row = plan.rows.numbers[at]
        return distributor.alike(first, plan.admission, at, placements[number], ids[number], row)

    had = {lead.partner_id for lead, _ in of_stored}
    names = _names_in(plan, {import_id, distributor.actor.id, distributor.actor.system, *had})
    leads = LeadsAlike(len(new) + len(of_stored), make, sort=sort, alike=alike, names=names)
    return RecordedPlan(leads, distributor.messages(placements, ids))


def _names_in(plan: ChunkPlan, others: Iterable[str | None]) -> frozenset[str]:
    """
    Return what the events of a plan name: the partners and systems of its new leads, and *others*.
    """
    partners = (one.id for one in plan.placements.partners if one is not None)
    envelopes = plan.admission.drafts.envelopes
    systems = (known.system for at in plan.new for known in envelopes[at].external_ids)
    return frozenset(name for name in chain(partners, systems, others) if name)


def _returned(row: Row, problems: Sequence[Problem], headers: Mapping[str, str]) -> RefusedRow:
    """
    Hand a row back with the places of its problems in the words of the file; values are not kept.
    """
    return RefusedRow(row.number, row.line, tuple(_placed(row, problem, headers) for problem in problems))


def _placed(row: Row, problem: Problem, headers: Mapping[str, str]) -> RowProblem:
    field = problem.path if problem.path in headers else None
    header = headers[field] if field else None
    place = "" if problem is row.problem else header or problem.path
    return RowProblem(
        code=problem.code,
        path=f"row {row.number}, {place}" if place else f"row {row.number}",
        message=problem.message,
        severity=problem.severity,
        suggestions=problem.suggestions,
        row=row.number,
        line=row.line,
        header=header,
        field=field,
    )
