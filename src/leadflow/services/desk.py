"""
The desk: single leads come in, and the programme's partners, campaigns and modules are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.criteria import Moment
from leadflow.core.facts import Actor, Assigned, Channel, Reassigned, Routed
from leadflow.core.intake import Distributed, Draft, Drafts, Refused
from leadflow.core.leads import Lead, declined_by
from leadflow.core.notifications import explain_recipients
from leadflow.core.notifications.bookkeeping import check_addresses
from leadflow.core.partners import Campaign, Partner, Roster
from leadflow.core.problems import Problem
from leadflow.core.routing import (
    Rehearsal,
    Rehearsed,
    RoutingModule,
    WhyNot,
    check_module,
    explain_routing,
    lint_module,
    rehearse,
    why_not,
)
from leadflow.core.timeline import LeadEvent
from leadflow.errors import InvalidInput, NotFound, StaleLead
from leadflow.ports import UnitOfWork
from leadflow.services.batch import open_batch, ready_module
from leadflow.services.handling import LeadHandling
from leadflow.services.retrying import retrying

__all__ = ["LeadDesk"]

_PAGE: Final = 1_000


class LeadDesk(LeadHandling):
    """
    Takes in single leads of one supplier, handles them, and keeps its partners, campaigns and modules.

    Made in a moment and without state; a host with many suppliers makes one for each.
    """

    def receive(
        self,
        draft: Draft,
        *,
        module: str | None = None,
        actor: Actor = Actor(channel=Channel.API),
        lead_id: str | None = None,
    ) -> Distributed | Refused:
        """
        Admit *draft*, route it, decide who is told, and write all of it.

        A partner that the draft names stands; a draft without one runs through *module*.

        Args:
            draft: What came in.
            module: Name of the routing module; None takes the programme's, if it has one.
            actor: Who brought it, and by which way.
            lead_id: None takes a new one. A caller whose answer got lost tries again with the same id, and is told by
                `StaleLead` that the lead is there.

        Returns:
            The lead with every decision, or all problems of the draft; a refusal writes nothing.

        Raises:
            NotFound: There is no such module. Nothing was written.
            InvalidInput: The module does not fit the fields and partners of today. Nothing was written.
            Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
        """
        chosen = lead_id or self._new_id()
        return retrying(lambda: self._receive(draft, chosen, module, actor), final=StaleLead)

    def _receive(self, draft: Draft, lead_id: str, module: str | None, actor: Actor) -> Distributed | Refused:
        with self._open_unit(self._programme.supplier_id) as unit:
            batch = open_batch(unit, self._programme, now=self._clock(), actor=actor, module=module)
            admission = batch.gate.admit(Drafts.of(draft))
            if admission.refused:
                return admission.refused[0]
            done = batch.distributor.distribute(admission, lead_id)
            turns = batch.turns.taken() if batch.turns else None
            unit.commit(
                Changes(
                    leads=(done.lead,),
                    events=done.events,
                    messages=done.messages,
                    turns=(turns,) if turns else (),
                )
            )
            return done

    def keep(self, *, partners: Iterable[Partner] = (), campaigns: Iterable[Campaign] = ()) -> tuple[Problem, ...]:
        """
        Add partners and campaigns, or replace them by id.

        Returns:
            Warnings about the addresses of roles, such as ``sales@``, among the people of the partners.
        """
        changes = Changes(partners=tuple(partners), campaigns=tuple(campaigns))
        with self._open_unit(self._programme.supplier_id) as unit:
            unit.commit(changes)
        return check_addresses(person for one in changes.partners for person in one.everyone)

    def publish(self, module: RoutingModule) -> RoutingModule:
        """
        Make *module* the current version of its name, once it fits the fields and partners of today.

        Returns:
            The module as it was published: with the next version number, or the current one if nothing else changed.

        Raises:
            InvalidInput: With every problem. Nothing was written.
            Conflict: Others published first twelve times in a row. Nothing was written, trying again is safe.
        """
        return retrying(lambda: self._publish(module))

    def _publish(self, module: RoutingModule) -> RoutingModule:
        with self._open_unit(self._programme.supplier_id) as unit:
            roster = Roster.of(unit.partners.all())
            checked, problems = check_module(module, self._programme.schema, roster)
            if checked is None:
                raise InvalidInput(problems)
            current = _current(unit, module.name)
            if current is not None and evolve(module, version=current.version) == current:
                return current
            published = evolve(module, version=current.version + 1 if current else 1)
            unit.commit(Changes(modules=(published,)))
            return published

    def lead(self, lead_id: str) -> Lead:
        """
        Return a lead as it stands.

        Raises:
            NotFound: This supplier has no such lead.
        """
        with self._open_unit(self._programme.supplier_id) as unit:
            return unit.leads.get(lead_id)

    def timeline(self, lead_id: str) -> tuple[LeadEvent, ...]:
        """
        Return what happened to a lead, in order.

        Raises:
            NotFound: This supplier has no such lead.
        """
        with self._open_unit(self._programme.supplier_id) as unit:
            return unit.timeline.of(lead_id)

    def explain(self, lead_id: str) -> str:
        """
        Tell why a lead is where it is and who was told, from what was decided then.

        Raises:
            NotFound: This supplier has no such lead.
        """
        with self._open_unit(self._programme.supplier_id) as unit:
            facts = [event.fact for event in unit.timeline.of(lead_id)]
            sent = [fact for fact in facts if isinstance(fact, Routed | Assigned)]
            reassigned = [fact for fact in facts if isinstance(fact, Reassigned)]
            if not sent:
                return "Nothing was decided about this lead: it named no partner, and no module was asked"
            roster = Roster.of(unit.partners.all())
            told = [_explain_assigned(sent[-1], unit, roster)]
            partner_id = sent[-1].partner_id if isinstance(sent[-1], Assigned) else sent[-1].decision.partner_id
            notice = reassigned[-1].notice if reassigned else sent[-1].notice
            if notice is not None and partner_id is not None:
                told.append(explain_recipients(notice.recall(roster.get(partner_id))))
            return "\n".join(told)

    def roll_back(self, name: str, version: int) -> RoutingModule:
        """
        Publish an earlier version of a module again, as a new version.

        Raises:
            NotFound: There is no such version. Nothing was written.
            InvalidInput: It does not fit the fields and partners of today. Nothing was written.
        """
        with self._open_unit(self._programme.supplier_id) as unit:
            earlier = unit.modules.version(name, version)
        return self.publish(earlier)

    def why_not(self, partner_id: str, lead_id: str) -> WhyNot:
        """
        Say what keeps a partner from a lead, by the module that decided, with the partners as they are today.

        Raises:
            NotFound: There is no such lead, or no module decided about it.
        """
        with self._open_unit(self._programme.supplier_id) as unit:
            lead = unit.leads.get(lead_id)
            routed = [event.fact.decision for event in unit.timeline.of(lead_id) if isinstance(event.fact, Routed)]
            if not routed:
                raise NotFound("routing of lead", lead_id)
            module = unit.modules.version(routed[-1].module, routed[-1].version)
            router, turns = ready_module(unit, self._programme, module, self._clock())
            campaign = next((one for one in unit.campaigns.all() if one.id == lead.campaign_id), None)
        return why_not(partner_id, lead, router, turns, campaign=campaign, declined=declined_by(lead), as_of_today=True)

    def rehearse(
        self, module: RoutingModule, *, beside: RoutingModule | None = None, leads: Iterable[Lead] | None = None
    ) -> Rehearsal:
        """
        Say where existing leads would go if *module* decided about them now. Nothing is written, no turn is taken.

        Args:
            module: What is tried; it need not be published.
            beside: What it is compared with, such as the version before; None compares with where the leads are.
            leads: Which leads; None takes all active ones.

        Raises:
            InvalidInput: A module does not fit the fields and partners of today.
        """
        with self._open_unit(self._programme.supplier_id) as unit:
            now = self._clock()
            after = Rehearsed(*ready_module(unit, self._programme, module, now))
            before = Rehearsed(*ready_module(unit, self._programme, beside, now)) if beside else None
            campaigns = {one.id: one for one in unit.campaigns.all()}
            chosen = leads if leads is not None else (lead for lead in _every_lead(unit) if lead.active)
            return rehearse(chosen, after, before=before, campaigns=campaigns)

    def lint(self, module: RoutingModule, *, sample: int = 1_000) -> tuple[Problem, ...]:
        """
        Say what is wrong with *module* and what is allowed and probably not meant, with the first leads as a sample.
        """
        with self._open_unit(self._programme.supplier_id) as unit:
            moment = Moment(self._clock(), self._programme.zone)
            roster, leads = Roster.of(unit.partners.all()), unit.leads.page(None, sample)
        return lint_module(module, self._programme.schema, roster, moment, leads=leads)

    def check(self, module: RoutingModule) -> tuple[Problem, ...]:
        """
        Say everything that is wrong with *module* and the fields and partners of today; empty if nothing is.
        """
        with self._open_unit(self._programme.supplier_id) as unit:
            return check_module(module, self._programme.schema, Roster.of(unit.partners.all()))[1]


def _explain_assigned(fact: Routed | Assigned, unit: UnitOfWork, roster: Roster) -> str:
    if isinstance(fact, Assigned):
        partner = roster.get(fact.partner_id)
        return f"Assigned to {partner.name if partner else fact.partner_id} ({fact.by.value.replace('_', ' ')})"
    decision = fact.decision
    try:
        module = unit.modules.version(decision.module, decision.version)
    except NotFound:
        module = None
    return explain_routing(decision, module=module, roster=roster)


def _every_lead(unit: UnitOfWork) -> Iterator[Lead]:
    after: str | None = None
    while page := unit.leads.page(after, _PAGE):
        yield from page
        after = page[-1].id


def _current(unit: UnitOfWork, name: str) -> RoutingModule | None:
    try:
        return unit.modules.current(name)
    except NotFound:
        return None
