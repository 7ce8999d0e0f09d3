"""
Registers opportunities that are new in another system, and merges what has changed there into ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from attrs import define, evolve

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
        connection = self.turn.connection
        known = linked_record(unit, connection, record.ref)
        opportunity = self._known(unit, record, known)
        lead = self._lead(unit, record, opportunity)
        if lead is None:
            return Applied(record.ref, ApplyOutcome.IGNORED), None
        wrong = refuse_registered(lead)
        if wrong is not None:
            return self._refused(record, lead, wrong.problems, known)
        our_id = opportunity.id if opportunity is not None else new_id
        stored = link_of(unit, connection, record.ref.kind, our_id)
        link = stored or SyncLink(connection=connection.name, kind=record.ref.kind, id=our_id)
        of = link_of(unit, connection, RemoteKind.LEAD, lead.id)
        if LinkState.ERASED in (link.state, of.state if of is not None else LinkState.LINKED):
            return Applied(record.ref, ApplyOutcome.IGNORED, lead.id), None
        link = evolve(link, remote_id=record.ref.id, state=LinkState.LINKED)
        shown = opportunity or _blank(our_id, lead, self.turn)
        says = opportunity_says(connection.opportunities, shown)
        if opportunity is None:
            says = dict.fromkeys(says)
        events = unit.timeline.of(lead.id)
        pulled = compare_record(
            connection.opportunities,
            record,
            link,
            says,
            lambda name, value: self._read(name, value, record, shown),
            lambda _: changed_at("opportunity", lead, events),
        )
        done = self._decided(unit, lead, opportunity, shown, pulled)
        if isinstance(done, Refusal):
            if opportunity is None:
                return self._refused(record, lead, done.problems, known)
            return self._agreed(record, lead, link.agreed(pulled.agreed(pulled.taken)), stored, known, done.problems)
        actor, now = self.turn.caller.actor, self.turn.setting.clock()
        change = with_conflicts(
            done.update.change, pulled, connection.name, now=now, actor=actor, opportunity_id=our_id
        )
        link = link.agreed(pulled.agreed())
        named = self.turn.shown(evolve(known or self._linked(record), id=our_id, problems=()))
        count = sum(map(len, pulled.conflicts.values()))
        outcome = ApplyOutcome.CREATED if opportunity is None else ApplyOutcome.UPDATED
        if not change.events:
            outcome = ApplyOutcome.UNCHANGED
        answer = Applied(record.ref, outcome, lead.id, pulled.problems, count)
        if not change.events and stored == link and known == named:
            return answer, None
        puts = [Put(link, before=stored), Put(named, before=known), self.turn.fence(unit)]
        if done.opportunity != opportunity:
            puts.append(Put(done.opportunity, before=opportunity))
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
