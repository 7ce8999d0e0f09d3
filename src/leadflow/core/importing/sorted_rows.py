"""
Sorts the rows of a chunk: new leads, updates, duplicates and refused rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import assert_never

from attrs import evolve, frozen

from leadflow.core.facts import ValuesChanged
from leadflow.core.importing.chunk_plan import Update
from leadflow.core.importing.kept_columns import AddressedSubmission, KeptColumns
from leadflow.core.importing.progress import RefusedRow
from leadflow.core.importing.refused_rows import refused_row
from leadflow.core.intake import Admission, OnDuplicate
from leadflow.core.intake.requirements import RequiredFields, required_missing
from leadflow.core.intake.updating import changed_values
from leadflow.core.leads import Lead
from leadflow.core.problems import Problem
from leadflow.core.schema import Fields
from leadflow.core.tables import RowChunk
from leadflow.core.values import Values

__all__ = ["HeldTo", "SortedRows", "UpdateRules"]

HeldTo = Callable[[Lead], RequiredFields]
"""
Returns what a lead is held to when it changes.
"""


@frozen(kw_only=True)
class UpdateRules:
    """
    What rows do to leads that are there already.

    Attributes:
        on_duplicate: What happens to a row whose lead is there already, in the store or further up in the file.
        hidden: Duplicate keys of leads that the importing party does not see; they are never updated.
        kept: The columns that an update leaves; None if there are none.
        held_to: What a lead is held to that a row updates; None if the programme has no requirements.
    """

    on_duplicate: OnDuplicate
    hidden: Collection[str] = frozenset()
    kept: KeptColumns | None = None
    held_to: HeldTo | None = None

    @property
    def updates(self) -> bool:
        """
        True if rows change leads that are there.
        """
        return self.on_duplicate in (OnDuplicate.UPDATE, OnDuplicate.FILL)


class SortedRows:
    """
    The rows of a chunk by what happens to them; each row has exactly one outcome.

    Attributes:
        new: The places in the chunk of the rows that become leads, in order.
        updates: What others change about leads that are there, by duplicate key.
        updated_at: The places of the rows that update a lead, in order.
        duplicates: How many rows are skipped.
        absent: Duplicate keys of the new leads, each once.
        refused: Rows that became no lead, by place.
        told: The columns that an update leaves, by place.
    """

    def __init__(
        self,
        rows: RowChunk,
        admission: Admission,
        existing: Mapping[str, Lead],
        *,
        rules: UpdateRules,
        headers: Mapping[str, str],
        fields: Fields,
    ) -> None:
        self._rows = rows
        self._admission = admission
        self._there: dict[str, Lead | int | None] = dict(existing)
        self._rules = rules
        self._headers = headers
        self._fields = fields
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
        checks, skips = self._rules.on_duplicate is not OnDuplicate.CREATE, self._rules.on_duplicate is OnDuplicate.SKIP
        for before in seen:
            there.setdefault(before, None)
        excused: Collection[int] = self._admission.wanting if self._rules.updates else ()
        for at, key in enumerate(keys):
            if at in refused and not (at in excused and key in there):
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
        self.refused[at] = refused_row(self._rows[at], problems, self._headers)

    def _duplicate(self, at: int, key: str, lead: Lead | int | None) -> None:
        match self._rules.on_duplicate:
            case OnDuplicate.REFUSE:
                message = (
                    "a lead with this e-mail, or a field that is unique, already exists in this campaign; remove the row, "
                    "or import with 'update'"
                )
                self._refuse(at, [Problem(code="duplicate", path="email", message=message)])
            case OnDuplicate.UPDATE | OnDuplicate.FILL:
                self._update(at, key, lead, only_absent=self._rules.on_duplicate is OnDuplicate.FILL)
            case OnDuplicate.SKIP | OnDuplicate.CREATE:
                raise AssertionError(
                    "those that are skipped are counted, and none is a duplicate where all are created"
                )
            case _:
                assert_never(self._rules.on_duplicate)

    def _update(self, at: int, key: str, lead: Lead | int | None, *, only_absent: bool) -> None:
        if key in self._rules.hidden:
            self.duplicates += 1
            return
        if lead is None:
            self._updated(at, lead, only_absent=only_absent)
            return
        said = self._admission.drafts.values
        update = self.updates.get(key) or Update(lead, said[lead] if isinstance(lead, int) else lead.values)
        changes = changed_values(update.values, self._admission.values(at), only_absent=only_absent)
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
        if self._rules.kept is not None:
            row = AddressedSubmission(self._admission.drafts.submissions[at], self._admission.addresses[at])
            stored = lead if isinstance(lead, Lead) else None
            self.told[at] = self._rules.kept.told(row, stored, only_absent=only_absent)

    def _missing(self, at: int, lead: Lead | int, before: Values, after: Values) -> tuple[str, ...]:
        """
        Return what a lead would have to have if the row at *at* changed it, and did not have to before.
        """
        if self._rules.held_to is None:
            return ()
        there = self._admission.provisional(lead) if isinstance(lead, int) else lead
        form = self._admission.drafts.submissions[at].form
        return self._rules.held_to(there).newly_missing(evolve(there, values=before), evolve(there, values=after), form)
