"""
Registering an opportunity from a lead, and updating it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar, Final, Literal

from attrs import evolve, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.facts import (
    Actor,
    NoticeSent,
    OpportunityChange,
    OpportunityRegistered,
    OpportunityUpdated,
    StageChanged,
)
from leadflow.core.fields import Field
from leadflow.core.handling.outcomes import LeadUpdate, Refusal
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.handling.states import refuse_registered
from leadflow.core.kinds import MONEY, Money
from leadflow.core.leads import Lead, OpportunityStatus
from leadflow.core.lengths import about_name
from leadflow.core.notifications import (
    MessageKind,
    RecipientDecision,
    choose_managers,
    choose_registration_recipients,
    compose,
    notice_of,
)
from leadflow.core.opportunities import Opportunity, OpportunityPolicy, outcome_of
from leadflow.core.partners import Account
from leadflow.core.problems import Problem, Unreadable, near, or_list
from leadflow.core.stages import StagePolicy
from leadflow.core.text import clean_text, text_key
from leadflow.core.timeline import LeadChange

__all__ = ["OpportunityDetails", "OpportunityUpdate", "register_opportunity", "update_opportunity"]

_AMOUNT: Final = Field("amount", MONEY)
_MOST: Final = 100
_TOLD: Final = ("name", "stage", "status", "amount", "probability", "close_date", "owner")


@checked
@frozen(kw_only=True)
class OpportunityDetails:
    """
    What is said of an opportunity; what is omitted stays as it is.

    Attributes:
        name: What people call it.
        stage: One of the programme's, in any spelling of the same word.
        amount: What the sale would be worth.
        probability: Of winning it, from 0 to 100; rounded up to the next configured percentage.
        close_date: When it is expected to be decided.
        owner: Who works it.
    """

    name: str | None = field(default=None, repr=False)
    stage: str | None = None
    amount: Money | None = None
    probability: int | None = None
    close_date: date | None = None
    owner: str | None = field(default=None, repr=False)


@frozen(kw_only=True)
class OpportunityUpdate:
    """
    An opportunity after it was registered or updated.

    Attributes:
        opportunity: As it is now.
        update: What happened to its lead, and who is notified.
    """

    ok: ClassVar[Literal[True]] = True
    opportunity: Opportunity
    update: LeadUpdate

    @property
    def unchanged(self) -> bool:
        """
        True if all of it was so before: nothing is written and nobody is notified.
        """
        return self.update.unchanged


def register_opportunity(
    lead: Lead,
    account: Account,
    others: Iterable[Opportunity],
    details: OpportunityDetails,
    opportunity_id: str,
    *,
    rules: OpportunityPolicy,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> OpportunityUpdate | Refusal:
    """
    Register an opportunity from *lead*, and notify the partner's people that this is done.

    Args:
        lead: Active and accepted.
        account: Of its partner.
        others: The opportunities that the lead has already.
        details: What is said of it.
        opportunity_id: Of the new one.
        rules: Stages, probabilities and who is notified.
        policy: In which words.
        now: When, in UTC.
        actor: Who does it, and by which way.
    """
    wrong = refuse_registered(lead)
    if wrong is not None:
        return wrong
    blank = Opportunity(
        id=opportunity_id,
        lead_id=lead.id,
        partner_id=lead.partner_id or "",
        stage=rules.stages[0],
        registered_at=now,
        modified_at=now,
    )
    made = _said(blank, details, rules)
    if isinstance(made, Refusal):
        return made
    outcome = outcome_of([made.status, *(one.status for one in others)])
    fact = OpportunityRegistered(opportunity_id=opportunity_id, outcome=outcome)
    change = _staged(LeadChange(lead).then(fact, at=now, actor=actor), outcome, rules, policy.stages, now, actor)
    decision = choose_registration_recipients(lead, account)
    kind = MessageKind.DEAL_REGISTERED
    return OpportunityUpdate(
        opportunity=made, update=_told(change, decision, kind, account.partner.groups, policy, now, actor)
    )


def update_opportunity(
    opportunity: Opportunity,
    lead: Lead,
    account: Account,
    others: Iterable[Opportunity],
    details: OpportunityDetails,
    *,
    by_partner: bool,
    rules: OpportunityPolicy,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> OpportunityUpdate | Refusal:
    """
    Update an opportunity; the other side is notified as *rules* say.

    Args:
        opportunity: As it was read.
        lead: Its lead, active and accepted.
        account: Of its partner.
        others: The other opportunities of the lead.
        details: What is to be changed.
        by_partner: True if the partner does it, False if the supplier does.
        rules: Stages, probabilities and who is notified.
        policy: In which words.
        now: When, in UTC.
        actor: Who does it, and by which way.
    """
    wrong = refuse_registered(lead)
    if wrong is not None:
        return wrong
    made = _said(opportunity, details, rules)
    if isinstance(made, Refusal):
        return made
    changes = tuple(_changes(opportunity, made))
    if not changes:
        return OpportunityUpdate(opportunity=opportunity, update=LeadUpdate(change=LeadChange(lead), unchanged=True))
    made = evolve(made, modified_at=now)
    outcome = outcome_of([made.status, *(one.status for one in others)])
    fact = OpportunityUpdated(opportunity_id=made.id, status=made.status, outcome=outcome, changes=changes)
    change = _staged(LeadChange(lead).then(fact, at=now, actor=actor), outcome, rules, policy.stages, now, actor)
    told = rules.told.tells(frozenset(one.attribute for one in changes))
    if not told or not (by_partner or rules.tells_partners) or (by_partner and not rules.recipients):
        return OpportunityUpdate(opportunity=made, update=LeadUpdate(change=change))
    decision = choose_managers(rules.recipients) if by_partner else choose_registration_recipients(lead, account)
    groups = () if by_partner else account.partner.groups
    kind = MessageKind.OPPORTUNITY_UPDATED if by_partner else MessageKind.OPPORTUNITY_UPDATED_BY_SUPPLIER
    return OpportunityUpdate(opportunity=made, update=_told(change, decision, kind, groups, policy, now, actor))


def _said(one: Opportunity, details: OpportunityDetails, rules: OpportunityPolicy) -> Opportunity | Refusal:
    """
    Return an opportunity as *details* say it is, or all problems of them.
    """
    problems = list[Problem]()
    said = {
        name: clean_text(text).strip() for name in ("name", "owner") if (text := getattr(details, name)) is not None
    }
    for name, text in said.items():
        problems += about_name(text, name)
    stage = one.stage if details.stage is None else _stage(details.stage, rules, problems)
    probability = details.probability
    if probability is not None and not 0 <= probability <= _MOST:
        message = f"is {probability:,}, but must be from 0 to 100; use a number in this range"
        problems.append(Problem(code="number_out_of_range", path="probability", message=message))
    amount = one.amount if details.amount is None else _known_currency(details.amount, problems)
    if problems:
        return Refusal(tuple(problems))
    status = rules.status_of(stage)
    # The certainty of what was won says nothing once it is open again.
    kept = None if one.status is OpportunityStatus.WON else one.probability
    rounded = kept if probability is None else rules.rounded(probability)
    return evolve(
        one,
        stage=stage,
        status=status,
        amount=amount,
        probability=_MOST if status is OpportunityStatus.WON else rounded,
        close_date=details.close_date or one.close_date,
        name=said.get("name", one.name),
        owner=said.get("owner", one.owner),
    )


def _known_currency(amount: Money, problems: list[Problem]) -> Money:
    """
    Return an amount whose currency is written as its code; what is no currency becomes a problem.
    """
    try:
        read = _AMOUNT.read(f"{amount.currency} 1") if amount.currency else None
    except Unreadable as error:
        problems.append(error.problem("amount"))
        return amount
    return amount if read is None else evolve(amount, currency=read.currency)


def _stage(stage: str, rules: OpportunityPolicy, problems: list[Problem]) -> str:
    found = {text_key(one): one for one in rules.all}.get(text_key(stage))
    if found is None:
        close = near(stage, rules.all)
        message = f"'{stage}' is not a stage of opportunities; use {or_list(close or rules.all)}"
        problems.append(Problem(code="stage_unknown", path="stage", message=message, suggestions=close, value=stage))
    return found or stage


def _changes(before: Opportunity, after: Opportunity) -> Iterable[OpportunityChange]:
    for name in _TOLD:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield OpportunityChange(name, _text(old), _text(new))


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    return value.value if isinstance(value, OpportunityStatus) else str(value)


def _staged(
    change: LeadChange,
    outcome: OpportunityStatus,
    rules: OpportunityPolicy,
    stages: StagePolicy,
    now: datetime,
    actor: Actor,
) -> LeadChange:
    """
    Move the lead to the stage that its opportunities bring it to, if the programme names one.
    """
    stage, before = rules.lead_stages.get(outcome), change.after.stage
    if stage is None or stage == before:
        return change
    fact = StageChanged(stage=stage, before=before, skipped=stages.between(before, stage))
    return change.then(fact, at=now, actor=actor)


def _told(
    change: LeadChange,
    decision: RecipientDecision,
    kind: MessageKind,
    groups: Iterable[str],
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> LeadUpdate:
    change = change.then(NoticeSent(kind=kind, notice=notice_of(decision)), at=now, actor=actor)
    template = policy.mail.template_for(kind, tuple(groups))
    messages = compose(change.after, decision.included, kind=kind, now=now, template=template)
    return LeadUpdate(change=change, messages=messages, recipients=decision)
