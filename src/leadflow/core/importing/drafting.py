"""
Converts rows to drafts, by a mapping.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, Final

from attrs import evolve

from leadflow.core.fields import AnyField
from leadflow.core.importing.decimal_marks import DecimalMarks
from leadflow.core.importing.drafting_cells import Found, column_reader, read_cell, read_options
from leadflow.core.importing.mapping import ColumnMapping
from leadflow.core.importing.names import split_name
from leadflow.core.importing.preparing import NAME_PARTS, splits_names
from leadflow.core.intake.drafts import Drafts, Submission
from leadflow.core.intake.requirements import LeadForm
from leadflow.core.kinds import ID, TEXT, ReadOptions
from leadflow.core.kinds.stand_ins import says_nothing
from leadflow.core.leads import ExternalId
from leadflow.core.problems import Problem, Severity, Unreadable
from leadflow.core.schema import Schema
from leadflow.core.tables import RowChunk
from leadflow.core.values import Columns, Value

__all__ = ["RowReader"]

_RECORDS_KEPT: Final = 4_096
_AS_WRITTEN: Final = ReadOptions()

_first, _second = itemgetter(0), itemgetter(1)

_Record = tuple[Submission, tuple[Problem, ...]]


class RowReader:
    """
    Makes drafts of the rows of one file; made once, since it is asked for every chunk.
    """

    def __init__(
        self,
        mapping: ColumnMapping,
        schema: Schema,
        *,
        source: str,
        campaign: str | None,
        marks: DecimalMarks | None = None,
    ) -> None:
        """
        Take a *mapping* that `check_mapping` found no errors in.

        Args:
            mapping: Where the columns go.
            schema: What the fields are.
            source: Of every lead whose row names none.
            campaign: Id or name, of every lead whose row names none; None for no campaign.
            marks: Finds the decimal marks of columns that nobody set; without it unclear numbers are refused.
        """
        self._source = source
        self._campaign = campaign
        self._zone = schema.zone
        used = [(at, column) for at, column in enumerate(mapping.columns) if column.field is not None]
        fields = [(at, column, _declared(schema, str(column.field))) for at, column in used]
        self.headers = {declared.name: column.header or declared.title for _, column, declared in fields}
        if "status" in self.headers:
            self.headers["stage"] = self.headers["status"]
        self._said = [(at, column, declared) for at, column, declared in fields if not declared.record]
        self._record = [(at, column, declared) for at, column, declared in fields if declared.record]
        names = tuple(declared.name for _, _, declared in self._said)
        self._splits = names.index("full_name") if splits_names(mapping) else None
        self._layout = schema.leads.layout_of(names if self._splits is None else (*names, *NAME_PARTS))
        self._columns = [
            (at, column_reader(column, declared, zone=schema.zone, mark_of=partial(marks.of, at) if marks else None))
            for at, column, declared in self._said
        ]
        self._places = [at for at, column, _ in self._record if column.constant is None]
        self._width = len(mapping.columns)
        # Most rows say the same there.
        self._recorded = lru_cache(maxsize=_RECORDS_KEPT)(self._read_record)

    def read(self, rows: RowChunk) -> Drafts:
        """
        Make a draft of each of *rows*; what cannot be read becomes a problem at the name of its field.

        Of a row with an error about it as a whole, nothing else is reported.
        """
        # A constant has no column in the file.
        columns = [*rows.columns, *[[""] * len(rows)] * (self._width - len(rows.columns))]
        found: Found = defaultdict(list, {at: [problem] for at, problem in rows.problems.items()})
        said: list[Sequence[Value]] = [read(columns[at], found) for at, read in self._columns]
        if self._splits is not None:
            said += _split_all(said[self._splits])
        submissions = self._submissions([columns[at] for at in self._places], len(rows), found)
        problems = {at: _told(told, rows.problems.get(at)) for at, told in found.items()}
        return Drafts(Columns(self._layout, said, len(rows)), submissions, problems)

    def _submissions(self, columns: Sequence[Sequence[str]], count: int, found: Found) -> list[Submission]:
        """
        Read the columns that fill the lead's record and not its values.
        """
        records = list(map(self._recorded, *columns)) if columns else [self._recorded()] * count
        if any(map(_second, records)):
            for at, (_, problems) in enumerate(records):
                if problems:
                    found[at] += problems
        return list(map(_first, records))

    def _read_record(self, *texts: str) -> _Record:
        """
        Read the columns that fill the lead's record and not its values.
        """
        record: dict[str, Any] = {"source": self._source, "campaign": self._campaign, "form": LeadForm.IMPORT}
        problems: list[Problem] = []
        found_there = iter(texts)
        for _, column, declared in self._record:
            text = next(found_there) if column.constant is None else column.constant
            value, found = read_cell(text, column, declared, read_options(column, declared, self._zone))
            problems += found
            if value is not None:
                _RECORD[declared.name](record, value, problems)
        return Submission(**record), tuple(problems)


def _split_all(names: Sequence[str | None]) -> list[tuple[str | None, ...]]:
    return list(zip(*map(_split, names), strict=True)) or [() for _ in NAME_PARTS]


def _told(problems: Sequence[Problem], about_row: Problem | None) -> tuple[Problem, ...]:
    return (about_row,) if about_row and about_row.severity is Severity.ERROR else tuple(problems)


@lru_cache(maxsize=4_096)
def _split(full_name: str | None) -> tuple[str | None, ...]:
    name = split_name(full_name or "")
    return tuple([getattr(name, part) or None for part in NAME_PARTS])


def _declared(schema: Schema, name: str) -> AnyField:
    """
    Return the field *name*; a file's status is a word about sales, which is not a distribution status.
    """
    declared = schema.leads[name]
    return evolve(declared, kind=TEXT, choices=()) if name == "status" and declared.record else declared


def _put(name: str) -> Callable[[dict[str, Any], Value, list[Problem]], None]:
    def put(record: dict[str, Any], value: Value, problems: list[Problem]) -> None:
        record[name] = value

    return put


def _put_source(record: dict[str, Any], value: str, problems: list[Problem]) -> None:
    if not says_nothing(value):
        record["source"] = value


def _put_campaign(record: dict[str, Any], value: str, problems: list[Problem]) -> None:
    # A row that says n/a has the campaign of rows without one.
    if record["campaign"] is None or not says_nothing(value):
        record["campaign"] = value


def _put_partner_id(record: dict[str, Any], value: Value, problems: list[Problem]) -> None:
    record["partner"] = value


def _put_partner_name(record: dict[str, Any], value: Value, problems: list[Problem]) -> None:
    record.setdefault("partner", value)


def _put_external_id(record: dict[str, Any], value: Iterable[str], problems: list[Problem]) -> None:
    ids = []
    for one in value:
        try:
            ids.append(ID.read(one, _AS_WRITTEN))
        except Unreadable as error:
            problems.append(error.problem("external_id", one))
    record["external_ids"] = tuple(ExternalId("file", str(one)) for one in dict.fromkeys(ids))


_RECORD: Final[dict[str, Callable[[dict[str, Any], Any, list[Problem]], None]]] = {
    "campaign": _put_campaign,
    "source": _put_source,
    "created_at": _put("created_at"),
    "lead_score": _put("score"),
    "external_id": _put_external_id,
    "partner_name": _put_partner_name,
    "partner_id": _put_partner_id,
    # How far sales have come; how far the distribution has come is never imported.
    "status": _put("stage"),
}
