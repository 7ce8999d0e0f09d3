"""
The report of an import.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import asdict, field, frozen

from leadflow.core.importing.mapping import ColumnMapping
from leadflow.core.importing.outcomes import RowOutcome
from leadflow.core.importing.progress import Counts, RefusedRow, RowProblem
from leadflow.core.importing.report_views import Cell, html_of, text_of
from leadflow.core.problems import Problem, errors_in

__all__ = ["ImportReport"]


@frozen(kw_only=True, repr=False)
class ImportReport:
    """
    The result of an import or a preview. In a notebook it shows itself as tables.

    Attributes:
        import_id: The same file with the same settings has the same id, unless the host gave another.
        counts: Where the rows went.
        by_partner: How many leads each partner got, by partner id.
        messages: How many messages were written.
        refused: The rows that have to be corrected, in the order of the file; the first ten thousand with their cells
            and the values of their problems.
        warned: The first rows that became leads after something was cleaned, at most a thousand; not kept from a
            part of the import that another process or an earlier run did.
        outcomes: What becomes of each row that this call read, in the order of the file; those that another process or
            an earlier run did are not among them.
        problems: What is wrong with the file or the settings as a whole. With an error among them no row was read and
            nothing was written.
        mapping: Where the columns went, with the order of dates that was found in each; None if nothing was read.
        preview: True if nothing was written.
        repeated: True if the whole import had been done before; nothing was written again.
        cancelled: True if it was stopped before its end; running it again continues from there.
    """

    import_id: str
    counts: Counts = field(factory=Counts)
    by_partner: Mapping[str, int] = field(factory=dict)
    messages: int = 0
    refused: Sequence[RefusedRow] = ()
    warned: Sequence[RefusedRow] = ()
    outcomes: Sequence[RowOutcome] = ()
    problems: tuple[Problem, ...] = ()
    mapping: ColumnMapping | None = None
    preview: bool = False
    repeated: bool = False
    cancelled: bool = False

    @property
    def ok(self) -> bool:
        """
        True if the file could be imported at all; single rows may still be refused.
        """
        return not errors_in(self.problems)

    @property
    def remembered(self) -> dict[str, str]:
        """
        The mapping for the supplier's next file; empty if this import created no lead.
        """
        done = self.ok and not self.preview and self.counts.imported + self.counts.updated > 0
        return self.mapping.remembered() if done and self.mapping else {}

    def problem_table(self, *, warnings: bool = True) -> Iterator[dict[str, Cell]]:
        """
        Return the problems of rows, one line each: row, line, header, field, code, severity, value and message. Values
        may be personal.
        """
        for row in self.refused:
            yield from map(_line, row.problems)
        if warnings:
            for row in self.warned:
                yield from map(_line, row.problems)

    def to_dict(self) -> dict[str, object]:
        """
        Return the report as plain JSON, with the problems but without cells and values.
        """
        return {
            "import_id": self.import_id,
            "ok": self.ok,
            "preview": self.preview,
            "repeated": self.repeated,
            "cancelled": self.cancelled,
            "counts": asdict(self.counts),
            "by_partner": dict(self.by_partner),
            "messages": self.messages,
            "problems": [_told(problem) for problem in self.problems],
            "rows": [{name: cell for name, cell in line.items() if name != "value"} for line in self.problem_table()],
        }

    def __str__(self) -> str:
        if not self.ok:
            return f"{self._headline()}: {', '.join(dict.fromkeys(one.code for one in errors_in(self.problems)))}"
        return text_of(self._headline(), self.counts)

    def __repr__(self) -> str:
        return f"<ImportReport {self}>"

    def _repr_html_(self) -> str:
        told = [_told(problem) for problem in self.problems]
        return html_of(self._headline(), self.counts, self.by_partner, told, self.problem_table())

    def _headline(self) -> str:
        if not self.ok:
            return "not imported"
        state = "preview" if self.preview else "done before" if self.repeated else "imported"
        return f"{state}, stopped before the end" if self.cancelled else state


def _line(problem: RowProblem) -> dict[str, Cell]:
    return {
        "row": problem.row,
        "line": problem.line,
        "header": problem.header,
        "field": problem.field,
        "code": problem.code,
        "severity": problem.severity.value,
        "value": problem.value,
        "message": problem.message,
    }


def _told(problem: Problem) -> dict[str, Cell]:
    return {
        "path": problem.path,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
    }
