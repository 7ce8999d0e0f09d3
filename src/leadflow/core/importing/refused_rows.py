"""
Returns rows with the places of their problems in the words of the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadflow.core.importing.progress import RefusedRow, RowProblem
from leadflow.core.problems import Problem
from leadflow.core.tables import Row

__all__ = ["refused_row"]


def refused_row(row: Row, problems: Sequence[Problem], headers: Mapping[str, str]) -> RefusedRow:
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
