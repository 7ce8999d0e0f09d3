"""
Imports one file by its suggestions, and looks where each cell went.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from attrs import field, frozen
from benchmarks.first_try_files import ROWS, SystemFile

from leadflow import (
    STANDARD_SCHEMA,
    ImportDesk,
    ImportSettings,
    Lead,
    OnDuplicate,
    Partner,
    Programme,
    ProgramParty,
    Setting,
    SupplierDesk,
)
from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.memory import MemoryStore
from leadflow.core.importing.mapping import ColumnMapping
from leadflow.core.importing.report import ImportReport
from leadflow.core.kinds import Unfit
from leadflow.core.kinds.stand_ins import says_nothing

__all__ = ["Outcome", "first_try"]

_NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_PARTY = ProgramParty(name="first-try")


@frozen(kw_only=True)
class Outcome:
    """
    What became of one file.

    Attributes:
        lost: A line for each cell that was lost.
        aside: How many cells were set aside.
        told: A line for each problem of the file or of a refused row.
        reasons: The codes of those problems.
    """

    rows: int
    rows_in: int
    cells: int
    lost: tuple[str, ...]
    aside: int
    told: tuple[str, ...]
    reasons: Counter[str] = field(factory=Counter)

    @property
    def clean(self) -> bool:
        """
        True if everything came in.
        """
        return self.rows_in == self.rows and not self.lost


def first_try(file: SystemFile) -> Outcome:
    """
    Import *file* as somebody does who takes every suggestion and decides nothing.
    """
    store = MemoryStore()
    programme = Programme(supplier_id="acme", name="Acme", schema=STANDARD_SCHEMA)
    setting = Setting(open_unit=store.open_unit, programme=programme, clock=lambda: _NOW, new_id=TimeOrderedIds())
    partners = [Partner(id=f"p{at}", name=name) for at, name in enumerate(file.partners)]
    SupplierDesk(setting, _PARTY).save_partners(partners)
    imports = ImportDesk(setting, _PARTY)
    opened = imports.open(io.BytesIO(file.data), name="leads.csv")
    mapping = opened.mapping.skip_undecided()
    report = imports.run(opened, mapping, ImportSettings(on_duplicate=OnDuplicate.CREATE))
    with setting.unit() as unit:
        leads = sorted(unit.leads.page(None, ROWS), key=lambda lead: lead.id)
    return _outcome(file, mapping, report, leads)


def _outcome(file: SystemFile, mapping: ColumnMapping, report: ImportReport, leads: list[Lead]) -> Outcome:
    refused = {row.number for row in report.refused}
    problems = [*report.problems, *(problem for row in report.refused for problem in row.problems)]
    errors = [problem for problem in problems if problem.severity == "error"]
    lost, aside, cells = [], 0, 0
    going_in = iter(leads)
    for number, row in enumerate(file.rows[1:], 2):
        lead = None if number in refused or not report.ok else next(going_in, None)
        for name, header, cell in _filled(file, mapping, row):
            cells += 1
            if lead is None or not _says(lead, name, cell):
                lost.append(f"{header!r} -> {name}: {cell!r} is lost")
            elif isinstance(lead.values.get("stage" if name == "status" else name), Unfit):
                aside += 1
    return Outcome(
        rows=len(file.rows) - 1,
        rows_in=len(leads),
        cells=cells,
        lost=tuple(lost),
        aside=aside,
        told=tuple(str(problem) for problem in errors),
        reasons=Counter(problem.code for problem in errors),
    )


def _filled(file: SystemFile, mapping: ColumnMapping, row: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """
    Yield field, header and text of each filled cell of a mapped column; what stands for nothing fills none.
    """
    targets = {at: column.field for at, column in enumerate(mapping.columns) if column.field}
    for at, cell in enumerate(row):
        name = targets.get(at)
        if name and cell.strip() and not says_nothing(cell):
            yield name, file.rows[0][at], cell


def _says(lead: Lead, name: str, cell: str) -> bool:
    """
    Return whether a lead says something of a field, or has what was written there in *cell*.
    """
    record: dict[str, object] = {
        "campaign": lead.campaign_id,
        "status": "stage" in lead.values or lead.stage != "open" or cell.casefold() == "open",
        "source": lead.source != "csv_upload",
        "created_at": lead.created_at,
        "external_id": lead.external_ids,
        "partner_name": lead.partner_id,
        "partner_id": lead.partner_id,
        "lead_score": True,
    }
    return name in lead.values or bool(record.get(name))
