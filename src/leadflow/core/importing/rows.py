"""
Rows to drafts: what a mapping makes of the cells of one row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from attrs import evolve

from leadflow.core.fields import AnyField
from leadflow.core.importing.formulas import unguard
from leadflow.core.importing.mapping import Column, ColumnMapping
from leadflow.core.importing.names import split_name
from leadflow.core.importing.plan import DraftedRow
from leadflow.core.importing.preparing import NAME_PARTS, splits_names
from leadflow.core.importing.suggestions import Polarity
from leadflow.core.importing.tables import Row
from leadflow.core.intake.drafts import Draft
from leadflow.core.kinds import EMAIL, TEXT, Adjusted, ReadOptions
from leadflow.core.kinds.emails import several_addresses
from leadflow.core.leads import CLOSING_STAGES, OPEN_STAGES, ExternalId
from leadflow.core.problems import Problem, Severity, Unreadable
from leadflow.core.schema import Schema
from leadflow.core.text import clean_text, text_key
from leadflow.core.values import Value, Values

__all__ = ["RowReader", "draft_row"]

Read = Callable[[str], Value]
_STAGES: Final = frozenset((*OPEN_STAGES, *CLOSING_STAGES))


class _Noted(Exception):
    """
    Something was cleaned: the row is read again, slowly, to say what.
    """


def draft_row(row: Row, reader: RowReader) -> DraftedRow:
    """
    Make a draft of *row*, with the warnings about the row as a whole; an error about it leaves no draft.
    """
    number, line, cells, problem = row
    if problem is None:
        return DraftedRow(number, line, reader.read(cells), None)
    if problem.severity is Severity.ERROR:
        return DraftedRow(number, line, None, problem)
    draft = reader.read(cells)
    return DraftedRow(number, line, evolve(draft, problems=(problem, *draft.problems)), problem)


class RowReader:
    """
    Makes drafts of the rows of one file; made once, since it is asked for every row.
    """

    def __init__(self, mapping: ColumnMapping, schema: Schema, *, source: str, campaign: str | None) -> None:
        """
        Take a *mapping* that `check_mapping` found no errors in.

        Args:
            mapping: Where the columns go.
            schema: What the fields are.
            source: Of every lead whose row names none.
            campaign: Id or name, of every lead whose row names none; None for no campaign.
        """
        self._source = source
        self._campaign = campaign
        used = [(at, column) for at, column in enumerate(mapping.columns) if column.field is not None]
        fields = [(at, column, _declared(schema, str(column.field))) for at, column in used]
        self.headers = {declared.name: column.header or declared.title for _, column, declared in fields}
        self._said = [(at, column, declared) for at, column, declared in fields if not declared.record]
        self._record = [(at, column, declared) for at, column, declared in fields if declared.record]
        names = tuple(declared.name for _, _, declared in self._said)
        self._splits = names.index("full_name") if splits_names(mapping) else None
        self._layout = schema.leads.layout_of(names if self._splits is None else (*names, *NAME_PARTS))
        self._fast = [(at if column.constant is None else -1, _fast(column, one)) for at, column, one in self._said]

    def read(self, cells: Sequence[str]) -> Draft:
        """
        Make a draft of one row; what cannot be read becomes a problem at the name of its field.
        """
        problems: tuple[Problem, ...] = ()
        try:
            said = tuple([read(cells[at]) for at, read in self._fast])
        except (Unreadable, _Noted):
            said, problems = self._slowly(cells)
        if self._splits is not None:
            said += _split(said[self._splits])
        values = Values(self._layout, said)
        if not self._record:
            return Draft(values=values, problems=problems, source=self._source, campaign=self._campaign)
        record, found = self._read_record(cells)
        return Draft(values=values, problems=(*problems, *found), **record)

    def _slowly(self, cells: Sequence[str]) -> tuple[tuple[Value, ...], tuple[Problem, ...]]:
        said: list[Value] = []
        problems: list[Problem] = []
        for at, column, declared in self._said:
            value, found = _read_cell(cells[at] if column.constant is None else column.constant, column, declared)
            said.append(value)
            problems += found
        return tuple(said), tuple(problems)

    def _read_record(self, cells: Sequence[str]) -> tuple[dict[str, Any], list[Problem]]:
        """
        Read the columns that fill the lead's record and not its values.
        """
        record: dict[str, Any] = {"source": self._source, "campaign": self._campaign}
        problems: list[Problem] = []
        for at, column, declared in self._record:
            value, found = _read_cell(cells[at] if column.constant is None else column.constant, column, declared)
            problems += found
            if value is not None:
                _RECORD[declared.name](record, value, problems)
        return record, problems


@lru_cache(maxsize=4_096)
def _split(full_name: str | None) -> tuple[str | None, ...]:
    name = split_name(full_name or "")
    return tuple([getattr(name, part) or None for part in NAME_PARTS])


def _declared(schema: Schema, name: str) -> AnyField:
    """
    Return the field *name*; a file's status is a word about sales, which is no distribution status.
    """
    declared = schema.leads[name]
    return evolve(declared, kind=TEXT, choices=()) if name == "status" and declared.record else declared


def _fast(column: Column, declared: AnyField) -> Read:
    """
    Return what reads a clean cell at once, and gives up on every other.
    """
    if column.constant is not None:
        value = declared.take(column.constant)
        return lambda text: value
    options = _options(column, declared)
    read_kind, flip = declared.kind.read, column.polarity is Polarity.INVERTED

    def read_text(text: str) -> Value:
        if text.isprintable() and text[:1] != "'":
            return text.strip() or None
        return read_any(text)

    def read_any(text: str) -> Value:
        bare = unguard(text.strip())
        if not bare:
            return None
        if not bare.isprintable() and clean_text(bare) != bare:
            raise _Noted
        value = read_kind(bare, options)
        if type(value) is Adjusted:
            raise _Noted
        if value == ():
            return None
        return (not value) if flip else value

    return read_text if declared.kind is TEXT else read_any


def _options(column: Column, declared: AnyField) -> ReadOptions:
    return declared.options(ReadOptions(date_order=column.date_order))


def _read_cell(text: str, column: Column, declared: AnyField) -> tuple[Value, list[Problem]]:
    problems: list[Problem] = []
    clean = clean_text(text)
    bare = unguard(clean.strip())
    if clean != text and bare:
        problems.append(_warning(declared, "control_characters", "control characters were taken out", text))
    if not bare:
        return None, problems
    try:
        value = declared.kind.read(bare, _options(column, declared))
    except Unreadable as error:
        several = several_addresses(bare) if declared.kind is EMAIL else []
        if not several:
            return None, [*problems, error.problem(declared.name, bare)]
        value = Adjusted(several[0], "emails_several", f"{len(several)} addresses stand here; the first was taken")
    if isinstance(value, Adjusted):
        problems.append(_warning(declared, value.code, value.message, bare))
        value = value.value
    if value == ():
        return None, problems
    return (not value) if column.polarity is Polarity.INVERTED else value, problems


def _warning(declared: AnyField, code: str, message: str, value: str) -> Problem:
    return Problem(code=code, where=declared.name, message=message, severity=Severity.WARNING, value=value)


def _put(name: str) -> Callable[[dict[str, Any], Value, list[Problem]], None]:
    def put(record: dict[str, Any], value: Value, problems: list[Problem]) -> None:
        record[name] = value

    return put


def _put_partner_id(record: dict[str, Any], value: Value, problems: list[Problem]) -> None:
    record["partner"] = value


def _put_partner_name(record: dict[str, Any], value: Value, problems: list[Problem]) -> None:
    record.setdefault("partner", value)


def _put_external_id(record: dict[str, Any], value: Iterable[str], problems: list[Problem]) -> None:
    record["external_ids"] = tuple(ExternalId("file", one) for one in value)


def _put_status(record: dict[str, Any], value: str, problems: list[Problem]) -> None:
    """
    A status in a file tells how far sales have come; how far the distribution has come is never imported.
    """
    stage = text_key(value)
    if stage in _STAGES:
        record["stage"] = stage
    else:
        message = f"this is no stage; the lead begins as '{OPEN_STAGES[0]}'"
        problems.append(
            Problem(code="stage_unknown", where="status", message=message, severity=Severity.WARNING, value=value)
        )


_RECORD: Final[dict[str, Callable[[dict[str, Any], Any, list[Problem]], None]]] = {
    "campaign": _put("campaign"),
    "source": _put("source"),
    "created_at": _put("created_at"),
    "lead_score": _put("score"),
    "external_id": _put_external_id,
    "partner_name": _put_partner_name,
    "partner_id": _put_partner_id,
    "status": _put_status,
}
