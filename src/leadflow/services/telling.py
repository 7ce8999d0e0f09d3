"""
Adds the mail that tells one side what the other has changed.
"""

from __future__ import annotations

from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.criteria import EvaluationTime
from leadflow.core.handling.subscriptions import news_of
from leadflow.core.partners import Campaign, Partner
from leadflow.core.subjects import Subjects
from leadflow.ports import UnitOfWork
from leadflow.services.required_records import account_of
from leadflow.services.setting import Setting

__all__ = ["with_news"]


def with_news(setting: Setting, unit: UnitOfWork, changes: Changes | None) -> Changes | None:
    """
    Return *changes* with the mail to those who subscribe to what is changed; new leads are announced by other mail.
    """
    programme = setting.programme
    rules = programme.subscriptions
    if changes is None or not (rules.supplier or rules.partners):
        return changes
    moment = EvaluationTime(setting.clock(), programme.zone)
    messages = list(changes.messages)
    for change in changes.leads:
        lead = change.after
        partner = unit.records.one(Partner, lead.partner_id) if change.before and lead.partner_id else None
        if partner is not None:
            campaign = unit.records.one(Campaign, lead.campaign_id) if lead.campaign_id else None
            subjects, account = Subjects(lead, partner, campaign), account_of(unit, partner)
            messages += news_of(
                change, subjects, account, rules, schema=programme.schema, policy=programme.handling, moment=moment
            )
    return evolve(changes, messages=tuple(messages))
