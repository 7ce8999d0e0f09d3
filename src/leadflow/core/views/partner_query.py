"""
Which partners are listed.
"""

from __future__ import annotations

from attrs import evolve, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import whole
from leadflow.core.criteria import (
    AskedCriteria,
    EvaluationTime,
    asked_criteria,
    checked_before,
    holds,
    ready_criteria,
)
from leadflow.core.partners import Partner
from leadflow.core.schema import Schema, Subject
from leadflow.core.subjects import Subjects
from leadflow.core.text import name_key

__all__ = ["PartnerQuery"]


@checked
@frozen(kw_only=True)
class PartnerQuery:
    """
    Which partners are listed, by ascending id.

    Attributes:
        text: Only those in whose name or id this occurs, whatever its case; None and blanks for all.
        active: True for active partners alone, False for the others, None for both.
        criteria: For which these hold, about fields of partners such as ``tier``, as in a `Filter`; None for all. The
            desk checks them.
        after: Begin after the partner with this id; None for the first page.
        most: How many at most, from 1 to 1,000.
    """

    text: str | None = field(default=None, repr=False)
    active: bool | None = None
    criteria: AskedCriteria | None = field(default=None, converter=asked_criteria, repr=False)
    after: str | None = None
    most: int = field(default=100, validator=whole(1, 1_000))

    def checked(self, schema: Schema) -> PartnerQuery:
        """
        Return the query with criteria that can be judged, by the *schema* of the programme.

        Raises:
            InvalidInput: The criteria do not fit it, or ask about more than the partner; with every problem.
        """
        ready = ready_criteria(self.criteria, schema, "PartnerQuery.criteria", subjects=(Subject.PARTNER,))
        return self if ready is self.criteria else evolve(self, criteria=ready)

    def holds(self, partner: Partner, moment: EvaluationTime) -> bool:
        """
        Return whether *partner* is asked for.

        Raises:
            TypeError: The criteria were not checked.
        """
        criteria, text = checked_before(self.criteria, "PartnerQuery.checked(schema)"), name_key(self.text or "")
        return (
            self.active in (None, partner.active)
            and (not text or text in name_key(partner.name) or text in name_key(partner.id))
            and (criteria is None or holds(criteria, Subjects(partner=partner), moment))
        )
