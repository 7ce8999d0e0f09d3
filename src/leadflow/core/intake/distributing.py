"""
From an admitted draft to a lead at a partner: routed, recorded, and its people told. The one way for every lead.
"""

from __future__ import annotations

from attrs import frozen

from leadflow.core.criteria import Moment
from leadflow.core.facts import Accepted, Actor, Assigned, AssignedBy, Notice, Received, Routed
from leadflow.core.intake.admitting import Admitted
from leadflow.core.leads import Lead
from leadflow.core.notifications import Message, MessageKind, RecipientDecision, choose_recipients, compose
from leadflow.core.partners import Partner
from leadflow.core.programme import Programme
from leadflow.core.routing import Router, RoutingDecision, Turns, route
from leadflow.core.timeline import LeadEvent, begin, record

__all__ = ["Distributed", "Distributor", "Origin"]


@frozen
class Origin:
    """
    The import and the row that a lead came from.
    """

    import_id: str
    row: int


@frozen(kw_only=True)
class Distributed:
    """
    A new lead, and everything that happened to it at once.

    Attributes:
        lead: As it stands after its events.
        events: From `Received` on.
        messages: To be sent once this is written.
        routing: What a module decided; None where a partner was named or there is no module.
        recipients: Who is told, and why the others are not; None if the lead has no partner.
    """

    lead: Lead
    events: tuple[LeadEvent, ...]
    messages: tuple[Message, ...] = ()
    routing: RoutingDecision | None = None
    recipients: RecipientDecision | None = None


class Distributor:
    """
    Distributes the leads of one batch.

    A partner that the draft names stands; every other lead runs through the module, else goes to the default partner,
    else stays unassigned. Turns are taken as the batch goes on, to be committed with it.
    """

    def __init__(
        self,
        programme: Programme,
        moment: Moment,
        *,
        actor: Actor,
        router: Router | None = None,
        turns: Turns | None = None,
        default_partner: Partner | None = None,
    ) -> None:
        self._programme = programme
        self.moment = moment
        self.actor = actor
        self._router = router
        self._turns = turns
        self._default = default_partner if default_partner and default_partner.active else None
        self._recipients: dict[str, tuple[RecipientDecision, Notice]] = {}

    def distribute(self, admitted: Admitted, lead_id: str, origin: Origin | None = None) -> Distributed:
        """
        Make the lead, decide its partner, and say who is told.
        """
        lead, received = self._begin(admitted, lead_id, origin)
        if admitted.partner is not None:
            assignee_id = admitted.draft.assignee_id
            return self._assign(lead, received, admitted.partner, AssignedBy.NAMED, assignee_id)
        if self._router is not None:
            return self._route(lead, received, self._router, admitted)
        if self._default is not None:
            return self._assign(lead, received, self._default, AssignedBy.IMPORT_DEFAULT, None)
        return Distributed(lead=lead, events=(received,))

    def _begin(self, admitted: Admitted, lead_id: str, origin: Origin | None) -> tuple[Lead, LeadEvent]:
        draft = admitted.draft
        fact = Received(
            kind=draft.kind,
            source=draft.source,
            campaign_id=admitted.campaign.id if admitted.campaign else None,
            stage=draft.stage or "open",
            score=self._programme.starting_score if draft.score is None else draft.score,
            external_ids=draft.external_ids,
            created_at=draft.created_at,
            import_id=origin.import_id if origin else None,
            row=origin.row if origin else None,
        )
        event = LeadEvent(lead_id, 1, self.moment.now, self.actor, fact)
        return begin(self._programme.supplier_id, draft.values, event, fact, history=draft.history), event

    def _route(self, lead: Lead, received: LeadEvent, router: Router, admitted: Admitted) -> Distributed:
        assert self._turns is not None
        decision = route(lead, router, self._turns, campaign=admitted.campaign, default_partner=self._default)
        partner = router.roster.get(decision.partner_id) if decision.partner_id else None
        if partner is None:
            lead, event = self._record(lead, Routed(decision=decision))
            return Distributed(lead=lead, events=(received, event), routing=decision)
        if decision.turn is not None:
            self._turns.take(partner.id)
        else:
            self._turns.add_load(partner.id)
        recipients, notice = self._choose(lead, partner)
        lead, event = self._record(lead, Routed(decision=decision, notice=notice))
        return self._tell(lead, (received, event), partner, recipients, decision)

    def _assign(
        self, lead: Lead, received: LeadEvent, partner: Partner, by: AssignedBy, assignee_id: str | None
    ) -> Distributed:
        if self._turns is not None:
            self._turns.add_load(partner.id)
        recipients, notice = self._choose(lead, partner, assignee_id)
        fact = Assigned(partner_id=partner.id, by=by, assignee_id=assignee_id, notice=notice)
        lead, event = self._record(lead, fact)
        return self._tell(lead, (received, event), partner, recipients, None)

    def _tell(
        self,
        lead: Lead,
        events: tuple[LeadEvent, ...],
        partner: Partner,
        recipients: RecipientDecision,
        decision: RoutingDecision | None,
    ) -> Distributed:
        template = self._programme.template_for(MessageKind.NEW_LEAD, partner.groups)
        messages = compose(lead, recipients, kind=MessageKind.NEW_LEAD, now=self.moment.now, template=template)
        if partner.auto_accepts(lead.received_at):
            lead, accepted = self._record(lead, Accepted(automatic=True))
            events = (*events, accepted)
        return Distributed(lead=lead, events=events, messages=messages, routing=decision, recipients=recipients)

    def _record(self, lead: Lead, fact: Routed | Assigned | Accepted) -> tuple[Lead, LeadEvent]:
        return record(lead, fact, at=self.moment.now, actor=self.actor)

    def _choose(self, lead: Lead, partner: Partner, assignee_id: str | None = None) -> tuple[RecipientDecision, Notice]:
        """
        Choose recipients; leads of one batch that name nobody have the same ones at a partner.
        """
        both_set = self._programme.both_set
        if assignee_id is not None:
            decision = choose_recipients(lead, partner, assignee_id=assignee_id, both_set=both_set)
            return decision, Notice.of(decision)
        known = self._recipients.get(partner.id)
        if known is None:
            decision = choose_recipients(lead, partner, both_set=both_set)
            known = self._recipients[partner.id] = decision, Notice.of(decision)
        return known
