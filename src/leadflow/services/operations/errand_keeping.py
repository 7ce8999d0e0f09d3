"""
Adds the errands to other systems that the leads of a commit cause.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar, cast

from attrs import define, evolve, field

from leadflow.core.changes import Changes, Put
from leadflow.core.connectors import (
    Connection,
    Errand,
    ErrandState,
    LinkState,
    RemoteKind,
    SyncLink,
    errand_key,
    link_key,
)
from leadflow.core.criteria import EvaluationTime
from leadflow.core.facts import Erased, OpportunityRegistered, Rejected
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import Campaign, Partner
from leadflow.core.schema import Fields
from leadflow.core.stored import Record
from leadflow.core.subjects import Subjects
from leadflow.core.syncing import differs, is_shared, lead_says, opportunity_says, plan_sending
from leadflow.core.timeline import LeadChange
from leadflow.ports import UnitOfWork
from leadflow.services.operations.setting import Setting

__all__ = ["with_errands"]

R = TypeVar("R", bound=Record)


def with_errands(changes: Changes, unit: UnitOfWork, setting: Setting) -> Changes:
    """
    Return *changes* with the errands that they cause; those that the changes put stay.

    A programme without connections reads and writes nothing for them.
    """
    connections = setting.programme.connections
    if not connections or not changes.leads:
        return changes
    keeper = _ErrandKeeper(unit, setting, changes)
    puts = [put for change in changes.leads for one in connections for put in keeper.after(one, change)]
    return evolve(changes, puts=(*changes.puts, *puts)) if puts else changes


@define
class _ErrandKeeper:
    """
    Says which errands the changes of a commit cause; partners and campaigns are read once each.
    """

    unit: UnitOfWork
    setting: Setting
    changes: Changes
    _partners: dict[str, Partner | None] = field(factory=dict, init=False)
    _campaigns: dict[str, Campaign | None] = field(factory=dict, init=False)
    _put: dict[tuple[type, str], Record] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._put = {(type(put.record), put.key): put.record for put in self.changes.puts}

    def after(self, connection: Connection, change: LeadChange) -> Iterator[Put]:
        """
        Return what a change of a lead puts for a connection: an errand, nothing, or what erasing it leaves.
        """
        lead, key = change.after, errand_key(connection.name, change.lead_id)
        if (Errand, key) in self._put:
            return
        if any(isinstance(event.fact, Erased) for event in change.events):
            yield from self._erased(connection, lead)
        elif connection.direction.pushes and self._causes(connection, change):
            before = self.unit.records.one(Errand, key) if change.before is not None else None
            known = before or Errand(connection=connection.name, lead_id=lead.id, wanted=lead.seq)
            yield Put(known.wanting(lead.seq, self.setting.clock()), before=before)

    def _causes(self, connection: Connection, change: LeadChange) -> bool:
        """
        Return whether the other system is to hear of a change.

        What a pull has just written is compared with what the system has, so that nothing is sent back to it. Anything
        else is compared with the lead before: what the system has may just be changing.
        """
        lead = change.after
        if lead.kind is LeadKind.PRIVATE or connection.partner_id not in (None, lead.partner_id):
            return False
        opportunities = [one for one in self._put.values() if isinstance(one, Opportunity) and one.lead_id == lead.id]
        link = self._put.get((SyncLink, link_key(connection.name, RemoteKind.LEAD, lead.id)))
        if link is not None:
            return self._leaves_something(connection, change, cast("SyncLink", link))
        changed = change.before is None or self._says_otherwise(connection, change)
        theirs = any(self._is_pulled(connection, one) for one in opportunities)
        if not changed and (not connection.opportunities or not opportunities or theirs):
            return self._joins(connection, change)
        moment = EvaluationTime(self.setting.clock(), self.setting.programme.zone)
        if is_shared(connection, self._subjects(lead), self.setting.programme.schema, moment):
            return True
        stored = self._stored(SyncLink, change, link_key(connection.name, RemoteKind.LEAD, lead.id))
        return stored is not None and stored.state in (LinkState.LINKED, LinkState.CONVERTED)

    def _leaves_something(self, connection: Connection, change: LeadChange, link: SyncLink) -> bool:
        """
        Return whether what a pull writes leaves something that the other system is to get.
        """
        says = lead_says(connection.leads, self._subjects(change.after), self._fields, _rejected(change))
        if link.state is LinkState.LINKED and plan_sending(connection.leads, link, says).update is not None:
            return True
        for one in self._put.values():
            if isinstance(one, Opportunity) and one.lead_id == change.lead_id and connection.opportunities:
                theirs = self._put.get((SyncLink, link_key(connection.name, RemoteKind.OPPORTUNITY, one.id)))
                if theirs is None:
                    return True
                said = opportunity_says(connection.opportunities, one)
                if plan_sending(connection.opportunities, cast("SyncLink", theirs), said).update is not None:
                    return True
        return False

    def _is_pulled(self, connection: Connection, opportunity: Opportunity) -> bool:
        link = self._put.get((SyncLink, link_key(connection.name, RemoteKind.OPPORTUNITY, opportunity.id)))
        if link is None:
            return False
        said = opportunity_says(connection.opportunities, opportunity)
        return plan_sending(connection.opportunities, cast("SyncLink", link), said).update is None

    def _says_otherwise(self, connection: Connection, change: LeadChange) -> bool:
        before, after = change.before, change.after
        assert before is not None
        was = lead_says(connection.leads, self._subjects(before), self._fields, None)
        now = lead_says(connection.leads, self._subjects(after), self._fields, _rejected(change))
        return differs(connection.leads, was, now)

    def _joins(self, connection: Connection, change: LeadChange) -> bool:
        """
        Return whether the lead is shared only since this change, as a lead is that its partner has just accepted.
        """
        before, after, programme = change.before, change.after, self.setting.programme
        assert before is not None
        moment = EvaluationTime(self.setting.clock(), programme.zone)
        return is_shared(connection, self._subjects(after), programme.schema, moment) and not is_shared(
            connection, self._subjects(before), programme.schema, moment
        )

    def _erased(self, connection: Connection, lead: Lead) -> Iterator[Put]:
        """
        Forget what both sides said of an erased lead, and push nothing of it any more.
        """
        events = self.unit.timeline.of(lead.id)
        sales = (event.fact.opportunity_id for event in events if isinstance(event.fact, OpportunityRegistered))
        keys = [link_key(connection.name, RemoteKind.LEAD, lead.id)]
        keys += (link_key(connection.name, RemoteKind.OPPORTUNITY, one) for one in dict.fromkeys(sales))
        for link in (self.unit.records.one(SyncLink, key) for key in keys):
            if link is not None and (link.shared or link.state is not LinkState.ERASED):
                yield Put(evolve(link, shared=(), state=LinkState.ERASED), before=link)
        errand = self.unit.records.one(Errand, errand_key(connection.name, lead.id))
        if errand is not None:
            yield Put(evolve(errand, state=ErrandState.DONE, due_at=None, codes=()), before=errand)

    @property
    def _fields(self) -> Fields:
        return self.setting.programme.schema.leads

    def _stored(self, cls: type[R], change: LeadChange, key: str) -> R | None:
        return None if change.before is None else self.unit.records.one(cls, key)

    def _subjects(self, lead: Lead) -> Subjects:
        return Subjects(lead, self._partner(lead.partner_id), self._campaign(lead.campaign_id))

    def _partner(self, partner_id: str | None) -> Partner | None:
        if partner_id is None:
            return None
        if partner_id not in self._partners:
            self._partners[partner_id] = self.unit.records.one(Partner, partner_id)
        return self._partners[partner_id]

    def _campaign(self, campaign_id: str | None) -> Campaign | None:
        if campaign_id is None:
            return None
        if campaign_id not in self._campaigns:
            self._campaigns[campaign_id] = self.unit.records.one(Campaign, campaign_id)
        return self._campaigns[campaign_id]


def _rejected(change: LeadChange) -> Rejected | None:
    found = [event.fact for event in change.events if isinstance(event.fact, Rejected)]
    return found[-1] if found else None
