"""
Asking for opportunities by criteria.

Criteria are about an opportunity as those for leads are about a lead: its own fields need no prefix, and those of its
partner have one, as in ``partner.tier``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import evolve, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import whole
from leadflow.core.criteria import (
    AskedCriteria,
    CheckedCriteria,
    EvaluationTime,
    asked_criteria,
    checked_before,
    holds,
    ready_criteria,
)
from leadflow.core.leads import OpportunityStatus
from leadflow.core.opportunities.opportunity import Opportunity
from leadflow.core.partners import Partner
from leadflow.core.records import OPPORTUNITY_FIELDS
from leadflow.core.schema import Fields, Schema
from leadflow.core.subjects import Subjects

if TYPE_CHECKING:
    from leadflow.core.leads import Lead

__all__ = ["OpportunityQuery", "holds_for", "opportunity_schema"]

_FIELDS: Final = Fields(OPPORTUNITY_FIELDS)


@lru_cache(maxsize=64)
def opportunity_schema(schema: Schema) -> Schema:
    """
    Return the schema that criteria about opportunities are checked with: their own fields, and those of partners.
    """
    return evolve(schema, leads=_FIELDS, campaigns=Fields(()))


@checked
@frozen(kw_only=True)
class OpportunityQuery:
    """
    Which opportunities are listed, by ascending id; ids sort by time where the host's do.

    Attributes:
        status: Open, won or lost; None for all.
        partner_id: Of this partner; None for all that the party sees.
        criteria: For which these hold: about the opportunity, and about its partner as in ``partner.tier``; None for
            all. The desk checks them; what is checked before is checked with `opportunity_schema`.
        after: Begin after the opportunity with this id; None for the first page.
        most: How many at most, from 1 to 1,000.
    """

    status: OpportunityStatus | None = None
    partner_id: str | None = None
    criteria: AskedCriteria | None = field(default=None, converter=asked_criteria, repr=False)
    after: str | None = None
    most: int = field(default=100, validator=whole(1, 1_000))

    def checked(self, schema: Schema) -> OpportunityQuery:
        """
        Return the query with criteria that can be judged, by the *schema* of the programme.

        Raises:
            InvalidInput: The criteria do not fit it, with every problem.
        """
        ready = ready_criteria(self.criteria, opportunity_schema(schema), "OpportunityQuery.criteria")
        return self if ready is self.criteria else evolve(self, criteria=ready)

    @property
    def checked_criteria(self) -> CheckedCriteria | None:
        """
        The criteria; None if nothing is asked.

        Raises:
            TypeError: They were not checked.
        """
        return checked_before(self.criteria, "OpportunityQuery.checked(schema)")

    def holds(self, one: Opportunity, partner: Partner | None, moment: EvaluationTime) -> bool:
        """
        Return whether *one* is asked for.
        """
        return (
            self.status in (None, one.status)
            and self.partner_id in (None, one.partner_id)
            and ((criteria := self.checked_criteria) is None or holds_for(criteria, one, partner, moment))
        )


def holds_for(criteria: CheckedCriteria, one: Opportunity, partner: Partner | None, moment: EvaluationTime) -> bool:
    """
    Return whether *criteria* hold for an opportunity and its partner.
    """
    return holds(criteria, Subjects(_in_place_of_lead(one), partner), moment)


class _Asked:
    """
    An opportunity where criteria expect the lead; its fields live on the record alone.
    """

    def __init__(self, one: Opportunity) -> None:
        self._one = one
        self.values: Any = _NothingSaid

    def __getattr__(self, name: str) -> Any:
        return getattr(self._one, name)


class _NothingSaid:
    keys_made: Final[dict[str, Any]] = {}


def _in_place_of_lead(one: Opportunity) -> Lead:
    return cast("Lead", _Asked(one))
