"""
Turns an admitted draft into a lead at a partner: routed, saved, and its people notified.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from copy import copy
from functools import partial
from itertools import repeat

from leadflow.core.criteria import EvaluationTime
from leadflow.core.decisions import RoutingTrace
from leadflow.core.facts import Accepted, Actor, Assigned, AssignedBy, Fact, Held, Notice, Received, Routed
from leadflow.core.intake.admission import Admission
from leadflow.core.intake.audiences import Audiences
from leadflow.core.intake.distribution import Distribution, Origin
from leadflow.core.intake.placements import Assignment, Placement, Placements
from leadflow.core.intake.policy import IntakePolicy
from leadflow.core.leads import Lead, LeadAssessment
from leadflow.core.lengths import tidied
from leadflow.core.notifications.policy import MailPolicy, RecipientPolicy
from leadflow.core.partners import Accounts, KnownAccounts, Partner
from leadflow.core.routing import Incumbents, PartnerChoice, Router, Turns, choose
from leadflow.core.routing.step_effects import NOBODY
from leadflow.core.subjects import Subjects
from leadflow.core.text import clean_text
from leadflow.core.timeline import Alike, LeadChange

__all__ = ["Distributor"]


class Distributor:
    """
    Distributes the leads of one batch.

    A partner that the draft names gets the lead; every other lead is routed by the module, else goes to the default
    partner, else stays unassigned. Turns are taken as the batch continues, to be committed with it.

    While distribution is paused every lead waits, and takes no turn.

    Attributes:
        moment: When it distributes.
        actor: Who does it.
        audiences: Who is notified of the leads.
        incumbents: Which partners already work the companies of leads; None where no step asks for it.
    """

    def __init__(
        self,
        supplier_id: str,
        moment: EvaluationTime,
        *,
        actor: Actor,
        policy: IntakePolicy = IntakePolicy(),
        recipients: RecipientPolicy = RecipientPolicy(),
        mail: MailPolicy = MailPolicy(),
        accounts: Accounts = KnownAccounts(),
        router: Router | None = None,
        turns: Turns | None = None,
        default_partner: Partner | None = None,
        notifies: bool = True,
        paused: bool = False,
        assess: Callable[[Lead], LeadAssessment] | None = None,
        incumbents: Incumbents | None = None,
    ) -> None:
        self._paused = paused
        self.incumbents = incumbents
        self._assess = assess
        self._assessed: tuple[Admission | None, dict[int, LeadAssessment]] = None, {}
        self._supplier_id = supplier_id
        self._policy = policy
        self.moment = moment
        self.actor = actor
        self._router = router
        self._turns = turns
        self._default = default_partner if default_partner and default_partner.active else None
        self.audiences = Audiences(
            supplier_id, moment.now, accounts=accounts, recipients=recipients, mail=mail, notifies=notifies
        )

    def later(self, moment: EvaluationTime, turns: Turns | None, incumbents: Incumbents | None = None) -> Distributor:
        """
        Return what distributes the next batch of the same drafts to the same partners by the same module.
        """
        again = copy(self)
        again.moment, again._turns, again.incumbents = moment, turns, incumbents
        again._assessed = None, {}
        again.audiences = self.audiences.later(moment.now)
        return again

    def distribute(self, admission: Admission, lead_id: str) -> Distribution:
        """
        Make the lead of the only draft of *admission*, decide its partner, and say who is notified.
        """
        (placement,) = self.place(admission, [0])
        return self.record(admission, 0, placement, lead_id)

    def place(self, admission: Admission, places: Sequence[int]) -> Iterator[Placement]:
        """
        Decide where the drafts at *places* go, one after the other; turns are taken.
        """
        placed = self._place(admission, places)
        return placed if self.incumbents is None else self._remembered(admission, places, placed, self.incumbents)

    def _remembered(
        self, admission: Admission, places: Sequence[int], placed: Iterator[Placement], incumbents: Incumbents
    ) -> Iterator[Placement]:
        """
        Let the drafts that come later know who works the companies of those before.
        """
        for at, placement in zip(places, placed, strict=True):
            if placement is not None and placement.partner is not None:
                incumbents.add(self._begin(admission, at, "", None).after, placement.partner.id)
            yield placement

    def _place(self, admission: Admission, places: Sequence[int]) -> Iterator[Placement]:
        if self._paused:
            yield from repeat(None, len(places))
            return
        addresses, router, turns, default = admission.addresses, self._router, self._turns, self._default
        full, incumbents = turns.full if turns else 0, self.incumbents or NOBODY
        ahead = router.ways.ahead(admission.drafts.values, router.open_to(turns)) if router and turns else None
        for at in places:
            partner = addresses[at].partner
            if partner is not None:
                yield self._assign(partner, AssignedBy.NAMED, admission.drafts.submissions[at].assignee_id)
            elif ahead is not None and router is not None and turns is not None:
                # Ways that were known at the beginning are, until another partner is full.
                way = ahead.known[at] if turns.full == full else None
                if way is None:
                    subjects = partial(self._subjects, admission, at)
                    way = ahead.walk(at, subjects, router.open_to(turns), incumbents)
                choice = choose(way, router, turns, default=default)
                chosen = choice.partner
                if chosen is not None and choice.turn is not None:
                    turns.take(chosen.id)
                elif chosen is not None:
                    turns.add_load(chosen.id, chosen=way.free)
                yield choice
            elif default is not None:
                yield self._assign(default, AssignedBy.IMPORT_DEFAULT)
            else:
                yield None

    def count(self, placements: Placements) -> tuple[Counter[str], int]:
        """
        Count the leads that each partner gets by *placements*, by its id, and the people to notify, once for each lead.
        """
        return self.audiences.count(placements)

    def _assign(self, partner: Partner, by: AssignedBy, assignee_id: str | None = None) -> Assignment:
        if self._turns is not None:
            self._turns.add_load(partner.id)
        return Assignment(partner, by, assignee_id)

    def _subjects(self, admission: Admission, at: int) -> Subjects:
        return Subjects(self._begin(admission, at, "", None).after, None, admission.addresses[at].campaign)

    def record(self, admission: Admission, at: int, placement: Placement, lead_id: str) -> Distribution:
        """
        Make the lead of the draft at *at*, with its timeline and its messages, as it was placed.
        """
        told = self.audiences.of(placement)
        return Distribution(
            change=self.change(admission, at, placement, lead_id),
            messages=tuple(self.audiences.messages(Placements([placement]), [lead_id])),
            recipients=told.decision if told else None,
        )

    def change(
        self, admission: Admission, at: int, placement: Placement, lead_id: str, origin: Origin | None = None
    ) -> LeadChange:
        """
        Make the lead of the draft at *at*, with its timeline, as it was placed.
        """
        trace = placement.trace(self._router) if isinstance(placement, PartnerChoice) and self._router else None
        told = self.audiences.of(placement)
        if told is None and self._paused:
            return self._begin(admission, at, lead_id, origin, self._held(admission, at))
        if told is None:
            facts = () if trace is None else (Routed(decision=trace),)
            return self._begin(admission, at, lead_id, origin, *facts)
        change = self._begin(admission, at, lead_id, origin, _fact(placement, trace, told.notice))
        if told.accepts:
            change = change.then(Accepted(automatic=True), at=self.moment.now, actor=self.actor)
        return change

    def _held(self, admission: Admission, at: int) -> Held:
        """
        Return what a lead that arrives during a pause remembers of who was to get it.
        """
        named = admission.addresses[at].partner
        if named is not None:
            assignee_id = admission.drafts.submissions[at].assignee_id
            return Held(partner_id=named.id, by=AssignedBy.NAMED, assignee_id=assignee_id)
        if self._router is None and self._default is not None:
            return Held(partner_id=self._default.id, by=AssignedBy.IMPORT_DEFAULT)
        return Held()

    def sort(self, admission: Admission, at: int, placement: Placement) -> Hashable:
        """
        Return what the leads of this batch have in common that `alike` can derive from one another.
        """
        submission, address = admission.drafts.submissions[at], admission.addresses[at]
        said = id(submission), id(address), self._assessment(admission, at)
        if placement is None:
            return said
        if isinstance(placement, Assignment):
            return said, placement.partner.id, placement.by, placement.assignee_id
        if placement.partner is None:
            return said, placement.way.mask != 0, placement.way.review
        return said, self.audiences.at(placement.partner).effect

    def alike(
        self, first: LeadChange, admission: Admission, at: int, placement: Placement, lead_id: str, row: int
    ) -> Alike:
        """
        Tell the lead of the draft at *at* by the *first* one of its sort; it means the same as `change`.
        """
        routed = None
        if isinstance(placement, PartnerChoice) and self._router:
            partner = placement.partner
            notice = None if partner is None else self.audiences.at(partner).notice
            routed = Routed(decision=placement.trace(self._router), notice=notice)
        return Alike(first, lead_id, admission.values(at), row, routed)

    def _assessment(self, admission: Admission, at: int) -> LeadAssessment | None:
        """
        Return how the draft at *at* is assessed, which is asked once; None if leads are not assessed.
        """
        if self._assess is None:
            return None
        if self._assessed[0] is not admission:
            self._assessed = admission, {}
        known = self._assessed[1]
        if at not in known:
            known[at] = self._assess(self._received(admission, at, "", None).after)
        return known[at]

    def _begin(self, admission: Admission, at: int, lead_id: str, origin: Origin | None, *facts: Fact) -> LeadChange:
        return self._received(admission, at, lead_id, origin, *facts, assessment=self._assessment(admission, at))

    def _received(
        self,
        admission: Admission,
        at: int,
        lead_id: str,
        origin: Origin | None,
        *facts: Fact,
        assessment: LeadAssessment | None = None,
    ) -> LeadChange:
        submission, address = admission.drafts.submissions[at], admission.addresses[at]
        received = Received(
            kind=submission.kind,
            source=clean_text(submission.source),
            campaign_id=address.campaign_id,
            stage=address.stage,
            score=self._policy.starting_score if submission.score is None else submission.score,
            external_ids=tuple(map(tidied, submission.external_ids)),
            created_at=submission.created_at,
            import_id=origin.import_id if origin else None,
            row=origin.row if origin else None,
            assessment=assessment,
        )
        return LeadChange.begin(
            lead_id,
            received,
            *facts,
            supplier_id=self._supplier_id,
            values=admission.values(at),
            at=self.moment.now,
            actor=self.actor,
            history=address.history,
        )


def _fact(placement: Placement, trace: RoutingTrace | None, notice: Notice) -> Routed | Assigned:
    if trace is not None:
        return Routed(decision=trace, notice=notice)
    assert isinstance(placement, Assignment)
    partner, by, assignee_id = placement
    return Assigned(partner_id=partner.id, by=by, assignee_id=assignee_id, notice=notice)
