"""
Registers opportunities that are new in another system, and merges what has changed there into ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from attrs import define, evolve, frozen

from leadflow.core.access import PartnerParty
from leadflow.core.changes import Changes, Put
from leadflow.core.connectors import LinkedRecord, LinkState, RemoteKind, RemoteRecord, RemoteValue, SyncLink
from leadflow.core.fields import AnyField, Field
from leadflow.core.handling import OpportunityDetails, OpportunityUpdate, Refusal
from leadflow.core.handling.opportunities import register_opportunity, update_opportunity
from leadflow.core.handling.states import refuse_registered
from leadflow.core.kinds import DATE, INTEGER, TEXT, Money
from leadflow.core.leads import Lead
from leadflow.core.opportunities import Opportunity
from leadflow.core.problems import Problem, Unreadable
from leadflow.core.syncing import (
    Applied,
    ApplyOutcome,
    Pulled,
    changed_at,
    compare_record,
    opportunity_says,
    with_conflicts,
)
from leadflow.errors import InvalidInput, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.handling.acts import changes_of
from leadflow.services.handling.opportunities import opportunities_of
from leadflow.services.mail.telling import with_news
from leadflow.services.operations.planned import planned
from leadflow.services.operations.required_records import account_of, known_partner
from leadflow.services.syncing.records import link_of, linked_record
from leadflow.services.syncing.turns import SyncTurn

__all__ = ["PulledOpportunities"]

_FIELDS: Final[Mapping[str, AnyField]] = {
    "name": Field("name", TEXT),
    "stage": Field("stage", TEXT),
    "currency": Field("currency", TEXT),
    "probability": Field("probability", INTEGER),
    "close_date": Field("close_date", DATE),
    "owner": Field("owner", TEXT),
}
_Planned = tuple[Applied, Changes | None]


@frozen
class _Found:
    """
    What is known of a record.

    Attributes:
        record: As the pull shows it.
        lead: Whose opportunity it is.
        opportunity: The one that it is; None for a new one.
        link: Its link, once it is the record.
        stored: Its link as it is stored; None if there is none.
        known: What is stored of the record; None if nothing is.
    """

    record: RemoteRecord
    lead: Lead
    opportunity: Opportunity | None
    link: SyncLink
    stored: SyncLink | None
    known: LinkedRecord | None


@define
class PulledOpportunities:
    """
    Applies records of opportunities during one turn.
    """

    turn: SyncTurn

    def apply(self, record: RemoteRecord) -> Applied:
        """
        Register an opportunity, or merge a record into the one that it is.

        Those of leads that we do not have are not ours.
        """
        if not self.turn.connection.opportunities:
            return Applied(record.ref, ApplyOutcome.IGNORED)
        new_id = self.turn.setting.new_id()
        try:
            return planned(self.turn.setting, lambda unit: self._plan(unit, record, new_id))
        except InvalidInput as error:
            # Nothing else of the page is held up by what no opportunity can say.
            return Applied(record.ref, ApplyOutcome.REFUSED, None, error.problems)
        except NotFound:
            return Applied(record.ref, ApplyOutcome.IGNORED)

    def _plan(self, unit: UnitOfWork, record: RemoteRecord, new_id: str) -> _Planned:
        known = linked_record(unit, self.turn.connection, record.ref)
        opportunity = self._known(unit, record, known)
        lead = self._lead(unit, record, opportunity)
        if lead is None:
            return Applied(record.ref, ApplyOutcome.IGNORED), None
        wrong = refuse_registered(lead)
        if wrong is not None:
            return self._refused(record, lead, wrong.problems, known)
        our_id = opportunity.id if opportunity is not None else new_id
        stored = link_of(unit, self.turn.connection, record.ref.kind, our_id)
        link = stored or SyncLink(connection=self.turn.connection.name, kind=record.ref.kind, id=our_id)
        if self._is_erased(unit, link, lead):
            return Applied(record.ref, ApplyOutcome.IGNORED, lead.id), None
        link = evolve(link, remote_id=record.ref.id, state=LinkState.LINKED)
        shown = opportunity or _blank(our_id, lead, self.turn)
        pulled = self._compared(unit, record, link, lead, shown, is_new=opportunity is None)
        done = self._decided(unit, lead, opportunity, shown, pulled)
        if not isinstance(done, Refusal):
            return self._written(unit, _Found(record, lead, opportunity, link, stored, known), pulled, done)
        if opportunity is None:
            return self._refused(record, lead, done.problems, known)
        return self._agreed(record, lead, link.agreed(pulled.agreed(pulled.taken)), stored, known, done.problems)

    def _is_erased(self, unit: UnitOfWork, link: SyncLink, lead: Lead) -> bool:
        of = link_of(unit, self.turn.connection, RemoteKind.LEAD, lead.id)
        return LinkState.ERASED in (link.state, of.state if of is not None else LinkState.LINKED)

    def _compared(
        self, unit: UnitOfWork, record: RemoteRecord, link: SyncLink, lead: Lead, shown: Opportunity, *, is_new: bool
    ) -> Pulled:
        """
        Compare a record with what the opportunity says; a new one says nothing.
        """
        shared, events = self.turn.connection.opportunities, unit.timeline.of(lead.id)
        says = opportunity_says(shared, shown)
        return compare_record(
            shared,
            record,
            link,
            dict.fromkeys(says) if is_new else says,
            lambda name, value: self._read(name, value, record, shown),
            lambda _: changed_at("opportunity", lead, events),
        )

    def _written(self, unit: UnitOfWork, found: _Found, pulled: Pulled, done: OpportunityUpdate) -> _Planned:
        """
        Write what was decided, with both sides of conflicts; nothing if all of it was so before.
        """
        actor, now, link = self.turn.caller.actor, self.turn.setting.clock(), found.link.agreed(pulled.agreed())
        change = with_conflicts(
            done.update.change, pulled, link.connection, now=now, actor=actor, opportunity_id=link.id
        )
        named = self.turn.shown(evolve(found.known or self._linked(found.record), id=link.id, problems=()))
        outcome = ApplyOutcome.CREATED if found.opportunity is None else ApplyOutcome.UPDATED
        if not change.events:
            outcome = ApplyOutcome.UNCHANGED
        count = sum(map(len, pulled.conflicts.values()))
        answer = Applied(found.record.ref, outcome, found.lead.id, pulled.problems, count)
        if not change.events and found.stored == link and found.known == named:
            return answer, None
        puts = [Put(link, before=found.stored), Put(named, before=found.known), self.turn.fence(unit)]
        if done.opportunity != found.opportunity:
            puts.append(Put(done.opportunity, before=found.opportunity))
        changes = changes_of(evolve(done.update, change=change)) or Changes()
        return answer, with_news(self.turn.setting, unit, evolve(changes, puts=tuple(puts)))

    def _decided(
        self, unit: UnitOfWork, lead: Lead, opportunity: Opportunity | None, shown: Opportunity, pulled: Pulled
    ) -> OpportunityUpdate | Refusal:
        programme, actor, now = self.turn.setting.programme, self.turn.caller.actor, self.turn.setting.clock()
        account = account_of(unit, known_partner(unit, lead.partner_id or ""))
        others = [one for one in opportunities_of(unit, unit.timeline.of(lead.id)) if one.id != shown.id]
        details = _details(pulled.taken, shown)
        if opportunity is None:
            return register_opportunity(
                lead,
                account,
                others,
                details,
                shown.id,
                rules=programme.opportunities,
                policy=programme.handling,
                now=now,
                actor=actor,
            )
        return update_opportunity(
            opportunity,
            lead,
            account,
            others,
            details,
            by_partner=isinstance(self.turn.caller.party, PartnerParty),
            rules=programme.opportunities,
            policy=programme.handling,
            now=now,
            actor=actor,
        )

    def _known(self, unit: UnitOfWork, record: RemoteRecord, known: LinkedRecord | None) -> Opportunity | None:
        if known is not None and known.id is not None:
            return unit.records.one(Opportunity, known.id)
        return unit.records.one(Opportunity, record.key) if record.key else None

    def _lead(self, unit: UnitOfWork, record: RemoteRecord, opportunity: Opportunity | None) -> Lead | None:
        """
        Return the lead of an opportunity, if the caller sees it.

        Raises:
            NotFound: They do not see it.
        """
        if opportunity is not None:
            return self.turn.caller.lead(unit, opportunity.lead_id)
        of = linked_record(unit, self.turn.connection, record.lead) if record.lead is not None else None
        return None if of is None or of.id is None else self.turn.caller.lead(unit, of.id)

    def _read(self, name: str, value: RemoteValue, record: RemoteRecord, shown: Opportunity) -> object:
        if name != "amount":
            return _FIELDS[name].take(value)
        if value is None:
            return None
        told = [one.remote for one in self.turn.connection.opportunities if one.field == "currency"]
        currency = str(record.values.get(told[0]) or "") if told else ""
        currency = currency or self.turn.connection.currency or (shown.amount.currency if shown.amount else "")
        if not currency:
            raise Unreadable("currency_missing", "the amount has no currency; set the currency of the connection")
        try:
            return Money(Decimal(str(value)), currency)
        except ArithmeticError:
            raise Unreadable("value_malformed", "this is not an amount") from None

    def _agreed(
        self,
        record: RemoteRecord,
        lead: Lead,
        link: SyncLink,
        stored: SyncLink | None,
        known: LinkedRecord | None,
        problems: tuple[Problem, ...],
    ) -> _Planned:
        """
        Remember what was seen and cannot be taken.
        """
        named = evolve(known or self._linked(record), id=link.id)
        puts = [Put(one, before=was) for one, was in ((link, stored), (named, known)) if one != was]
        return Applied(record.ref, ApplyOutcome.UNCHANGED, lead.id, problems), Changes(
            puts=tuple(puts)
        ) if puts else None

    def _refused(
        self, record: RemoteRecord, lead: Lead, problems: tuple[Problem, ...], known: LinkedRecord | None
    ) -> _Planned:
        named = evolve(known or self._linked(record), problems=tuple(one.code for one in problems))
        done = Applied(record.ref, ApplyOutcome.REFUSED, lead.id, problems)
        return done, Changes(puts=(Put(named, before=known),)) if named != known else None

    def _linked(self, record: RemoteRecord) -> LinkedRecord:
        return LinkedRecord(connection=self.turn.connection.name, kind=RemoteKind.OPPORTUNITY, remote_id=record.ref.id)


def _blank(id: str, lead: Lead, turn: SyncTurn) -> Opportunity:
    now = turn.setting.clock()
    stages = turn.setting.programme.opportunities.stages
    return Opportunity(
        id=id,
        lead_id=lead.id,
        partner_id=lead.partner_id or "",
        stage=stages[0],
        registered_at=now,
        modified_at=now,
    )


def _details(taken: Mapping[str, object], shown: Opportunity) -> OpportunityDetails:
    """
    Return what is taken as details; an opportunity loses no value that it has.
    """
    amount, currency = taken.get("amount"), taken.get("currency")
    if amount is None and currency is not None and shown.amount is not None:
        amount = Money(shown.amount.amount, str(currency))
    probability, close_date = taken.get("probability"), taken.get("close_date")
    texts = {name: str(value) for name in ("name", "stage", "owner") if (value := taken.get(name)) is not None}
    return OpportunityDetails(
        name=texts.get("name"),
        stage=texts.get("stage"),
        owner=texts.get("owner"),
        amount=amount if isinstance(amount, Money) else None,
        probability=probability if isinstance(probability, int) else None,
        close_date=close_date if isinstance(close_date, date) and not isinstance(close_date, datetime) else None,
    )
