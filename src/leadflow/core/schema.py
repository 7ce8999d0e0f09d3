"""
The schema: the declared fields of leads, partners and campaigns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, tzinfo
from typing import Any, Final, Self

from attrs import evolve, frozen

from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.fields import AnyField, Field
from leadflow.core.kinds import (
    BOOLEAN,
    CODE,
    COUNTRY,
    EMAIL,
    INTEGER,
    LONG_TEXT,
    MONEY,
    PHONE,
    STATE,
    TEXT,
    UNFIT,
    URL,
    ReadOptions,
    Unfit,
)
from leadflow.core.problems import Problem, Severity, Unreadable, near, or_list
from leadflow.core.records import CAMPAIGN_FIELDS, LEAD_FIELDS, PARTNER_FIELDS, Subject
from leadflow.core.text import clean_text
from leadflow.core.values import Layout, Value, Values
from leadflow.errors import InvalidInput

__all__ = ["STANDARD_SCHEMA", "Fields", "Schema", "Subject", "unknown_field"]


class Fields(Mapping[str, AnyField]):
    """
    The declared fields of one subject, by name and in order.

    Raises:
        InvalidInput: A name is declared twice (``field_repeated``).
    """

    __slots__ = ("_by_name", "_hash", "_layouts", "_unfit", "layout")

    def __init__(self, fields: Iterable[AnyField]) -> None:
        declared = tuple(fields)
        self._by_name = {one.name: one for one in declared}
        if len(self._by_name) != len(declared):
            names = [one.name for one in declared]
            twice = sorted({name for name in names if names.count(name) > 1})
            raise wrong_value("field_repeated", f"{or_list(twice)} is declared twice; rename one", "Fields(fields)")
        # Asked for with each unit of work.
        self._hash = hash(tuple(self._by_name))
        self.layout = Layout(tuple(one for one in declared if not one.record))
        self._layouts: dict[tuple[str, ...], Layout] = {self.layout.names: self.layout}
        self._unfit: dict[tuple[tuple[str, ...], frozenset[str]], Layout] = {}

    def __getitem__(self, name: str, /) -> AnyField:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fields) and self._by_name == other._by_name

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type[Fields], tuple[tuple[AnyField, ...]]]:
        return Fields, (tuple(self._by_name.values()),)

    def layout_of(self, names: tuple[str, ...]) -> Layout:
        """
        Return the shared layout of *names*, in their order.

        A name that is no longer declared becomes a text field, so that stored leads stay readable.
        """
        layout = self._layouts.get(names)
        if layout is None:
            layout = Layout(tuple(self._by_name.get(name) or Field(name, TEXT) for name in names))
            self._layouts[names] = layout
        return layout

    def layout_with_misfits(self, names: tuple[str, ...], misfits: frozenset[str]) -> Layout:
        """
        Return the shared layout of *names*, in their order, of which *misfits* hold what their fields cannot read.
        """
        layout = self._unfit.get((names, misfits))
        if layout is None:
            fields = self.layout_of(names).fields
            layout = Layout(tuple(Field(one.name, UNFIT) if one.name in misfits else one for one in fields))
            self._unfit[names, misfits] = layout
        return layout

    def set_aside(self, values: Values, misfits: Mapping[str, Unfit]) -> Values:
        """
        Return *values* and, beside them, *misfits*: what was written for fields that could not read it.
        """
        cells = {**dict(zip(values.layout.names, values.cells, strict=True)), **misfits}
        unfit = frozenset(name for name, cell in cells.items() if cell.__class__ is Unfit)
        return Values(self.layout_with_misfits(tuple(cells), unfit), tuple(cells.values()))

    def fill(self, **said: object) -> Values:
        """
        Make values from Python objects or text; text is read by the field's kind, None and blank text are absent.

        Raises:
            InvalidInput: A name is not declared, or a text cannot be read; all problems at once.
        """
        read, problems = self.read(said)
        wrong = tuple(one for one in problems if one.severity is Severity.ERROR)
        if wrong:
            raise InvalidInput(wrong)
        return read

    def read(
        self, said: Mapping[str, object], options: ReadOptions | None = None
    ) -> tuple[Values, tuple[Problem, ...]]:
        """
        Make values from Python objects or text, as far as they can be read, and say what is wrong with the rest.

        Args:
            said: By the names of fields.
            options: What the texts do not say.
        """
        cells: dict[str, Value] = {}
        problems: list[Problem] = []
        for name, given in said.items():
            try:
                cell = self._read_one(name, given, options)
            except Unreadable as error:
                problems.append(error.problem(name, given if isinstance(given, str) else None))
                continue
            if cell is not None:
                cells[name] = cell
            if isinstance(given, str) and len(clean_text(given.strip())) != len(given.strip()):
                problems.append(_cleaned(name, given))
        return Values(self.layout_of(tuple(cells)), tuple(cells.values())), tuple(problems)

    def _read_one(self, name: str, given: object, options: ReadOptions | None) -> Value:
        declared = self._by_name.get(name)
        if declared is None or declared.record:
            raise unknown_field(name, {one.name: one for one in self.layout.fields})
        return declared.take(given, options)


def _cleaned(name: str, given: str) -> Problem:
    message = "invisible characters were removed"
    return Problem(code="control_characters", path=name, message=message, severity=Severity.WARNING, value=given)


def unknown_field(name: str, known: Mapping[str, AnyField]) -> Unreadable:
    """
    Return what to say of a field name that nobody declared; names and labels that look like it are offered.
    """
    titles = {one.title: one.name for one in known.values()}
    close = tuple(dict.fromkeys(titles.get(found, found) for found in near(name, [*known, *titles])))
    hint = f"; did you mean {or_list(close)}?" if close else "; declare it in the schema first"
    return Unreadable("field_unknown", f"no field is called '{name}'{hint}", close)


@checked
@frozen(kw_only=True, cache_hash=True)
class Schema:
    """
    The fields of leads, partners and campaigns.

    Attributes:
        leads: The fields of a lead, its company included, and what its record adds (source, status, ...).
        partners: The fields of a partner.
        campaigns: The fields of a campaign.
        zone: Of moments that are written without an offset; a programme gives its schema its own.
    """

    leads: Fields
    partners: Fields
    campaigns: Fields
    zone: tzinfo = UTC

    @checked
    def extend(
        self,
        *leads: Field[Any],
        partners: Iterable[Field[Any]] = (),
        campaigns: Iterable[Field[Any]] = (),
    ) -> Self:
        """
        Return a schema with custom fields added.

        Raises:
            InvalidInput: A name is taken (``field_repeated``), a field of a partner or a campaign asks for an index
                (``kind_unsuitable``), or a field claims to live on the record, where only leadflow's own do
                (``field_of_record``).
        """
        partners, campaigns = tuple(partners), tuple(campaigns)
        claimed = [one.name for one in (*leads, *partners, *campaigns) if one.record]
        of_few = [one.name for one in (*partners, *campaigns) if one.indexed]
        if of_few:
            message = "only fields of leads can be indexed; leave out indexed=True"
            raise wrong_value(
                "kind_unsuitable", f"{or_list(of_few)} is of partners or campaigns, and {message}", "Schema.extend"
            )
        if claimed:
            message = f"{or_list(claimed)} is a field of the record, and custom fields are not; declare a Field"
            raise wrong_value("field_of_record", message, "Schema.extend")
        return evolve(
            self,
            leads=Fields([*(self.leads[name] for name in self.leads), *leads]),
            partners=Fields([*(self.partners[name] for name in self.partners), *partners]),
            campaigns=Fields([*(self.campaigns[name] for name in self.campaigns), *campaigns]),
        )

    def with_unique(self, *names: str) -> Self:
        """
        Return a schema in which leads are known by the fields *names* too, such as a phone; see `Field.unique`.

        Raises:
            InvalidInput: Leads have no such field, or it is one of the record (``field_unknown``).
        """
        unknown = [name for name in names if name not in self.leads or self.leads[name].record]
        if unknown:
            message = f"leads have no field {or_list(unknown)} of their own; declare it first"
            raise wrong_value("field_unknown", message, "Schema.with_unique(names)")
        return evolve(
            self,
            leads=Fields([evolve(one, unique=True) if name in names else one for name, one in self.leads.items()]),
        )

    def of(self, subject: Subject) -> Fields:
        """
        Return the fields of *subject*.
        """
        match subject:
            case Subject.LEAD:
                return self.leads
            case Subject.PARTNER:
                return self.partners
            case Subject.CAMPAIGN:
                return self.campaigns


# What people fill in; what the record adds is in leadflow.core.records.
_STANDARD_VALUES: Final[tuple[AnyField, ...]] = (
    Field("email", EMAIL, label="E-mail"),
    Field("first_name", TEXT),
    Field("last_name", TEXT),
    Field("full_name", TEXT),
    Field("salutation", TEXT, stand_ins=True),
    Field("title", TEXT, label="Job title"),
    Field("department", TEXT, stand_ins=True),
    Field("mobile_phone", PHONE),
    Field("work_phone", PHONE),
    Field("home_phone", PHONE),
    Field("fax", PHONE),
    Field("company", TEXT),
    Field("sic_code", CODE, label="SIC code"),
    Field("naics_code", CODE, label="NAICS code"),
    Field("industry", TEXT, stand_ins=True),
    Field("website", URL),
    Field("linkedin_url", URL, label="LinkedIn URL"),
    Field("employee_count", INTEGER, label="Employees"),
    Field("annual_revenue", MONEY),
    Field("address1", TEXT, label="Address line 1"),
    Field("address2", TEXT, label="Address line 2"),
    Field("city", TEXT),
    Field("state", STATE),
    Field("postal_code", CODE),
    Field("country", COUNTRY),
    Field("language", TEXT, stand_ins=True),
    Field("notes", LONG_TEXT),
    Field("rating", TEXT, stand_ins=True),
    Field("do_not_contact", BOOLEAN),
)

STANDARD_SCHEMA: Final = Schema(
    leads=Fields(_STANDARD_VALUES + LEAD_FIELDS),
    partners=Fields(PARTNER_FIELDS),
    campaigns=Fields(CAMPAIGN_FIELDS),
)
"""
The standard fields. A host adds its own: ``STANDARD_SCHEMA.extend(Field("seats", INTEGER))``.
"""
