"""
The desk for opportunities, of either side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import evolve

from leadflow.core.access import Party
from leadflow.core.arguments import checked
from leadflow.core.criteria import EvaluationTime
from leadflow.core.criteria.engines.storage_questions import refused_operators
from leadflow.core.facts import Channel
from leadflow.core.handling import Refusal
from leadflow.core.handling.opportunities import (
    OpportunityDetails,
    OpportunityUpdate,
)
from leadflow.core.kinds import Money
from leadflow.core.lengths import about_id
from leadflow.core.opportunities import Opportunity, OpportunityQuery
from leadflow.core.page import Page
from leadflow.core.partners import Partner
from leadflow.ports import OpportunityLister, UnitOfWork
from leadflow.services.handling.opportunities import (
    change_opportunity,
    opportunities_of,
    register_from_lead,
    seen_opportunity,
    sees_lead,
)
from leadflow.services.operations.caller import Caller, calling
from leadflow.services.operations.query_checks import check_partner
from leadflow.services.operations.setting import Setting

__all__ = ["OpportunityDesk"]

_PAGE: Final = 500


@checked
class OpportunityDesk:
    """
    Registers opportunities from leads and updates them, for a user of the supplier, a user of one partner, or a
    program.

    A party sees the opportunities of the leads that it sees. What it does not see looks unknown (`NotFound`), and what
    none of its roles allows is `NotAllowed`; nothing is written then. Methods that change something need the act
    ``work_opportunities``, take an idempotency key as those of `leadflow.SupplierDesk` do, return a `Refusal` that
    names the state of the lead or what is wrong, and raise `Conflict` when others wrote first twelve times in a row.
    """

    def __init__(
        self, setting: Setting, party: Party, *, channel: Channel | None = None, system: str | None = None
    ) -> None:
        """
        Open the desk for *party*.

        Args:
            setting: What services work with.
            party: Who calls; named in the events of everything done here.
            channel: The way they came by; if omitted, the portal for a person and the API for a program.
            system: Which other system reported it, such as ``salesforce``; if omitted, none.
        """
        self._caller = calling(setting, party, channel, system)

    def register(
        self,
        lead_id: str,
        *,
        name: str | None = None,
        stage: str | None = None,
        amount: Money | None = None,
        probability: int | None = None,
        close_date: date | None = None,
        owner: str | None = None,
        opportunity_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> OpportunityUpdate | Refusal:
        """
        Register an opportunity from an accepted lead; the partner's people are mailed that this is done.

        Args:
            lead_id: Which lead.
            name: What people call it; if omitted, nothing.
            stage: One of the programme's; if omitted, the first.
            amount: What the sale would be worth; if omitted, not known.
            probability: Of winning it, from 0 to 100, rounded up to the next configured percentage; if omitted, not
                known.
            close_date: When it is expected to be decided; if omitted, not known.
            owner: Who works it; if omitted, not known.
            opportunity_id: If omitted, a new id.
            idempotency_key: See the class.

        Raises:
            AlreadyExists: An opportunity has this id. Nothing was written.
        """
        details = OpportunityDetails(
            name=name, stage=stage, amount=amount, probability=probability, close_date=close_date, owner=owner
        )
        wrong = about_id(opportunity_id, "opportunity_id") if opportunity_id is not None else ()
        if wrong:
            return Refusal(wrong)
        return register_from_lead(self._caller, lead_id, details, opportunity_id, idempotency_key)

    def update(
        self,
        opportunity_id: str,
        *,
        name: str | None = None,
        stage: str | None = None,
        amount: Money | None = None,
        probability: int | None = None,
        close_date: date | None = None,
        owner: str | None = None,
        idempotency_key: str | None = None,
    ) -> OpportunityUpdate | Refusal:
        """
        Update an opportunity; what is omitted stays, and the same again is ``unchanged``.

        A stage that ends it says that it was won or lost, which the lead shows; an open stage opens it again.

        Args:
            opportunity_id: Which opportunity.
            name, stage, amount, probability, close_date, owner: As in `register`.
            idempotency_key: See the class.

        Raises:
            NotFound: There is no such opportunity, or the party does not see its lead. Nothing was written.
        """
        details = OpportunityDetails(
            name=name, stage=stage, amount=amount, probability=probability, close_date=close_date, owner=owner
        )
        return change_opportunity(self._caller, opportunity_id, details, idempotency_key)

    def opportunity(self, opportunity_id: str) -> Opportunity:
        """
        Return an opportunity in its current state.

        Raises:
            NotFound: There is no such opportunity, or the party does not see its lead.
        """
        with self._caller.setting.unit() as unit:
            return seen_opportunity(self._caller, unit, opportunity_id)

    def of_lead(self, lead_id: str) -> tuple[Opportunity, ...]:
        """
        Return the opportunities of a lead, in the order in which they were registered.

        Raises:
            NotFound: There is no such lead, or the party does not see it.
        """
        with self._caller.setting.unit() as unit:
            self._caller.lead(unit, lead_id)
            return opportunities_of(unit, unit.timeline.of(lead_id))

    def opportunities(self, query: OpportunityQuery = OpportunityQuery()) -> Page[Opportunity]:
        """
        Return a page of the opportunities that the party sees and *query* asks for.

        Stores that list opportunities (`leadflow.ports.OpportunityLister`), as those of leadflow do, find them by the
        criteria; from others every opportunity after the page before is read until the page is full.

        Raises:
            InvalidInput: The criteria of the query do not fit the fields of opportunities and partners.
            NotFound: Nothing was found, and the partner of the query is unknown, or the party does not see it.
        """
        setting, rows = self._caller.setting, list[Opportunity]()
        query = query.checked(setting.programme.schema)
        moment = EvaluationTime(setting.clock(), setting.programme.zone)
        with setting.unit() as unit:
            for one in _listed(self._caller, unit, query, moment):
                if len(rows) == query.most:
                    return Page(tuple(rows), rows[-1].id)
                rows.append(one)
            check_partner(self._caller, unit, query.partner_id, rows or query.after)
        return Page(tuple(rows))

    def count(self, query: OpportunityQuery = OpportunityQuery()) -> int:
        """
        Return the number of opportunities on all pages of *query*.

        Raises:
            InvalidInput: The criteria of the query do not fit the fields of opportunities and partners.
        """
        setting = self._caller.setting
        query = evolve(query.checked(setting.programme.schema), after=None)
        moment = EvaluationTime(setting.clock(), setting.programme.zone)
        with setting.unit() as unit:
            lister = _lister(unit, query)
            if lister is not None:
                return lister.count_opportunities(self._caller.scope, query, moment)
            return sum(1 for _ in _seen(self._caller, unit, query, moment))


def _lister(unit: UnitOfWork, query: OpportunityQuery) -> OpportunityLister | None:
    """
    Return what lists opportunities; None if the store does not, or cannot ask an operator of the criteria.
    """
    criteria, records = query.checked_criteria, unit.records
    if criteria is not None and refused_operators(criteria):
        return None
    return records if isinstance(records, OpportunityLister) else None


def _listed(caller: Caller, unit: UnitOfWork, query: OpportunityQuery, moment: EvaluationTime) -> Iterable[Opportunity]:
    """
    Read the opportunities of a page, and one more if there is another page.
    """
    lister = _lister(unit, query)
    if lister is not None:
        return lister.opportunities(caller.scope, query, moment, query.most + 1)
    return _seen(caller, unit, query, moment)


def _seen(caller: Caller, unit: UnitOfWork, query: OpportunityQuery, moment: EvaluationTime) -> Iterator[Opportunity]:
    """
    Read the opportunities that are asked for and whose leads the caller sees; partners are read once each.
    """
    partners: dict[str, Partner | None] = {}
    after = query.after
    while page := unit.records.page(Opportunity, after, _PAGE):
        for one in page:
            if caller.scope.partner_id not in (None, one.partner_id):
                continue
            if one.partner_id not in partners:
                partners[one.partner_id] = unit.records.one(Partner, one.partner_id)
            if query.holds(one, partners[one.partner_id], moment) and sees_lead(caller, unit, one.lead_id):
                yield one
        after = page[-1].id
