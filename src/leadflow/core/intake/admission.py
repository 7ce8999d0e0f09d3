"""
What happened to drafts at the gate, as values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, NoReturn

from attrs import evolve, frozen

from leadflow.core.criteria import EvaluationTime
from leadflow.core.intake.addressing import Address
from leadflow.core.intake.drafts import Drafts, Submission
from leadflow.core.intake.duplicates import duplicate_keys
from leadflow.core.intake.policy import IntakePolicy
from leadflow.core.kinds import Unfit
from leadflow.core.leads import DistributionStatus, Lead
from leadflow.core.problems import Problem
from leadflow.core.schema import Fields
from leadflow.core.values import Values
from leadflow.errors import InvalidInput

__all__ = ["Admission", "InvalidDraft", "provisional_lead"]


@frozen
class InvalidDraft:
    """
    A draft that was refused.

    Attributes:
        problems: Everything that is wrong with it.
    """

    ok: ClassVar[Literal[False]] = False
    problems: tuple[Problem, ...]

    @property
    def lead(self) -> NoReturn:
        """
        Nothing: a refused draft has no lead. Look at `ok` first, or let this stop what needs the lead.

        Raises:
            InvalidInput: With the problems of the draft. Nothing was written.
        """
        raise InvalidInput(self.problems)


@frozen(eq=False)
class Admission:
    """
    What happened to drafts at the gate: each is refused or may become a lead.

    Attributes:
        drafts: As they came.
        addresses: Whom and what each names.
        refused: By place, those that cannot become leads, with everything that is wrong.
        warned: By place, those that can, with what was cleaned or set aside on the way.
        aside: By place and field, what was written for optional fields that could not read it.
        wanting: The places of those that are refused only because they lack what a form or their values require: they
            may update a lead that has it.
        fields: Declares what leads can say.
        moment: When and where they were admitted.
        policy: By which they were.
    """

    drafts: Drafts
    addresses: Sequence[Address]
    refused: Mapping[int, InvalidDraft]
    warned: Mapping[int, tuple[Problem, ...]]
    aside: Mapping[int, Mapping[str, Unfit]]
    wanting: frozenset[int]
    fields: Fields
    moment: EvaluationTime
    policy: IntakePolicy

    def values(self, at: int) -> Values:
        """
        Return what the lead of the draft at *at* says, with what was set aside.
        """
        values, aside = self.drafts.values[at], self.aside.get(at)
        return self.fields.set_aside(values, aside) if aside else values

    def provisional(self, at: int) -> Lead:
        """
        Return the lead that the draft at *at* would become, for criteria.
        """
        return provisional_lead(
            self.drafts.values[at], self.drafts.submissions[at], self.addresses[at], self.moment, self.policy
        )

    def but_refused(self, more: Mapping[int, Problem]) -> Admission:
        """
        Return what happened to the drafts if *more* of them are refused too, each by place with the reason.
        """
        if not more:
            return self
        refused = {at: InvalidDraft((problem,)) for at, problem in more.items()}
        merged = dict(sorted({**refused, **self.refused}.items()))
        return evolve(self, refused=merged, wanting=self.wanting - more.keys())

    def keys(self) -> list[str | None]:
        """
        Return for each draft the key by which its duplicates are looked for; None if it has none, or is refused for
        more than what it lacks.
        """
        found = duplicate_keys(
            self.drafts.values, [one.campaign.id if one.campaign else None for one in self.addresses]
        )
        for at in self.refused.keys() - self.wanting:
            found[at] = None
        return found


def provisional_lead(
    values: Values, submission: Submission, address: Address, moment: EvaluationTime, policy: IntakePolicy
) -> Lead:
    """
    Return the lead that a draft would become, without an id, for criteria.
    """
    partner = address.partner
    return Lead(
        id="",
        supplier_id="",
        values=values,
        received_at=moment.now,
        modified_at=moment.now,
        kind=submission.kind,
        source=submission.source,
        campaign_id=address.campaign_id,
        partner_id=partner.id if partner else None,
        assignee_id=submission.assignee_id,
        status=DistributionStatus.PENDING if partner else DistributionStatus.UNASSIGNED,
        stage=address.stage,
        score=policy.starting_score if submission.score is None else submission.score,
        external_ids=submission.external_ids,
        created_at=submission.created_at,
    )
