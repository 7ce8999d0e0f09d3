"""
The settings of a supplier, with all policies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, tzinfo

from attrs import evolve, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.assessment import AssessmentPolicy
from leadflow.core.bounds import filled
from leadflow.core.conflicts import ConflictPolicy
from leadflow.core.connectors import Connection, ConnectionContext, check_connection, check_connections
from leadflow.core.deadlines import DeadlineRules
from leadflow.core.deadlines.running import ladders_of
from leadflow.core.exports import ExportPolicy
from leadflow.core.handling.policy import HandlingPolicy, RejectionPolicy
from leadflow.core.handling.subscriptions import SubscriptionRules, check_subscriptions
from leadflow.core.intake.policy import IntakePolicy
from leadflow.core.intake.requirements import Requirements, required_fields
from leadflow.core.notifications.policy import Letterhead, MailPolicy, RecipientPolicy
from leadflow.core.opportunities import OpportunityPolicy
from leadflow.core.privacy import RetentionPolicy, ready_rules
from leadflow.core.problems import Problem, near, or_list
from leadflow.core.registration import RegistrationPolicy
from leadflow.core.registration.policy import approval_criteria
from leadflow.core.schema import STANDARD_SCHEMA, Schema, unknown_field
from leadflow.core.several import text_set
from leadflow.core.stages import StagePolicy
from leadflow.core.switches import Switches
from leadflow.errors import InvalidInput

__all__ = ["Programme"]


def _connections(given: Iterable[Connection]) -> tuple[Connection, ...]:
    return tuple(given)


@checked
@frozen(kw_only=True)
class Programme:
    """
    The settings of a supplier and its programme.

    Each policy belongs to one decision; decisions do not know the programme.

    Attributes:
        supplier_id: The tenant.
        name: What partners know the supplier by.
        schema: The fields of leads, partners and campaigns.
        zone: Whose days count in criteria, mail and reports, and of moments that are written without an offset.
            ``zoneinfo`` reads files, so the host makes it.
        module: Name of the routing module for all leads without a partner, unless a call
            names another; None routes only where a call names one.
        intake: How leads are admitted.
        stages: Sales progress.
        recipients: Who gets mail about a lead without an assignee.
        rejections: The reasons for rejecting leads, who is notified of it, and where the leads go.
        switches: What the programme offers.
        subscriptions: Who hears of changes that the other side makes.
        mail: How mail is written.
        assessment: By what leads are assessed.
        hidden_until_accepted: Names of fields of leads that partners see only once they have accepted the lead: in
            mail, on answer pages, in lists, in criteria and in details. Leads that a partner has registered itself are
            shown whole.
        opportunities: Stages and probabilities of opportunities, and who hears of updates.
        deadlines: How long partners may take, and what happens then.
        conflicts: What happens to registrations whose prospect somebody else has.
        registrations: Who approves registrations, and for how long they protect a company.
        connections: The other systems that leads come from and sales updates go to; each name once.
        feed: True notes with each commit what it changes, for hosts that follow everything (`ChangeFeed`). Set it in
            every process.
        exports: Who may get exports by mail, and for how long they are kept.
        retention: How long leads are kept before they are erased; see `leadflow.PrivacyDesk`.

    Raises:
        InvalidInput: A field that is hidden or required is not declared as a value of leads (``field_unknown``), or
            opportunities bring leads to a stage that is none (``stage_unknown``). The criteria of a deadline, a
            subscription, of retention or of registrations, a requirement, or a connection, do
            not fit the schema, with every problem.
    """

    supplier_id: str = field(validator=filled)
    name: str = ""
    schema: Schema = STANDARD_SCHEMA
    zone: tzinfo = UTC
    module: str | None = None
    intake: IntakePolicy = IntakePolicy()
    stages: StagePolicy = StagePolicy()
    recipients: RecipientPolicy = RecipientPolicy()
    rejections: RejectionPolicy = RejectionPolicy()
    mail: MailPolicy = MailPolicy()
    switches: Switches = Switches()
    subscriptions: SubscriptionRules = SubscriptionRules()
    assessment: AssessmentPolicy = AssessmentPolicy()
    hidden_until_accepted: frozenset[str] = field(default=frozenset(), converter=text_set)
    opportunities: OpportunityPolicy = OpportunityPolicy()
    deadlines: DeadlineRules = DeadlineRules()
    conflicts: ConflictPolicy = ConflictPolicy()
    registrations: RegistrationPolicy = RegistrationPolicy()
    connections: tuple[Connection, ...] = field(default=(), converter=_connections)
    feed: bool = False
    exports: ExportPolicy = ExportPolicy()
    retention: RetentionPolicy = RetentionPolicy()

    def __attrs_post_init__(self) -> None:
        if self.schema.zone != self.zone:
            object.__setattr__(self, "schema", evolve(self.schema, zone=self.zone))
        ladders_of(self.deadlines.policies, self.schema)
        ready_rules(self.retention, self.schema)
        required_fields(self.intake.requirements, self.schema)
        approval_criteria(self.registrations, self.schema)
        check_subscriptions(self.subscriptions.supplier, self.schema)
        check_connections(self.connections, self._connection_context)
        problems = (*self._undeclared(), *self._foreign_stages())
        if problems:
            raise InvalidInput(problems)

    def _undeclared(self) -> Iterator[Problem]:
        """
        Give a problem for each field of leads that the programme names and its schema does not have.
        """
        declared = {name: self.schema.leads[name] for name in self.schema.leads.layout.names}
        named = {
            "Programme.hidden_until_accepted": sorted(self.hidden_until_accepted),
            "IntakePolicy.required": self.intake.required,
        }
        for place, names in named.items():
            for name in names:
                if name not in declared:
                    yield unknown_field(name, declared).problem(place)

    def _foreign_stages(self) -> Iterator[Problem]:
        """
        Give a problem for each stage to which opportunities bring leads and that is none.
        """
        for stage in sorted(set(self.opportunities.lead_stages.values()).difference(self.stages.all)):
            message = f"'{stage}' is not a stage of this programme; use {or_list(near(stage, self.stages.all) or self.stages.all)}"
            yield Problem(code="stage_unknown", path="OpportunityPolicy.lead_stages", message=message)

    def check_connection(self, connection: Connection) -> tuple[Problem, ...]:
        """
        Return every problem of a connection with the fields, stages and reasons of the programme.
        """
        return check_connection(connection, self._connection_context)

    @property
    def _connection_context(self) -> ConnectionContext:
        return ConnectionContext(
            schema=self.schema,
            stages=self.stages.all,
            reasons=tuple(one.code for one in self.rejections.reasons),
            opportunity_stages=self.opportunities.all,
        )

    def module_or(self, named: str | None) -> str | None:
        """
        Return the name of the module that a call has *named*; if it named none, the programme's.
        """
        return self.module if named is None else named

    @property
    def requirements(self) -> Requirements:
        """
        The fields that leads must have in addition to those that are always required.
        """
        return required_fields(self.intake.requirements, self.schema)

    @property
    def handling(self) -> HandlingPolicy:
        """
        The policies that handling a lead uses.
        """
        return HandlingPolicy(
            recipients=self.recipients,
            rejections=self.rejections,
            mail=self.mail,
            switches=self.switches,
            stages=self.stages,
        )

    @property
    def letterhead(self) -> Letterhead:
        """
        The parts that all mail of the supplier shares.
        """
        return Letterhead(supplier_name=self.title, fields=self.schema.leads, zone=self.zone, policy=self.mail)

    @property
    def title(self) -> str:
        """
        The supplier's name, or its id if it has no name.
        """
        return self.name or self.supplier_id
