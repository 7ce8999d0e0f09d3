"""
Admits drafts, or returns all their problems.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from attrs import evolve

from leadflow.core.criteria import EvaluationTime
from leadflow.core.intake.addressing import Address, Addresses
from leadflow.core.intake.admission import Admission, InvalidDraft, provisional_lead
from leadflow.core.intake.anonymous import refuse_anonymous
from leadflow.core.intake.drafts import Drafts
from leadflow.core.intake.policy import IntakePolicy, OnUnreadable
from leadflow.core.intake.requirements import Requirements, required_missing
from leadflow.core.kinds import Unfit
from leadflow.core.leads import LeadKind
from leadflow.core.partners import Accounts, CampaignDirectory, KnownAccounts, PartnerDirectory
from leadflow.core.problems import Problem, Severity, errors_in
from leadflow.core.schema import Fields
from leadflow.core.stages import StagePolicy
from leadflow.core.subjects import Subjects
from leadflow.core.switches import Switches

__all__ = ["Gate"]

_PARTNERS: Final = ("partner_name", "partner_id", "assignee_id")
"""
Who does not know them is refused: the lead would go to somebody else.
"""

_NOT_VALUES: Final = ("field_unknown", "kind_not_distributed")


class Gate:
    """
    Admits or refuses drafts of leads of one kind for one programme; made once for a batch, since rows name the same
    partners over and over.
    """

    def __init__(
        self,
        fields: Fields,
        directory: PartnerDirectory,
        campaigns: CampaignDirectory,
        accounts: Accounts = KnownAccounts(),
        *,
        policy: IntakePolicy = IntakePolicy(),
        switches: Switches = Switches(),
        stages: StagePolicy = StagePolicy(),
        requirements: Requirements = Requirements(),
        kind: LeadKind = LeadKind.DISTRIBUTED,
    ) -> None:
        self._fields = fields
        self._policy = policy
        self._switches = switches
        self._requirements = requirements
        self._addresses = Addresses(directory, campaigns, accounts, switches=switches, stages=stages, kind=kind)
        # A partner keeps leads of its own as it likes; what they need is asked once they are registered.
        own = kind is not LeadKind.DISTRIBUTED
        declared = () if own else tuple(name for name, one in fields.items() if one.required)
        self._required = (*(() if own else policy.required), *declared)
        self._optional = frozenset(fields).difference(self._required, _PARTNERS)
        self._keeps_unread = policy.on_unreadable is OnUnreadable.SET_ASIDE

    def admit(self, drafts: Drafts, moment: EvaluationTime) -> Admission:
        """
        Admit *drafts*, or refuse each with all of its problems at once; *moment* is when and where criteria are judged.
        """
        addresses = list(map(self._addresses.of, drafts.submissions))
        doubtful = set(drafts.problems)
        for name in self._required:
            column = drafts.values.column(name)
            if None in column:
                doubtful.update([at for at, value in enumerate(column) if value is None])
        doubtful.update([at for at, address in enumerate(addresses) if address.problems])
        doubtful.update([at for at, one in enumerate(drafts.submissions) if one.kind is LeadKind.REGISTERED])
        needed = self._needed(drafts, addresses, moment) if self._requirements else {}
        doubtful.update(needed)
        refused: dict[int, InvalidDraft] = {}
        warned: dict[int, tuple[Problem, ...]] = {}
        aside: dict[int, dict[str, Unfit]] = {}
        wanting: set[int] = set()
        for at in sorted(doubtful):
            needs = needed.get(at, ())
            problems = self._problems(drafts, at, addresses[at], needs)
            bearable = tuple(self._set_aside(one, needs) for one in problems)
            if errors := errors_in(bearable):
                refused[at] = InvalidDraft(problems)
                if not all(self._only_wants(one, needs) for one in errors):
                    continue
                wanting.add(at)
            taken = tuple(one for one in bearable if one not in errors)
            if taken:
                warned[at] = taken
            if unread := [one for one in errors_in(problems) if one not in errors]:
                aside[at] = {one.path: Unfit.aside(one.value or "", one.code) for one in unread}
        return Admission(
            drafts, addresses, refused, warned, aside, frozenset(wanting), self._fields, moment, self._policy
        )

    def _only_wants(self, problem: Problem, needs: Collection[str]) -> bool:
        """
        Return whether a draft only lacks something that it may not need where it updates a lead.
        """
        return problem.code == "required_missing" and problem.path in needs and problem.path not in self._required

    def _needed(
        self, drafts: Drafts, addresses: Sequence[Address], moment: EvaluationTime
    ) -> Mapping[int, tuple[str, ...]]:
        """
        Return, by place, the fields that drafts lack because of a form or of what they say.
        """
        found: dict[int, tuple[str, ...]] = {}
        for at in sorted(self._requirements.absent_in(drafts.values)):
            lead = provisional_lead(drafts.values[at], drafts.submissions[at], addresses[at], moment, self._policy)
            subjects = Subjects(lead, addresses[at].partner, addresses[at].campaign)
            missing = self._requirements.missing(subjects, moment, drafts.submissions[at].form)
            if missing:
                found[at] = missing
        return found

    def _set_aside(self, problem: Problem, needs: Collection[str]) -> Problem:
        """
        Turn an error about an optional field into a warning, where what was written can stay with the lead.
        """
        written = problem.value and problem.severity is Severity.ERROR and problem.code not in _NOT_VALUES
        if written and self._keeps_unread and problem.path in self._optional and problem.path not in needs:
            message = f"{problem.message}; it is set aside, and the lead keeps what was written"
            return evolve(problem, message=message, severity=Severity.WARNING)
        return problem

    def _problems(self, drafts: Drafts, at: int, address: Address, needs: Collection[str]) -> tuple[Problem, ...]:
        """
        Return all problems; a required field with an unreadable value is not reported as missing too.
        """
        found = drafts.problems.get(at, ())
        if drafts.submissions[at].kind is LeadKind.REGISTERED:
            anonymous = refuse_anonymous(drafts.values[at], self._fields, self._switches)
            found += (anonymous,) if anonymous else ()
        always = [name for name in self._required if drafts.values.column(name)[at] is None]
        missing = dict.fromkeys((*always, *needs))
        if missing:
            said = {problem.path for problem in found}
            found += tuple(required_missing(name, self._fields) for name in missing if name not in said)
        return found + address.problems
