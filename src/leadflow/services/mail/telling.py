"""
Adds the mail that informs one side of what the other has changed.
"""

from __future__ import annotations

from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.criteria import EvaluationTime
from leadflow.core.handling.news import is_news, news_for_partner, news_for_supplier
from leadflow.core.partners import Campaign, Partner
from leadflow.core.subjects import Subjects
from leadflow.ports import UnitOfWork
from leadflow.services.digests.subscribers import all_subscribers
from leadflow.services.operations.required_records import account_of
from leadflow.services.operations.setting import Setting

__all__ = ["with_news"]


def with_news(setting: Setting, unit: UnitOfWork, changes: Changes | None) -> Changes | None:
    """
    Return *changes* with the mail to those who subscribe to what is changed; new leads are announced by other mail.

    Who subscribes is read only where a partner has done something.
    """
    programme = setting.programme
    if changes is None:
        return None
    changed = [one for one in changes.leads if one.before is not None and one.after.partner_id is not None]
    told = [one for one in changed if any(map(is_news, one.events))]
    subscribers = all_subscribers(unit, programme) if told else ()
    if not (subscribers or (programme.subscriptions.partners and changed)):
        return changes
    moment, messages = EvaluationTime(setting.clock(), programme.zone), list(changes.messages)
    for change in changed:
        lead = change.after
        partner = unit.records.one(Partner, lead.partner_id or "")
        if partner is None:
            continue
        if subscribers and change in told:
            campaign = unit.records.one(Campaign, lead.campaign_id) if lead.campaign_id else None
            subjects = Subjects(lead, partner, campaign)
            messages += news_for_supplier(
                change, subjects, subscribers, programme.schema, policy=programme.handling, moment=moment
            )
        if programme.subscriptions.partners:
            account = account_of(unit, partner)
            messages += news_for_partner(change, account, policy=programme.handling, moment=moment)
    return evolve(changes, messages=tuple(messages))
