"""
The plan for a chunk of rows: every row ends in exactly one pile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from typing import NamedTuple

from attrs import field, frozen

from leadflow.core.facts import FieldChange, ValuesChanged
from leadflow.core.importing.progress import Counts, RefusedRow, RowProblem
from leadflow.core.intake import (
    Admitted,
    Distributed,
    Distributor,
    Draft,
    Gate,
    OnDuplicate,
    Origin,
    Refused,
    duplicate_key,
)
from leadflow.core.leads import Lead
from leadflow.core.notifications import Message
from leadflow.core.problems import Problem
from leadflow.core.schema import Fields
from leadflow.core.timeline import LeadEvent, record
from leadflow.core.values import Values

__all__ = ["AdmittedRow", "ChunkPlan", "DraftedRow", "admit_rows", "plan_chunk"]


class DraftedRow(NamedTuple):
    """
    A row and what was made of it.

    Attributes:
        number, line: Where it stands, as a spreadsheet and as a text editor count.
        draft: What it says, with the warnings about the row; None if the row itself is broken.
        problem: What is wrong with the row itself; None if nothing is.
    """

    number: int
    line: int
    draft: Draft | None
    problem: Problem | None


class AdmittedRow(NamedTuple):
    """
    A row after the gate.

    Attributes:
        row: As it was drafted.
        outcome: Admitted, or refused with its problems.
        key: Its duplicate key; None if it has none or is refused.
    """

    row: DraftedRow
    outcome: Admitted | Refused
    key: str | None


@frozen(kw_only=True)
class ChunkPlan:
    """
    What a chunk of rows wants written, and how it is counted.

    Attributes:
        leads, events, messages: To be written.
        refused: Rows that became no lead.
        warned: Rows that became one after something was cleaned.
        absent: Duplicate keys of the new leads, which no other lead may have by then.
        counts: Of this chunk.
        by_partner: How many leads each partner gets.
    """

    leads: tuple[Lead, ...]
    events: tuple[LeadEvent, ...]
    messages: tuple[Message, ...]
    refused: tuple[RefusedRow, ...]
    warned: tuple[RefusedRow, ...]
    absent: frozenset[str]
    counts: Counts
    by_partner: Mapping[str, int]


@frozen
class _Piles:
    """
    Where the rows of a chunk end, while it is planned.
    """

    leads: dict[str, Lead] = field(factory=dict)
    events: list[LeadEvent] = field(factory=list)
    messages: list[Message] = field(factory=list)
    refused: list[RefusedRow] = field(factory=list)
    warned: list[RefusedRow] = field(factory=list)
    absent: set[str] = field(factory=set)
    counts: Counter[str] = field(factory=Counter)
    by_partner: Counter[str] = field(factory=Counter)

    def take(self, done: Distributed) -> None:
        lead = done.lead
        self.leads[lead.id] = lead
        self.events.extend(done.events)
        self.messages.extend(done.messages)
        self.counts["imported"] += 1
        self.counts["assigned" if lead.partner_id else "unassigned"] += 1
        if lead.partner_id:
            self.by_partner[lead.partner_id] += 1

    def plan(self, read: int) -> ChunkPlan:
        return ChunkPlan(
            leads=tuple(self.leads.values()),
            events=tuple(self.events),
            messages=tuple(self.messages),
            refused=tuple(self.refused),
            warned=tuple(self.warned),
            absent=frozenset(self.absent),
            counts=Counts(read=read, refused=len(self.refused), **self.counts),
            by_partner=dict(self.by_partner),
        )


def admit_rows(rows: Sequence[DraftedRow], gate: Gate) -> list[AdmittedRow]:
    """
    Admit or refuse each row, and find the keys by which its duplicates are looked for.
    """
    admitted = []
    for row in rows:
        outcome = gate.admit(row.draft) if row.draft else Refused((row.problem,) if row.problem else ())
        key = None
        if isinstance(outcome, Admitted):
            key = duplicate_key(outcome.draft.values, outcome.campaign.id if outcome.campaign else None)
        admitted.append(AdmittedRow(row, outcome, key))
    return admitted


def plan_chunk(
    rows: Sequence[AdmittedRow],
    *,
    distributor: Distributor,
    existing: Mapping[str, Lead],
    seen: Container[str],
    on_duplicate: OnDuplicate,
    new_id: Callable[[], str],
    import_id: str,
    headers: Mapping[str, str],
    fields: Fields,
) -> ChunkPlan:
    """
    Plan a chunk of rows: hand back what is refused, look for duplicates, distribute the rest.

    Args:
        rows: In the order of the file.
        distributor: Distributes what was admitted, and knows when and by whom.
        existing: Stored active leads by duplicate key, for the keys of these rows.
        seen: Duplicate keys of leads planned in earlier chunks and not stored, which a preview has.
        on_duplicate: What becomes of a row whose lead is there already, in the store or further up in the file.
        new_id: Gives ids for new leads.
        import_id: Stands on the first event of each lead.
        headers: The header of each field, for the places of problems.
        fields: Declares what leads can say.
    """
    piles = _Piles()
    known = dict(existing)
    checks = on_duplicate is not OnDuplicate.CREATE
    for row, outcome, key in rows:
        if isinstance(outcome, Refused):
            piles.refused.append(_returned(row, outcome.problems, headers))
        elif checks and key is not None and (key in known or key in seen):
            lead = _duplicate(row, outcome, known.get(key), on_duplicate, piles, distributor, headers, fields)
            if lead is not None:
                known[key] = lead
        else:
            done = distributor.distribute(outcome, new_id(), Origin(import_id, row.number))
            piles.take(done)
            if outcome.warnings:
                piles.warned.append(_returned(row, outcome.warnings, headers))
            if checks and key is not None:
                known[key] = done.lead
                piles.absent.add(key)
    return piles.plan(len(rows))


def _duplicate(
    row: DraftedRow,
    admitted: Admitted,
    lead: Lead | None,
    on_duplicate: OnDuplicate,
    piles: _Piles,
    distributor: Distributor,
    headers: Mapping[str, str],
    fields: Fields,
) -> Lead | None:
    """
    Put a row whose lead is there already on its pile; the lead, if it was changed.
    """
    if on_duplicate is OnDuplicate.REFUSE:
        message = "a lead with this e-mail is there already for this campaign; drop the row or import with 'update'"
        problem = Problem(code="duplicate", where="email", message=message)
        piles.refused.append(_returned(row, (problem,), headers))
    elif on_duplicate is OnDuplicate.SKIP:
        piles.counts["duplicates"] += 1
    else:
        piles.counts["updated"] += 1
        fills = on_duplicate is OnDuplicate.FILL
        changes = _differences(lead.values, admitted.draft.values, only_absent=fills) if lead else ()
        if lead and changes:
            now, actor = distributor.moment.now, distributor.actor
            after, event = record(lead, ValuesChanged(changes), at=now, actor=actor, fields=fields)
            piles.leads[after.id] = after
            piles.events.append(event)
            return after
    return None


def _differences(before: Values, after: Values, *, only_absent: bool) -> tuple[FieldChange, ...]:
    """
    Name what a row says otherwise, or only what the lead did not say; what the row leaves out stays as it is.
    """
    found = ((name, before.get(name), value) for name, value in after.items())
    return tuple(
        FieldChange(name, old, new) for name, old, new in found if old != new and not (only_absent and old is not None)
    )


def _returned(row: DraftedRow, problems: Sequence[Problem], headers: Mapping[str, str]) -> RefusedRow:
    """
    Hand a row back with the places of its problems in the words of the file; values are not kept.
    """
    return RefusedRow(row.number, row.line, tuple(_placed(row, problem, headers) for problem in problems))


def _placed(row: DraftedRow, problem: Problem, headers: Mapping[str, str]) -> RowProblem:
    field = problem.where if problem.where in headers else None
    header = headers[field] if field else None
    place = "" if problem is row.problem else header or problem.where
    return RowProblem(
        code=problem.code,
        where=f"row {row.number}, {place}" if place else f"row {row.number}",
        message=problem.message,
        severity=problem.severity,
        near=problem.near,
        row=row.number,
        line=row.line,
        header=header,
        field=field,
    )
