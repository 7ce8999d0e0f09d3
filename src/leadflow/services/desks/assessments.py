"""
The desk for assessments: learns from past leads, assesses leads, and takes ratings.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from attrs import frozen

from leadflow.core.access import Act, ProgramParty, SupplierParty
from leadflow.core.arguments import checked
from leadflow.core.assessment import Assessment, AssessmentModel, Assessor, answers_of, explain_assessment, used_fields
from leadflow.core.changes import Changes
from leadflow.core.facts import Channel
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.handling.assessing import change_assessment, rate_assessment
from leadflow.core.leads import Lead
from leadflow.core.opportunities import AMOUNT, Opportunity
from leadflow.core.problems import Problem
from leadflow.errors import InvalidInput, NotFound
from leadflow.ports import AssessLead, UnitOfWork
from leadflow.services.assessment.assessors import assessor_of, kept_assessment
from leadflow.services.assessment.learning import current_model, learn_model
from leadflow.services.assessment.past_leads import OPPORTUNITIES, reads_leads, reads_opportunities
from leadflow.services.handling.acts import handle
from leadflow.services.operations.caller import calling
from leadflow.services.operations.planned import planned
from leadflow.services.operations.setting import Setting
from leadflow.services.operations.steps import in_steps

__all__ = ["AssessmentDesk", "AssessmentRun"]

_CHUNK: Final = 200


@frozen(kw_only=True)
class AssessmentRun:
    """
    What `AssessmentDesk.assess_all` did.

    Attributes:
        leads: How many active leads it looked at.
        changed: How many of them have another assessment now.
    """

    leads: int = 0
    changed: int = 0


@checked
class AssessmentDesk:
    """
    Learns from a supplier's past leads, and assesses leads by them.

    Assessment is off until `Switches.assessment` is True. While it is off nothing is written: `assess_again` and
    `rate` return a `Refusal` (``assessment_switched_off``), and the other methods raise it as `InvalidInput`. leadflow
    starts no timer: the host calls `learn` now and then, such as every night. Whoever sees a lead may read how it is
    assessed; everything else needs the act ``assess``.
    """

    def __init__(
        self, setting: Setting, party: SupplierParty | ProgramParty, *, channel: Channel | None = None
    ) -> None:
        """
        Open the desk for *party*; without a channel a person comes by the portal, and a program by the API.
        """
        self._caller = calling(setting, party, channel)

    @in_steps()
    def learn(self) -> AssessmentModel:
        """
        Learn from all past leads whose time is over, and assess by that from now on.

        Leads are read in chunks of 500. Those whose outcome is final are read only once, so a call after a failure
        continues where it came to, and the next call reads only what is new. If nothing new was learnt, the model
        stays.

        Returns:
            The model in force.

        Raises:
            NotAllowed: No role allows it, or the party is limited to partner groups. Nothing was written.
            Conflict: Others wrote first twelve times in a row. Calling it again continues.
        """
        self._check_all()
        setting = self._caller.setting
        return learn_model(setting, reads_leads(setting.programme, setting.clock()))

    @in_steps()
    def learn_opportunities(self) -> AssessmentModel:
        """
        Learn from past opportunities as `learn` does from leads: which were won within the policy's time.

        They answer as their leads did when they arrived, and with the amount that they were registered with.

        Raises:
            NotAllowed: No role allows it, or the party is limited to partner groups. Nothing was written.
            Conflict: Others wrote first twelve times in a row. Calling it again continues.
        """
        self._check_all()
        setting = self._caller.setting
        return learn_model(setting, reads_opportunities(setting.programme, setting.clock()))

    def assess_opportunity(self, opportunity_id: str) -> Assessment:
        """
        Assess an opportunity by what its lead says now, and its amount; nothing is written.

        Raises:
            NotFound: This supplier has no such opportunity, or the party does not see its lead.
        """
        self._check_on()
        programme = self._caller.setting.programme
        with self._caller.setting.unit() as unit:
            found = unit.records.one(Opportunity, opportunity_id)
            if found is None:
                raise NotFound("opportunity", opportunity_id)
            lead = self._caller.lead(unit, found.lead_id)
            used = used_fields(programme.schema.leads, programme.assessment)
            amount = None if found.amount is None else found.amount.amount
            answers = {**answers_of(lead, lead.values, used), AMOUNT: amount}
            return Assessor(current_model(unit, OPPORTUNITIES)).assess(answers)

    def model(self) -> AssessmentModel:
        """
        Return the model of leads in force, with everything that it uses; version 0 knows nothing yet.
        """
        self._check_all()
        with self._caller.setting.unit() as unit:
            return current_model(unit)

    def assess(self, lead_id: str) -> Assessment:
        """
        Assess a lead by what it says now; nothing is written.

        Raises:
            NotFound: This supplier has no such lead, or the party does not see it.
        """
        self._check_on()
        with self._caller.setting.unit() as unit:
            return self._assessor(unit)(self._caller.lead(unit, lead_id))

    def explain(self, lead_id: str, *languages: str) -> tuple[str, ...]:
        """
        Say in sentences how a lead is assessed, and what moved it; in English, German, French or Spanish.

        Raises:
            NotFound: This supplier has no such lead, or the party does not see it.
        """
        fields = self._caller.setting.programme.schema.leads
        return explain_assessment(self.assess(lead_id), fields, *languages)

    def assess_again(self, lead_id: str, *, idempotency_key: str | None = None) -> LeadUpdate | Refusal:
        """
        Assess a lead by what it says now, and keep that on the lead for criteria, lists and routing.

        Returns:
            The lead, ``unchanged`` if it was assessed like this before.

        Raises:
            NotFound: This supplier has no such lead, or the party does not see it. Nothing was written.
        """
        off = self._off

        def decide(lead: Lead, unit: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
            if off is not None:
                return Refusal((off,))
            kept = kept_assessment(self._assessor(unit)(lead))
            return change_assessment(lead, kept, now=now, actor=self._caller.actor)

        return handle(self._caller, Act.ASSESS, lead_id, decide, (), idempotency_key)

    @in_steps()
    def assess_all(self) -> AssessmentRun:
        """
        Assess all active leads again, and keep that on those whose assessment changes; after `learn`, or the first
        time.

        Leads are written in chunks of 200, each in one commit. Calling it again after a failure writes only what is
        missing.

        Raises:
            Conflict: Others wrote first twelve times in a row. Calling it again continues.
        """
        self._check_all()
        setting = self._caller.setting
        leads, changed, after = 0, 0, None

        def plan(unit: UnitOfWork) -> tuple[tuple[int, int, str | None], Changes | None]:
            page = unit.leads.page(after, _CHUNK)
            assess, now = self._assessor(unit), setting.clock()
            active = [one for one in page if one.active and self._caller.scope.sees(one, None)]
            updates = [
                change_assessment(one, kept_assessment(assess(one)), now=now, actor=self._caller.actor)
                for one in active
            ]
            changes = tuple(one.change for one in updates if not one.unchanged)
            last = page[-1].id if page else None
            return (len(active), len(changes), last), Changes(leads=changes) if changes else None

        while True:
            seen, written, after = planned(setting, plan)
            leads, changed = leads + seen, changed + written
            if after is None:
                return AssessmentRun(leads=leads, changed=changed)

    def rate(
        self, lead_id: str, *, helpful: bool, comment: str | None = None, idempotency_key: str | None = None
    ) -> LeadUpdate | Refusal:
        """
        Note on the timeline of a lead whether its assessment is right: thumbs up, or down.

        Args:
            lead_id: Which lead.
            helpful: True for up.
            comment: Why, at most 2,000 characters; if omitted, nothing is said.
            idempotency_key: As `SupplierDesk` takes it.

        Raises:
            NotFound: This supplier has no such lead, or the party does not see it. Nothing was written.
        """
        off = self._off

        def decide(lead: Lead, _: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
            if off is not None:
                return Refusal((off,))
            return rate_assessment(lead, helpful=helpful, comment=comment, now=now, actor=self._caller.actor)

        return handle(self._caller, Act.ASSESS, lead_id, decide, ("rate", helpful, comment), idempotency_key)

    def _assessor(self, unit: UnitOfWork) -> AssessLead:
        return assessor_of(self._caller.setting, unit)

    @property
    def _off(self) -> Problem | None:
        """
        Why leads are not assessed; None if they are.
        """
        if self._caller.setting.programme.switches.assessment:
            return None
        message = "this programme does not assess leads; set Programme.switches.assessment to True"
        return Problem(code="assessment_switched_off", path="", message=message)

    def _check_on(self) -> None:
        off = self._off
        if off is not None:
            raise InvalidInput((off,))

    def _check_all(self) -> None:
        self._caller.check(Act.ASSESS)
        if self._caller.scope.groups is not None:
            raise self._caller.refusing(Act.ASSESS)
        self._check_on()
