"""
Fields that a form requires, always or of leads for which criteria hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

import attrs
from attrs import frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import filled
from leadflow.core.criteria import CheckedCriteria, Criteria, EvaluationTime, check_criteria, criteria_of, holds
from leadflow.core.leads import Lead
from leadflow.core.partners import Campaign, Partner
from leadflow.core.problems import Problem, errors_in
from leadflow.core.schema import Fields, Schema, unknown_field
from leadflow.core.subjects import Subjects
from leadflow.core.values import Columns
from leadflow.errors import InvalidInput

__all__ = ["LeadForm", "RequiredFields", "Requirement", "Requirements", "required_fields", "required_missing"]


class LeadForm(StrEnum):
    """
    The forms by which people bring in leads.

    `ADMIN` is the supplier's, `REGISTRATION` the partner's, and `IMPORT` a file.
    """

    ADMIN = "admin"
    REGISTRATION = "registration"
    IMPORT = "import"


def _forms(given: Iterable[LeadForm | str]) -> frozenset[LeadForm]:
    return frozenset(map(LeadForm, given))


@checked
@frozen(kw_only=True)
class Requirement:
    """
    A field that a lead has to have.

    Attributes:
        field: Its name.
        when: Criteria about the lead, its partner and its campaign, for which it is required; None requires it always.
        forms: By which forms; empty is every way in, a program's too.
    """

    field: str = attrs.field(validator=filled)
    when: Criteria | None = attrs.field(default=None, converter=attrs.converters.optional(criteria_of))
    forms: frozenset[LeadForm] = attrs.field(default=frozenset(), converter=_forms)

    def is_for(self, form: LeadForm | None) -> bool:
        """
        Return whether leads that come by *form* are held to it; None is a program.
        """
        return not self.forms or form in self.forms


@frozen(eq=False)
class _Ready:
    """
    A requirement whose criteria are checked.
    """

    requirement: Requirement
    criteria: CheckedCriteria | None


@frozen(eq=False)
class Requirements:
    """
    The requirements of a programme, ready to be asked; `required_fields` makes them.
    """

    _ready: tuple[_Ready, ...] = ()

    def of(self, form: LeadForm | None) -> tuple[Requirement, ...]:
        """
        Return those of a form, in their order.
        """
        return tuple(one.requirement for one in self._ready if one.requirement.is_for(form))

    def missing(self, subjects: Subjects, moment: EvaluationTime, form: LeadForm | None) -> tuple[str, ...]:
        """
        Return the names of the fields that the lead of *subjects* has to have and has not, each once.
        """
        assert subjects.lead is not None
        values = subjects.lead.values
        return tuple(
            dict.fromkeys(
                one.requirement.field
                for one in self._ready
                if one.requirement.is_for(form)
                and values.said(one.requirement.field)[0] is None
                and (one.criteria is None or holds(one.criteria, subjects, moment))
            )
        )

    def absent_in(self, records: Columns) -> frozenset[int]:
        """
        Return the places of the records that lack a field of any requirement: only those have to be asked.
        """
        columns = [records.column(name) for name in {one.requirement.field for one in self._ready}]
        return frozenset(at for column in columns for at, value in enumerate(column) if value is None)

    def __bool__(self) -> bool:
        return bool(self._ready)


@lru_cache(maxsize=64)
def required_fields(requirements: tuple[Requirement, ...], schema: Schema) -> Requirements:
    """
    Make requirements ready.

    Raises:
        InvalidInput: A field is not declared as a value of leads, or criteria do not fit the schema; every problem.
    """
    ready, problems = list[_Ready](), list[Problem]()
    declared = {one.name: one for one in schema.leads.layout.fields}
    for number, one in enumerate(requirements):
        place = f"intake.requirements[{number}]"
        if one.field not in declared:
            problems.append(unknown_field(one.field, declared).problem(f"{place}.field"))
        criteria = None
        if one.when is not None:
            criteria, found = check_criteria(one.when, schema)
            problems += [problem.at(f"{place}.when") for problem in errors_in(found)]
        ready.append(_Ready(one, criteria))
    if problems:
        raise InvalidInput(tuple(problems))
    return Requirements(tuple(ready))


@frozen(kw_only=True)
class RequiredFields:
    """
    What a lead is held to when it changes.

    Attributes:
        requirements: Of the programme.
        moment: When and where criteria are judged.
        partner, campaign: Those that the lead names.
    """

    requirements: Requirements
    moment: EvaluationTime
    partner: Partner | None = None
    campaign: Campaign | None = None

    def newly_missing(self, before: Lead, after: Lead, form: LeadForm | None) -> tuple[str, ...]:
        """
        Return the fields that *after* lacks and *before* did not: what was lacking before hinders no other change.
        """
        if not self.requirements:
            return ()
        lacking = self.missing(before, form)
        return tuple(name for name in self.missing(after, form) if name not in lacking)

    def missing(self, lead: Lead, form: LeadForm | None) -> tuple[str, ...]:
        """
        Return the fields that *lead* has to have and has not, each once.
        """
        return self.requirements.missing(Subjects(lead, self.partner, self.campaign), self.moment, form)


def required_missing(name: str, fields: Fields) -> Problem:
    """
    Say that a required field is missing.
    """
    return Problem(code="required_missing", path=name, message=f"{fields[name].title} is required; fill it")
