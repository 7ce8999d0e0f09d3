"""
Admits drafts, or returns all their problems.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import ClassVar, Final, Literal, NamedTuple, NoReturn

from attrs import evolve, frozen

from leadflow.core.criteria import EvaluationTime
from leadflow.core.intake.drafts import Drafts, Submission
from leadflow.core.intake.duplicates import duplicate_keys
from leadflow.core.intake.policy import IntakePolicy, OnUnreadable
from leadflow.core.intake.requirements import Requirements, required_missing
from leadflow.core.kinds import Unfit
from leadflow.core.leads import Activity, DistributionStatus, Lead, LeadKind, about_external_ids
from leadflow.core.lengths import LONGEST_NAME, about_texts
from leadflow.core.partners import Accounts, Campaign, CampaignDirectory, KnownAccounts, Partner, PartnerDirectory
from leadflow.core.problems import Problem, Severity, errors_in, near, or_list
from leadflow.core.routing import check_target
from leadflow.core.schema import Fields
from leadflow.core.stages import StagePolicy
from leadflow.core.subjects import Subjects
from leadflow.core.switches import Switches
from leadflow.core.text import clean_text, text_key
from leadflow.core.values import Values
from leadflow.errors import ConfigurationError, InvalidInput

__all__ = ["LONGEST_ACTIVITY", "MOST_ACTIVITIES", "Address", "Admission", "Gate", "InvalidDraft", "find_campaign"]

_KEPT: Final = 4_096
_HISTORY: Final = frozenset({"history"})

_PARTNERS: Final = ("partner_name", "partner_id", "assignee_id")
"""
Who does not know them is refused: the lead would go to somebody else.
"""

_NOT_VALUES: Final = ("field_unknown", "kind_not_distributed")

MOST_ACTIVITIES: Final = 200
"""
How many activities are kept of a lead's history; the mail shows the latest few.
"""

LONGEST_ACTIVITY: Final = 500
"""
How many characters are kept of what an activity says.
"""


class Address(NamedTuple):
    """
    Whom and what an envelope names.

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
        fields: Declares what leads can say.
        moment: When and where they were admitted.
        policy: By which they were.
    """

    drafts: Drafts
    addresses: Sequence[Address]
    refused: Mapping[int, InvalidDraft]
    warned: Mapping[int, tuple[Problem, ...]]
    aside: Mapping[int, Mapping[str, Unfit]]
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
        return _provisional(
            self.drafts.values[at], self.drafts.envelopes[at], self.addresses[at], self.moment, self.policy
        )

    def but_refused(self, more: Mapping[int, Problem]) -> Admission:
        """
        Return what happened to the drafts if *more* of them are refused too, each by place with the reason.
        """
        if not more:
            return self
        refused = {at: InvalidDraft((problem,)) for at, problem in more.items()}
        return evolve(self, refused=dict(sorted({**refused, **self.refused}.items())))

    def keys(self) -> list[str | None]:
        """
        Return for each draft the key by which its duplicates are looked for; None if it has none or is refused.
        """
        found = duplicate_keys(
            self.drafts.values, [one.campaign.id if one.campaign else None for one in self.addresses]
        )
        for at in self.refused:
            found[at] = None
        return found


class Gate:
    """
    Admits or refuses drafts for one programme; made once for a batch, since rows name the same partners over and over.
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
    ) -> None:
        self._fields = fields
        self._policy = policy
        self._switches = switches
        self._order = stages
        self._requirements = requirements
        self._roster = directory
        self._accounts = accounts
        self._stages = {text_key(stage): stage for stage in stages.all}
        self._addressed = lru_cache(_KEPT)(self._address)
        self._partner = lru_cache(_KEPT)(self._find_partner)
        self._campaign = lru_cache(_KEPT)(lambda reference: find_campaign(reference, campaigns))
        unknown = sorted(name for name in policy.required if name not in fields.layout.index)
        if unknown:
            raise ConfigurationError(
                f"the programme requires {or_list(unknown)}, which its schema does not declare; declare them, or correct the policy"
            )
        self._required = (*policy.required, *(name for name, one in fields.items() if one.required))
        self._optional = frozenset(fields).difference(self._required, _PARTNERS)
        self._keeps_unread = policy.on_unreadable is OnUnreadable.SET_ASIDE

    def admit(self, drafts: Drafts, moment: EvaluationTime) -> Admission:
        """
        Admit *drafts*, or refuse each with all of its problems at once; *moment* is when and where criteria are judged.
        """
        addresses = list(map(self._addressed, drafts.envelopes))
        doubtful = set(drafts.problems)
        for name in self._required:
            column = drafts.values.column(name)
            if None in column:
                doubtful.update([at for at, value in enumerate(column) if value is None])
        doubtful.update([at for at, address in enumerate(addresses) if address.problems])
        needed = self._needed(drafts, addresses, moment) if self._requirements else {}
        doubtful.update(needed)
        refused: dict[int, InvalidDraft] = {}
        warned: dict[int, tuple[Problem, ...]] = {}
        aside: dict[int, dict[str, Unfit]] = {}
        for at in sorted(doubtful):
            needs = needed.get(at, ())
            problems = self._problems(drafts, at, addresses[at], needs)
            bearable = tuple(self._set_aside(one, needs) for one in problems)
            if errors_in(bearable):
                refused[at] = InvalidDraft(problems)
            elif problems:
                warned[at] = bearable
                if unread := errors_in(problems):
                    aside[at] = {one.path: Unfit.aside(one.value or "", one.code) for one in unread}
        return Admission(drafts, addresses, refused, warned, aside, self._fields, moment, self._policy)

    def _needed(
        self, drafts: Drafts, addresses: Sequence[Address], moment: EvaluationTime
    ) -> Mapping[int, tuple[str, ...]]:
        """
        Return, by place, the fields that drafts lack because of a form or of what they say.
        """
        found: dict[int, tuple[str, ...]] = {}
        for at in sorted(self._requirements.absent_in(drafts.values)):
            lead = _provisional(drafts.values[at], drafts.envelopes[at], addresses[at], moment, self._policy)
            subjects = Subjects(lead, addresses[at].partner, addresses[at].campaign)
            missing = self._requirements.missing(subjects, moment, drafts.envelopes[at].form)
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
        always = [name for name in self._required if drafts.values.column(name)[at] is None]
        missing = dict.fromkeys((*always, *needs))
        if missing:
            said = {problem.path for problem in found}
            found += tuple(required_missing(name, self._fields) for name in missing if name not in said)
        return found + address.problems

    def _address(self, envelope: Submission) -> Address:
        """
        Find whom an envelope names, and what is wrong with that.
        """
        problems: list[Problem] = [*about_texts(envelope, skip=_HISTORY), *about_external_ids(envelope.external_ids)]
        partner = campaign = None
        if problems:
            return Address(None, None, self._order.open[0], (), tuple(problems))
        if envelope.partner is not None:
            partner, problem = self._partner(envelope.partner)
            problems += [problem] if problem else self._about_assignee(envelope.assignee_id, partner)
        if envelope.campaign is not None:
            campaign, problem = self._campaign(envelope.campaign)
            problems += [problem] if problem else []
        if not self._switches.distribution and self._switches.refused:
            problems.append(self._switches.refused)
        stage, about_stage = self._find_stage(envelope.stage)
        history, shortened = _in_order(envelope.history)
        return Address(
            partner,
            campaign,
            stage,
            history,
            (*problems, *_about_kind(envelope, self._switches), *about_stage, *shortened),
        )

    def _find_stage(self, word: str | None) -> tuple[str, tuple[Problem, ...]]:
        """
        Find the stage that *word* means; the first where there is none.
        """
        first = self._order.open[0]
        if word is None:
            return first, ()
        stage = self._stages.get(text_key(word))
        if stage is not None:
            return stage, ()
        close = near(word, self._order.all)
        message = f"'{word}' is not a stage of this programme; use {or_list(close or self._order.all)}"
        return first, (Problem(code="stage_unknown", path="stage", message=message, suggestions=close, value=word),)

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


def _provisional(
    values: Values, envelope: Submission, address: Address, moment: EvaluationTime, policy: IntakePolicy
) -> Lead:
    partner = address.partner
    return Lead(
        id="",
        supplier_id="",
        values=values,
        received_at=moment.now,
        modified_at=moment.now,
        kind=envelope.kind,
        source=envelope.source,
        campaign_id=address.campaign_id,
        partner_id=partner.id if partner else None,
        assignee_id=envelope.assignee_id,
        status=DistributionStatus.PENDING if partner else DistributionStatus.UNASSIGNED,
        stage=address.stage,
        score=policy.starting_score if envelope.score is None else envelope.score,
        external_ids=envelope.external_ids,
        created_at=envelope.created_at,
    )


def _about_kind(envelope: Submission, switches: Switches) -> tuple[Problem, ...]:
    """
    Refuse leads that are a partner's own: they are neither routed nor offered to anybody.
    """
    if envelope.kind is LeadKind.DISTRIBUTED:
        return ()
    if envelope.kind is LeadKind.REGISTERED and not switches.registration:
        message = "this programme takes no registrations; set Programme.switches.registration to True"
        return (Problem(code="registration_switched_off", path="kind", message=message),)
    message = (
        f"a {envelope.kind.value} lead belongs to its partner and is not distributed; submit only distributed leads"
    )
    return (Problem(code="kind_not_distributed", path="kind", message=message),)


def _in_order(history: Sequence[Activity]) -> tuple[tuple[Activity, ...], list[Problem]]:
    """
    Put a history in order, as plain text, and keep the latest of a long one.
    """
    told = sorted(history, key=lambda one: one.at)
    said = [(one, " ".join(clean_text(one.title).split())) for one in told[-MOST_ACTIVITIES:]]
    problems = []
    if len(told) > MOST_ACTIVITIES:
        problems.append(_shortened(f"the lead has {len(told)} activities; only the latest {MOST_ACTIVITIES} are saved"))
    if any(len(title) > LONGEST_ACTIVITY for _, title in said):
        problems.append(_shortened(f"an activity is longer than {LONGEST_ACTIVITY} characters; the rest is cut off"))
    kept = [
        evolve(one, title=title[:LONGEST_ACTIVITY], kind=clean_text(one.kind)[:LONGEST_NAME]) for one, title in said
    ]
    return tuple(kept), problems


def _shortened(message: str) -> Problem:
    return Problem(code="history_shortened", path="history", message=message, severity=Severity.WARNING)


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
