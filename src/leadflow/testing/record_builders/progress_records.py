"""
How far imports, exports, bulk operations and calls have come, for tests.
"""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve

from leadflow.core.exports import StoredExport
from leadflow.core.handling.bulk import BulkChunk, BulkResult, BulkRun
from leadflow.core.idempotency import CompletedCall, CompletedCalls, LeadSpan
from leadflow.core.importing.progress import Counts, ImportProgress, RefusedRow, RefusedRows, RowProblem
from leadflow.testing.builders import NOW

__all__ = [
    "a_bulk_chunk",
    "a_bulk_run",
    "a_chunk",
    "a_refused_row",
    "a_stored_export",
    "some_completed_calls",
    "some_refused_rows",
]


def a_chunk(import_id: str = "import-1", chunk: int = 1) -> ImportProgress:
    """
    Return the progress of an import after a chunk of ten rows.
    """
    return ImportProgress(
        import_id=import_id,
        chunk=chunk,
        last_row=1 + 10 * chunk,
        counts=Counts(read=10 * chunk, imported=8 * chunk, assigned=5 * chunk, unassigned=3 * chunk, refused=2 * chunk),
        by_partner={"nordlys": 3 * chunk, "globex": 2 * chunk},
        messages=4 * chunk,
        started_at=NOW,
        modified_at=NOW + timedelta(minutes=chunk),
    )


def some_refused_rows(*numbers: int, import_id: str = "import-1", chunk: int = 1) -> RefusedRows:
    """
    Return the rows with these *numbers*, as a chunk of an import keeps them.
    """
    rows = tuple(evolve(a_refused_row(number), cells=()) for number in numbers)
    return RefusedRows(import_id=import_id, chunk=chunk, rows=rows)


def some_completed_calls(*numbers: int, bucket: str = "0a1b") -> CompletedCalls:
    """
    Return calls that were made under idempotency keys, as they are kept together.
    """
    return CompletedCalls(
        bucket=bucket,
        calls=tuple(
            CompletedCall(
                digest=f"{bucket}{number:028x}",
                call=f"{number:032x}",
                at=NOW,
                leads=(LeadSpan(lead_id=f"lead-{number}", since=0, seq=2),),
            )
            for number in numbers
        ),
    )


def a_bulk_run(bulk_id: str = "bulk-1") -> BulkRun:
    """
    Return a bulk operation as it is stored when it begins.
    """
    return BulkRun(
        bulk_id=bulk_id, call="c" * 32, caller="d" * 32, operation="transfer", leads=201, chunks=2, started_at=NOW
    )


def a_bulk_chunk(bulk_id: str = "bulk-1", *, number: int = 1, done: bool = False) -> BulkChunk:
    """
    Return a chunk of a bulk operation, before or after its leads are done.
    """
    results = (
        BulkResult(lead_id="lead-1", code="done", continued_by="lead-9"),
        BulkResult(lead_id="lead-2", code="lead_accepted"),
    )
    ids = ("lead-1", "lead-2")
    return BulkChunk(bulk_id=bulk_id, number=number, lead_ids=ids, done=done, results=results if done else ())


def a_stored_export(id: str = "export-1") -> StoredExport:
    """
    Return an export of which one piece is stored.
    """
    return StoredExport(
        id=id,
        call="a" * 32,
        owner="b" * 32,
        scope="d" * 32,
        format="xlsx",
        name="leads.xlsx",
        recipient_id="lena",
        rows=5_000,
        after="cursor",
        pieces=("e" * 32,),
        reserved=("f" * 32,),
        started_at=NOW,
        expires_at=NOW + timedelta(days=7),
    )


def a_refused_row(number: int) -> RefusedRow:
    """
    Return a row that became no lead, with two problems.
    """
    problems = (
        RowProblem(
            code="email_invalid",
            path=f"row {number}, E-mail",
            message="this is not an e-mail address",
            row=number,
            line=number + 1,
            header="E-mail",
            field="email",
        ),
        RowProblem(
            code="partner_unknown",
            path=f"row {number}, Partner",
            message="no such partner",
            suggestions=("Nordlys",),
            row=number,
            line=number + 1,
        ),
    )
    return RefusedRow(number, number + 1, problems, ("not an address", "Nordly"))
