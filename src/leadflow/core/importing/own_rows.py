"""
Rows of a partner's own file: they become its private leads, whoever else has the contact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from leadflow.core.facts import AssignedBy
from leadflow.core.intake import Admission, Drafts, InvalidDraft, Placements
from leadflow.core.intake.placements import Assignment
from leadflow.core.leads import LeadKind
from leadflow.core.partners import Partner
from leadflow.core.problems import Problem

__all__ = ["OwnPlacer", "own_drafts", "own_keys", "with_refused"]


@frozen
class OwnPlacer:
    """
    Gives every lead to its own partner and the person who imports it; nobody is mailed.
    """

    partner: Partner
    person_id: str

    def place(self, admission: Admission, places: Sequence[int], /) -> Iterator[Assignment]:
        """
        Return where each lead goes.
        """
        return (Assignment(self.partner, AssignedBy.OWN, self.person_id) for _ in places)

    def count(self, placements: Placements, /) -> tuple[Counter[str], int]:
        """
        Count the leads of the partner, and no messages.
        """
        return Counter({self.partner.id: len(placements)} if len(placements) else {}), 0


def own_drafts(drafts: Drafts) -> Drafts:
    """
    Return the drafts of private leads; those that say the same share what they share.
    """
    made = {
        submission: evolve(submission, kind=LeadKind.PRIVATE, assignee_id=None)
        for submission in set(drafts.submissions)
    }
    return Drafts(drafts.values, [made[one] for one in drafts.submissions], drafts.problems)


def own_keys(admission: Admission) -> list[str | None]:
    """
    Return for each draft what two leads of one contact and campaign share; None without an e-mail, or if it is refused.
    """
    emails = admission.drafts.values.keys("email")
    pairs = zip(admission.addresses, emails, strict=True)
    found = [f"{address.campaign_id or ''}\x1f{email}" if email is not None else None for address, email in pairs]
    for at in admission.refused:
        found[at] = None
    return found


def with_refused(admission: Admission, more: Mapping[int, tuple[Problem, ...]]) -> Admission:
    """
    Return what happened to the drafts if *more* of them are refused too, each by place with the reasons.
    """
    if not more:
        return admission
    refused = {**admission.refused, **{at: InvalidDraft(problems) for at, problems in more.items()}}
    return evolve(admission, refused=dict(sorted(refused.items())))
