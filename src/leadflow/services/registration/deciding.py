"""
Decides about registrations, and reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from attrs import evolve, field, frozen

from leadflow.core.access import PartnerParty
from leadflow.core.changes import Changes, Put
from leadflow.core.facts import (
    ProtectionExtended,
    Registered,
    RegistrationDenied,
    RegistrationReturned,
    RegistrationSubmitted,
    RegistrationWithdrawn,
)
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.handling.registering import values_given
from leadflow.core.handling.registration_states import RegistrationOperation, registration_act_of
from leadflow.core.handling.registration_updates import RegistrationUpdate
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.page import Page
from leadflow.core.partners import Account, Partner
from leadflow.core.registration import Registration, RegistrationQuery
from leadflow.core.values import Values
from leadflow.errors import NotFound
from leadflow.ports import RegistrationLister, UnitOfWork
from leadflow.services.mail.telling import with_news
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.once import Once, once
from leadflow.services.operations.planned import planned
from leadflow.services.operations.query_checks import check_partner
from leadflow.services.operations.required_records import account_of

__all__ = ["RegistrationRequest", "decide_registration", "registration_of", "registrations_of"]

_PAGE: Final = 500

_Decide = Callable[[Registration, Lead, Account | None, datetime], RegistrationUpdate | Refusal]


@frozen(kw_only=True)
class RegistrationRequest:
    """
    A registration with what was given.

    Attributes:
        registration: As it is now.
        values: What the lead said when it was submitted last; what was erased since is gone.
        history: What the supplier and the partner did with it, as facts of the lead, in order.
    """

    registration: Registration
    values: Values = field(repr=False)
    history: tuple[object, ...] = field(default=(), repr=False)


_HISTORY: Final = (
    RegistrationSubmitted,
    RegistrationReturned,
    Registered,
    RegistrationDenied,
    RegistrationWithdrawn,
    ProtectionExtended,
)


def decide_registration(
    caller: Caller,
    operation: RegistrationOperation,
    registration_id: str,
    decide: _Decide,
    given: tuple[object, ...],
    *,
    idempotency_key: str | None,
) -> RegistrationUpdate | Refusal:
    """
    Do *operation* with a registration that the caller sees; *given* is what else the call was given.

    Raises:
        NotFound: There is no such registration, or the caller does not see it. Nothing was written.
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    act = registration_act_of(operation, by_partner=isinstance(caller.party, PartnerParty))
    setting, made = caller.setting, list[RegistrationUpdate]()
    arguments = (operation, registration_id, *given)
    key: Once[LeadUpdate | Refusal] | None = once(caller, idempotency_key, LeadUpdate, act, *arguments)

    def plan(unit: UnitOfWork) -> tuple[LeadUpdate | Refusal, Changes | None]:
        made.clear()
        before, lead, partner = _seen(caller, unit, registration_id)
        caller.check(act, registration_id)
        done = decide(before, lead, account_of(unit, partner) if partner else None, setting.clock())
        if isinstance(done, Refusal):
            return done, None
        assert done.update is not None
        made.append(done)
        if done.unchanged:
            return done.update, None
        put = Put(done.registration, before=before)
        changes = Changes(leads=(done.update.change,), messages=done.update.messages, puts=(put,))
        return done.update, with_news(setting, unit, changes)

    update = planned(setting, plan, about=(act, caller.actor, *arguments), once=key)
    if isinstance(update, Refusal):
        caller.refused(act, update.problems[0].code)
        return update
    if made and made[0].update is not None and made[0].update.events == update.events:
        return _shown(caller, made[0], update)
    with setting.unit() as unit:
        registration, _, _ = _seen(caller, unit, registration_id)
    return _shown(caller, RegistrationUpdate(registration=registration), update)


def _shown(caller: Caller, done: RegistrationUpdate, update: LeadUpdate) -> RegistrationUpdate:
    """
    Return an answer with the lead only if the caller sees it.
    """
    seen = caller.scope.partner_id is not None or update.lead.kind is not LeadKind.PRIVATE
    return evolve(done, update=update.seen_by(caller.scope) if seen else None, unchanged=update.unchanged)


def registration_of(caller: Caller, registration_id: str) -> RegistrationRequest:
    """
    Return a registration that the caller sees, with what was given.

    Raises:
        NotFound: There is no such registration, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        registration, lead, _ = _seen(caller, unit, registration_id)
        return _request(caller, unit, registration, lead)


def registrations_of(caller: Caller, query: RegistrationQuery) -> Page[RegistrationRequest]:
    """
    Return a page of the registrations that the caller sees and *query* asks for.

    Raises:
        NotFound: Nothing was found, and the partner of the query is unknown, or the caller does not see it.
    """
    rows: list[RegistrationRequest] = []
    with caller.setting.unit() as unit:
        for registration, lead in _asked(caller, unit, query):
            if len(rows) == query.most:
                return Page(tuple(rows), rows[-1].registration.id)
            rows.append(_request(caller, unit, registration, lead))
        check_partner(caller, unit, query.partner_id, rows or query.after)
    return Page(tuple(rows))


def _asked(caller: Caller, unit: UnitOfWork, query: RegistrationQuery) -> Iterator[tuple[Registration, Lead]]:
    partners: dict[str, Partner | None] = {}
    for one in _listed(unit, query, caller.scope.partner_id):
        lead = _lead_of(caller, unit, one, partners)
        if lead is not None:
            yield one, lead


def _listed(unit: UnitOfWork, query: RegistrationQuery, partner_id: str | None) -> Iterator[Registration]:
    """
    Return the registrations that *query* asks for, those of *partner_id* alone unless it is None.
    """
    if partner_id is not None and query.partner_id not in (None, partner_id):
        return
    query, most = evolve(query, partner_id=partner_id or query.partner_id), query.most + 1
    if isinstance(unit.records, RegistrationLister):
        while page := unit.records.registrations(query, most):
            yield from page
            if len(page) < most:
                return
            query = evolve(query, after=page[-1].id)
        return
    after = query.after
    while page := unit.records.page(Registration, after, _PAGE):
        yield from filter(query.holds, page)
        after = page[-1].id


def _seen(caller: Caller, unit: UnitOfWork, registration_id: str) -> tuple[Registration, Lead, Partner | None]:
    found = unit.records.one(Registration, registration_id)
    partners: dict[str, Partner | None] = {}
    lead = None if found is None else _lead_of(caller, unit, found, partners)
    if found is None or lead is None:
        raise NotFound("registration", registration_id)
    return found, lead, partners.get(found.partner_id or "")


def _lead_of(caller: Caller, unit: UnitOfWork, one: Registration, partners: dict[str, Partner | None]) -> Lead | None:
    """
    Return the lead of a registration that the caller sees; None if they do not see it. Partners are read once each.

    A supplier's people see the registrations of the partners in their groups, and a partner's people those of the leads
    that they see.
    """
    scope = caller.scope
    if scope.partner_id is not None and one.partner_id != scope.partner_id:
        return None
    partner = None
    if one.partner_id is not None:
        if one.partner_id not in partners:
            partners[one.partner_id] = unit.records.one(Partner, one.partner_id)
        partner = partners[one.partner_id]
    try:
        lead = unit.leads.get(one.lead_id)
    except NotFound:
        return None
    if scope.partner_id is not None:
        return lead if scope.sees(lead, partner) else None
    if one.partner_id is None:
        return lead if scope.unplaced else None
    return lead if scope.groups is None or (partner is not None and scope.covers(partner)) else None


def _request(caller: Caller, unit: UnitOfWork, registration: Registration, lead: Lead) -> RegistrationRequest:
    events = unit.timeline.of(lead.id)
    facts = (event.fact for event in events)
    return RegistrationRequest(
        registration=registration,
        values=values_given(lead, events, registration.seq, caller.setting.programme.schema.leads),
        history=tuple(one for one in facts if isinstance(one, _HISTORY) and one.registration_id == registration.id),
    )
