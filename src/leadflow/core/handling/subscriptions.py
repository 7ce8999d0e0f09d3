"""
Telling one side what the other has changed on a lead.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from attrs import field, frozen

from leadflow.core.actors import Side
from leadflow.core.arguments import checked
from leadflow.core.criteria import AskedCriteria, CheckedCriteria, EvaluationTime, asked_criteria, holds, ready_criteria
from leadflow.core.facts import Accepted, Reassigned, Rejected, StageChanged, ValuesChanged
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.leads import DistributionStatus, LeadKind
from leadflow.core.notifications import Message, MessageKind, choose_managers, choose_update_recipients, compose
from leadflow.core.partners import Account, SupplierContact
from leadflow.core.problems import Problem
from leadflow.core.schema import Schema
from leadflow.core.subjects import Subjects
from leadflow.core.timeline import LeadChange
from leadflow.errors import InvalidInput

__all__ = ["Subscription", "SubscriptionRules", "news_of", "subscribed_criteria"]

_BY_PARTNERS: Final = (Accepted, Rejected, Reassigned, StageChanged)
_BY_SUPPLIERS: Final = (ValuesChanged, StageChanged)


@checked
@frozen(kw_only=True)
class Subscription:
    """
    Somebody of the supplier who hears at once what partners do with leads.

    Attributes:
        contact: Who.
        criteria: Of which leads, judged after the change; None for all.
    """

    contact: SupplierContact
    criteria: AskedCriteria | None = field(default=None, converter=asked_criteria, repr=False)


def _several(given: Iterable[Subscription]) -> tuple[Subscription, ...]:
    return tuple(given)


@checked
@frozen(kw_only=True)
class SubscriptionRules:
    """
    Who hears of changes that the other side makes.

    Attributes:
        supplier: The supplier's people who subscribe to what partners do: accept, reject, reassign, set the stage.
        partners: True tells the assignee, else the partner's default recipients, if the supplier changes values or the
            stage of a lead that their partner has.
    """

    supplier: tuple[Subscription, ...] = field(default=(), converter=_several)
    partners: bool = False


@lru_cache(maxsize=64)
def subscribed_criteria(subscriptions: tuple[Subscription, ...], schema: Schema) -> tuple[CheckedCriteria | None, ...]:
    """
    Make the criteria of subscriptions ready, one for each.

    Raises:
        InvalidInput: Criteria do not fit the fields of the schema, with every problem.
    """
    ready, problems = list[CheckedCriteria | None](), list[Problem]()
    for number, one in enumerate(subscriptions):
        try:
            ready.append(ready_criteria(one.criteria, schema, f"subscriptions.supplier[{number}].criteria"))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(tuple(problems))
    return tuple(ready)


def news_of(
    change: LeadChange,
    subjects: Subjects,
    account: Account,
    rules: SubscriptionRules,
    *,
    schema: Schema,
    policy: HandlingPolicy,
    moment: EvaluationTime,
) -> tuple[Message, ...]:
    """
    Return the mail that tells of *change*, one message for each person.

    Args:
        change: What is to be written of a lead that was there before.
        subjects: The lead after it, its partner and its campaign.
        account: Of the lead's partner.
        rules: Who hears of it.
        schema: By which their criteria are judged.
        policy: In which words.
        moment: When.
    """
    messages: tuple[Message, ...] = ()
    if any(event.actor.side is Side.PARTNER and isinstance(event.fact, _BY_PARTNERS) for event in change.events):
        people = [
            one.contact
            for one, criteria in zip(rules.supplier, subscribed_criteria(rules.supplier, schema), strict=True)
            if change.after.kind is not LeadKind.PRIVATE and (criteria is None or holds(criteria, subjects, moment))
        ]
        template = policy.mail.template_for(MessageKind.LEAD_UPDATED, ())
        told = choose_managers(dict.fromkeys(people)).included
        messages += compose(change.after, told, kind=MessageKind.LEAD_UPDATED, now=moment.now, template=template)
    lead = change.after
    worked = lead.active and lead.status in (DistributionStatus.PENDING, DistributionStatus.ACCEPTED)
    if (
        rules.partners
        and worked
        and any(
            event.actor.side is not Side.PARTNER and isinstance(event.fact, _BY_SUPPLIERS) for event in change.events
        )
    ):
        template = policy.mail.template_for(MessageKind.LEAD_UPDATED_BY_SUPPLIER, account.partner.groups)
        told = choose_update_recipients(lead, account).included
        messages += compose(lead, told, kind=MessageKind.LEAD_UPDATED_BY_SUPPLIER, now=moment.now, template=template)
    return messages
