"""
Opens files for import, and does an import to its end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, cast

from leadflow.core.columns.cell_judging import cell_judge
from leadflow.core.columns.suggesting import suggest_columns
from leadflow.core.columns.suggestions import Suggestion
from leadflow.core.importing.progress import ImportProgress
from leadflow.core.importing.report import ImportReport
from leadflow.core.problems import errors_in
from leadflow.core.tables import TableLimits, TableOptions, WorkbookReader, read_table
from leadflow.services.importing.lead_files import LeadFile, digest, open_path
from leadflow.services.importing.run import ImportRun
from leadflow.services.operations.caller import Caller

__all__ = ["complete", "open_file"]


def open_file(
    caller: Caller,
    source: str | os.PathLike[str] | BinaryIO,
    *,
    name: str,
    options: TableOptions,
    limits: Callable[[BinaryIO], TableLimits],
    workbooks: WorkbookReader | None,
    remembered: Mapping[str, str] | None,
) -> LeadFile:
    """
    Detect the format of a file within its *limits*, and suggest a field for each column; see `ImportDesk.open`.
    """
    opened = open_path(Path(source)) if isinstance(source, str | os.PathLike) else None
    stream = opened or cast(BinaryIO, source)
    name = name or (Path(os.fspath(source)).name if isinstance(source, str | os.PathLike) else "")
    schema = caller.setting.programme.schema
    table = read_table(
        stream, name=name, options=options, limits=limits(stream), workbooks=workbooks, judge=cell_judge(schema)
    )
    suggestions: tuple[Suggestion, ...] = ()
    if not errors_in(table.problems):
        suggestions = suggest_columns(table.headers, schema=schema, samples=table.samples(), remembered=remembered)
    return LeadFile(table=table, suggestions=suggestions, digest=digest(stream), opened=opened)


def complete(
    work: ImportRun,
    on_progress: Callable[[ImportProgress], None] | None,
    cancelled: Callable[[], bool] | None,
) -> ImportReport:
    """
    Do an import to its end, or until it is cancelled.
    """
    steps = iter(work)
    while not (cancelled and cancelled()):
        progress = next(steps, None)
        if progress is None:
            break
        if on_progress is not None:
            on_progress(progress)
    return work.report
