"""
The desk: single leads come in, and the programme's partners, campaigns and modules are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from leadflow.core.changes import ANY, Changes, Put
from leadflow.core.criteria import Moment
from leadflow.core.facts import Actor, Assigned, Channel, Reassigned, Routed
from leadflow.core.handling import Handled, Refusal
from leadflow.core.intake import Distributed, Draft, Drafts, Refused
from leadflow.core.leads import Lead, declined_by
from leadflow.core.notifications import MessageKind, ReadyExport, RecipientDecision, explain_recipients
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
from leadflow.core.stored import Record, publication
from leadflow.core.timeline import LeadEvent
from leadflow.errors import InvalidInput, NotFound, StaleLead
from leadflow.ports import UnitOfWork
from leadflow.services.batch import open_batch, ready_module
from leadflow.services.handling import (
    accept_lead,
    deactivate_lead,
    notify_export_ready,
    notify_registered,
    reassign_lead,
    reject_lead,
    remind_partner,
    resend_lead,
)
from leadflow.services.planned import planned
from leadflow.services.reading import current_module, module_version
from leadflow.services.setting import Setting

__all__ = ["LeadDesk"]

_PAGE: Final = 1_000
_PORTAL: Final = Actor(channel=Channel.PORTAL)
_API: Final = Actor(channel=Channel.API)


class LeadDesk:
    """
    Takes in single leads of one supplier, handles them, and keeps its partners, campaigns and modules.

    Stateless and cheap to create; a host with many suppliers makes one for each. Methods that handle a lead that is
    there return `Handled`, or a `Refusal` that names the state of the lead; a refusal writes nothing. They raise
    `NotFound` for a lead that this supplier has not, and `Conflict` when others wrote first twelve times in a row.
    """

    def __init__(self, setting: Setting) -> None:
        self._setting = setting

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
        setting, chosen = self._setting, lead_id or self._setting.new_id()

        def plan(unit: UnitOfWork) -> tuple[Distributed | Refused, Changes | None]:
            batch = open_batch(unit, setting.programme, now=setting.clock(), actor=actor, module=module)
            admission = batch.gate.admit(Drafts.of(draft))
            if admission.refused:
                return admission.refused[0], None
            done = batch.distributor.distribute(admission, chosen)
            turns = batch.turns.taken() if batch.turns else None
            return done, Changes(leads=(done.change,), messages=done.messages, turns=(turns,) if turns else ())

        return planned(setting, plan, final=StaleLead)

    def accept(self, lead_id: str, *, partner_id: str, actor: Actor = _PORTAL) -> Handled | Refusal:
        """
        Accept a lead for a partner; *actor* says who and by which way.
        """
        return accept_lead(self._setting, lead_id, partner_id=partner_id, actor=actor)

    def reject(
        self,
        lead_id: str,
        *,
        partner_id: str,
        reason: str | None = None,
        comment: str | None = None,
        actor: Actor = _PORTAL,
    ) -> Handled | Refusal:
        """
        Reject a lead for a partner, with a code of the programme's reasons and a comment.
        """
        return reject_lead(self._setting, lead_id, partner_id=partner_id, reason=reason, comment=comment, actor=actor)

    def reassign(
        self, lead_id: str, assignee_id: str, *, partner_id: str | None = None, actor: Actor = _PORTAL
    ) -> Handled | Refusal:
        """
        Name another of the partner's people on a lead; they are mailed, and who had it before is not.

        Without *partner_id* it is the supplier who does it, and that only while the lead is pending and no module chose
        the partner.
        """
        return reassign_lead(self._setting, lead_id, assignee_id, partner_id=partner_id, actor=actor)

    def deactivate(self, lead_id: str, *, actor: Actor = _API) -> Handled | Refusal:
        """
        Take a lead out of the lists and the partner's account; mail that waits is cancelled.
        """
        return deactivate_lead(self._setting, lead_id, actor=actor)

    def resend(self, lead_id: str, *, actor: Actor = _API) -> Handled | Refusal:
        """
        Send the new-lead mail again to whom it would go now, at most five times an hour.
        """
        return resend_lead(self._setting, lead_id, actor=actor)

    def remind(
        self, lead_id: str, kind: MessageKind = MessageKind.PENDING_REMINDER, *, actor: Actor = _API
    ) -> Handled | Refusal:
        """
        Remind the partner's people of a lead, or ask them for an update: the assignee, else the default recipients.

        Args:
            lead_id: Which lead.
            kind: A reminder, or a request to update the lead or its opportunity.
            actor: Who asks.
        """
        return remind_partner(self._setting, lead_id, kind, actor=actor)

    def notify_registered(self, lead_id: str, *, actor: Actor = _API) -> Handled | Refusal:
        """
        Tell the partner's people that the opportunity of an accepted lead was registered, once.

        The assignee is told, else the default recipients; the second call is ``already_done``.
        """
        return notify_registered(self._setting, lead_id, actor=actor)

    def notify_export_ready(self, export: ReadyExport) -> RecipientDecision:
        """
        Tell the nominated recipient of *export* that it can be fetched, once, however often this is called.

        The message is about no lead, so it stands on no timeline; what became of it is in the outbox.

        Returns:
            Whether the recipient is told, or why not; then nothing is written.
        """
        return notify_export_ready(self._setting, export)

    def keep(self, *, partners: Iterable[Partner] = (), campaigns: Iterable[Campaign] = ()) -> tuple[Problem, ...]:
        """
        Add partners and campaigns, or replace them by id.

        Returns:
            Warnings about the addresses of roles, such as ``sales@``, among the people of the partners.
        """
        partners = tuple(partners)
        records: list[Record] = [*partners, *campaigns]
        changes = Changes(puts=tuple(Put(one, before=ANY) for one in records))
        planned(self._setting, lambda _: (None, changes))
        return check_addresses(person for one in partners for person in one.everyone)

    def publish(self, module: RoutingModule) -> RoutingModule:
        """
        Make *module* the current version of its name, once it fits the fields and partners of today.

        Returns:
            The module as it was published: with the next version number, or the current one if nothing else changed.

        Raises:
            InvalidInput: With every problem. Nothing was written.
            Conflict: Others published first twelve times in a row. Nothing was written, trying again is safe.
        """

        def plan(unit: UnitOfWork) -> tuple[RoutingModule, Changes | None]:
            roster = Roster.of(unit.records.all(Partner))
            checked, problems = check_module(module, self._setting.programme.schema, roster)
            if checked is None:
                raise InvalidInput(problems)
            current = _current(unit, module.name)
            if current is not None and evolve(module, version=current.version) == current:
                return current, None
            published = evolve(module, version=current.version + 1 if current else 1)
            return published, Changes(puts=publication(published))

        return planned(self._setting, plan)

    def lead(self, lead_id: str) -> Lead:
        """
        Return a lead as it stands.

        Raises:
            NotFound: This supplier has no such lead.
        """
        with self._setting.unit() as unit:
            return unit.leads.get(lead_id)

    def timeline(self, lead_id: str) -> tuple[LeadEvent, ...]:
        """
        Return what happened to a lead, in order.

        Raises:
            NotFound: This supplier has no such lead.
        """
        with self._setting.unit() as unit:
            return unit.timeline.of(lead_id)

    def explain(self, lead_id: str) -> str:
        """
        Tell why a lead is where it is and who was told, from what was decided then.

        Raises:
            NotFound: This supplier has no such lead.
        """
        with self._setting.unit() as unit:
            facts = [event.fact for event in unit.timeline.of(lead_id)]
            sent = [fact for fact in facts if isinstance(fact, Routed | Assigned)]
            reassigned = [fact for fact in facts if isinstance(fact, Reassigned)]
            if not sent:
                return "Nothing was decided about this lead: it named no partner, and no module was asked"
            roster = Roster.of(unit.records.all(Partner))
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
        with self._setting.unit() as unit:
            earlier = module_version(unit, name, version)
        return self.publish(earlier)

    def why_not(self, partner_id: str, lead_id: str) -> WhyNot:
        """
        Say what keeps a partner from a lead, by the module that decided, with the partners as they are today.

        Raises:
            NotFound: There is no such lead, or no module decided about it.
        """
        with self._setting.unit() as unit:
            lead = unit.leads.get(lead_id)
            routed = [event.fact.decision for event in unit.timeline.of(lead_id) if isinstance(event.fact, Routed)]
            if not routed:
                raise NotFound("routing of lead", lead_id)
            module = module_version(unit, routed[-1].module, routed[-1].version)
            router, turns = ready_module(unit, self._setting.programme, module, self._setting.clock())
            campaign = unit.records.one(Campaign, lead.campaign_id) if lead.campaign_id else None
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
        with self._setting.unit() as unit:
            now = self._setting.clock()
            after = Rehearsed(*ready_module(unit, self._setting.programme, module, now))
            before = Rehearsed(*ready_module(unit, self._setting.programme, beside, now)) if beside else None
            campaigns = {one.id: one for one in unit.records.all(Campaign)}
            chosen = leads if leads is not None else (lead for lead in _every_lead(unit) if lead.active)
            return rehearse(chosen, after, before=before, campaigns=campaigns)

    def lint(self, module: RoutingModule, *, sample: int = 1_000) -> tuple[Problem, ...]:
        """
        Say what is wrong with *module* and what is allowed and probably not meant, with the first leads as a sample.
        """
        with self._setting.unit() as unit:
            moment = Moment(self._setting.clock(), self._setting.programme.zone)
            roster, leads = Roster.of(unit.records.all(Partner)), unit.leads.page(None, sample)
        return lint_module(module, self._setting.programme.schema, roster, moment, leads=leads)

    def check(self, module: RoutingModule) -> tuple[Problem, ...]:
        """
        Say everything that is wrong with *module* and the fields and partners of today; empty if nothing is.
        """
        with self._setting.unit() as unit:
            return check_module(module, self._setting.programme.schema, Roster.of(unit.records.all(Partner)))[1]


def _explain_assigned(fact: Routed | Assigned, unit: UnitOfWork, roster: Roster) -> str:
    if isinstance(fact, Assigned):
        partner = roster.get(fact.partner_id)
        return f"Assigned to {partner.name if partner else fact.partner_id} ({fact.by.value.replace('_', ' ')})"
    decision = fact.decision
    try:
        module = module_version(unit, decision.module, decision.version)
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
        return current_module(unit, name)
    except NotFound:
        return None
