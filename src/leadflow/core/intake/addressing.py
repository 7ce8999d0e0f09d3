"""
Finds whom and what a draft names: partner, campaign, assignee, stage.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from attrs import evolve

from leadflow.core.intake.drafts import Submission
from leadflow.core.intake.histories import tidied_history
from leadflow.core.intake.requirements import LeadForm
from leadflow.core.kinds.stand_ins import says_nothing
from leadflow.core.leads import Activity, LeadKind, about_external_ids
from leadflow.core.lengths import about_texts
from leadflow.core.partners import Accounts, Campaign, CampaignDirectory, Partner, PartnerDirectory
from leadflow.core.problems import Problem, near, or_list
from leadflow.core.routing import check_target
from leadflow.core.stages import StagePolicy
from leadflow.core.switches import Switches
from leadflow.core.text import text_key

__all__ = ["Address", "Addresses", "find_campaign"]

T = TypeVar("T")

_KEPT: Final = 4_096
_UNKNOWN: Final = frozenset({"partner_unknown", "campaign_unknown", "stage_unknown"})
_HISTORY: Final = frozenset({"history"})


class Address(NamedTuple):
    """
    Whom and what a submission names.

    Attributes:
        partner: None lets the routing decide.
        campaign: None if it names none.
        stage: As the programme writes it.
        history: What the prospect did before, in order.
        problems: What is wrong with it, or was shortened.
    """

    partner: Partner | None
    campaign: Campaign | None
    stage: str
    history: tuple[Activity, ...]
    problems: tuple[Problem, ...]

    @property
    def campaign_id(self) -> str | None:
        """
        Id of the campaign; None if it names none.
        """
        return self.campaign.id if self.campaign else None


class Addresses:
    """
    Finds the addresses of submissions, and remembers them, since rows name the same partners over and over.
    """

    def __init__(
        self,
        directory: PartnerDirectory,
        campaigns: CampaignDirectory,
        accounts: Accounts,
        *,
        switches: Switches,
        stages: StagePolicy,
        kind: LeadKind = LeadKind.DISTRIBUTED,
    ) -> None:
        self._roster = directory
        self._accounts = accounts
        self._switches = switches
        self._order = stages
        self._kind = kind
        self._stages = {text_key(stage): stage for stage in stages.all}
        self._partner = lru_cache(_KEPT)(self._find_partner)
        self._named = campaigns.named
        self._campaign = lru_cache(_KEPT)(lambda reference: find_campaign(reference, campaigns))
        self.of = lru_cache(_KEPT)(self._find)

    def _find(self, submission: Submission) -> Address:
        """
        Find whom a submission names, and what is wrong with that.
        """
        problems: list[Problem] = [
            *about_texts(submission, skip=_HISTORY),
            *about_external_ids(submission.external_ids),
        ]
        partner = campaign = None
        if problems:
            return Address(None, None, self._order.open[0], (), tuple(problems))
        if submission.partner is not None:
            partner, problem = _unless_absent(submission, submission.partner, self._partner(submission.partner))
            problems += [problem] if problem else self._about_assignee(submission.assignee_id, partner)
        if submission.campaign is not None:
            campaign, problem = _unless_absent(submission, submission.campaign, self._campaign(submission.campaign))
            problems += [problem] if problem else []
        if self._kind is LeadKind.DISTRIBUTED and not self._switches.distribution and self._switches.refused:
            problems.append(self._switches.refused)
        stage, about_stage = _unless_absent(submission, submission.stage, self._find_stage(submission.stage))
        history, shortened = tidied_history(submission.history, self._campaign_id)
        return Address(
            partner,
            campaign,
            stage,
            history,
            (*problems, *self._about_kind(submission), *([about_stage] if about_stage else []), *shortened),
        )

    def _campaign_id(self, reference: str) -> str | None:
        found = self._named(reference)
        return None if found is None else found.id

    def _about_kind(self, submission: Submission) -> tuple[Problem, ...]:
        return () if submission.kind is self._kind else _about_kind(submission, self._switches)

    def _find_stage(self, word: str | None) -> tuple[str, Problem | None]:
        """
        Find the stage that *word* means; the first where there is none.
        """
        first = self._order.open[0]
        if word is None:
            return first, None
        stage = self._stages.get(text_key(word))
        if stage is not None:
            return stage, None
        close = near(word, self._order.all)
        message = f"'{word}' is not a stage of this programme; use {or_list(close or self._order.all)}"
        return first, Problem(code="stage_unknown", path="stage", message=message, suggestions=close, value=word)

    def _find_partner(self, reference: str) -> tuple[Partner | None, Problem | None]:
        partner, problem = check_target(reference, self._roster)
        return partner, evolve(problem, path="partner_name") if problem else None

    def _about_assignee(self, assignee_id: str | None, partner: Partner | None) -> list[Problem]:
        if assignee_id is None or partner is None:
            return []
        if any(one.id == assignee_id for one in self._accounts.of(partner).people.members):
            return []
        message = f"'{assignee_id}' is not a person of partner '{partner.name}'; name one of its users or sales reps"
        return [Problem(code="assignee_unknown", path="assignee", message=message)]


def _unless_absent(
    submission: Submission, word: str | None, found: tuple[T, Problem | None]
) -> tuple[T, Problem | None]:
    """
    Return what was found, or that the row of a file names nothing: nobody is called n/a there, unless somebody is.
    """
    problem = found[1]
    told = problem is None or problem.code not in _UNKNOWN or submission.form is not LeadForm.IMPORT
    return found if told or not says_nothing(word or "") else (found[0], None)


def _about_kind(submission: Submission, switches: Switches) -> tuple[Problem, ...]:
    """
    Refuse leads that are a partner's own: they are neither routed nor offered to anybody.
    """
    if submission.kind is LeadKind.DISTRIBUTED:
        return ()
    if submission.kind is LeadKind.REGISTERED and not switches.registration:
        message = "this programme takes no registrations; set Programme.switches.registration to True"
        return (Problem(code="registration_switched_off", path="kind", message=message),)
    message = (
        f"a {submission.kind.value} lead belongs to its partner and is not distributed; submit only distributed leads"
    )
    return (Problem(code="kind_not_distributed", path="kind", message=message),)


def find_campaign(reference: str, campaigns: CampaignDirectory) -> tuple[Campaign | None, Problem | None]:
    """
    Find the campaign that a person means by an id or a name; of several with one name the first by id.

    Returns:
        The campaign, or ``campaign_unknown`` with near names.
    """
    campaign = campaigns.named(reference)
    if campaign is not None:
        return campaign, None
    close = campaigns.near_names.near(reference)
    hint = f"; did you mean {or_list(close)}?" if close else "; add the campaign first, or correct the name"
    message = f"no campaign is called '{reference}'{hint}"
    return None, Problem(code="campaign_unknown", path="campaign", message=message, suggestions=close, value=reference)
