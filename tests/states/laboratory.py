"""
Leads in every state, and every operation as every party, tried on real desks.
"""

from __future__ import annotations

import inspect
import io
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from attrs import define, evolve, field, frozen
from tests.core.builders import a_user, an_account
from tests.services.builders import HOST, PARTNERS, PROGRAMME, Office, an_office

from leadflow import services
from leadflow.adapters.attachments import MemoryAttachments
from leadflow.core.access import (
    PARTNER_ADMIN,
    PARTNER_SALES,
    SUPPLIER_ACTS,
    SUPPLIER_ADMIN,
    Act,
    PartnerParty,
    Party,
    ProgramParty,
    Role,
    SupplierParty,
)
from leadflow.core.actors import Actor, Channel, Side
from leadflow.core.attachments import UploadRefused
from leadflow.core.changes import Changes
from leadflow.core.decisions import RoutingTrace
from leadflow.core.facts import (
    Accepted,
    Assigned,
    AssignedBy,
    Continued,
    Deactivated,
    Fact,
    FileAttached,
    Notice,
    Reassigned,
    Received,
    Rejected,
    Routed,
)
from leadflow.core.handling import LeadUpdate, Refusal, RegistrationUpdate
from leadflow.core.handling.link_actions import link_code
from leadflow.core.handling.operations import DONE, NOT_ALLOWED, NOT_FOUND, POSSIBLE, LeadOperation
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import Attachment, DistributionStatus, EmailStatus, Lead, LeadKind
from leadflow.core.notifications import ActionLinks, LinkKey
from leadflow.core.notifications.link_grants import LinkAction, LinkGrant
from leadflow.core.partners import Partner
from leadflow.core.routing import Match, RoutingModule
from leadflow.core.switches import Switches
from leadflow.core.timeline import LeadChange
from leadflow.errors import AlreadyDecided, LinkUnusable, NotAllowed, NotFound
from leadflow.services import (
    AssessmentDesk,
    AttachmentDesk,
    LinkDesk,
    OpportunityDesk,
    PartnerDesk,
    RegistrationDesk,
    SupplierDesk,
    Upload,
)

NO_LINK: Final = "no_link"
"""
Nobody was mailed about the lead, so no link leads to it.
"""


class Record(StrEnum):
    """
    What became of the record itself.

    Attributes:
        DUPLICATED: Active, and a duplicate continues it.
        SUPERSEDED: Deactivated, and a duplicate continues it.
    """

    ACTIVE = "active"
    DUPLICATED = "duplicated"
    DEACTIVATED = "deactivated"
    SUPERSEDED = "superseded"


@frozen(order=True)
class State:
    """
    What the operations look at of a lead.
    """

    kind: LeadKind
    status: DistributionStatus
    record: Record
    closing: bool
    routed: bool

    @classmethod
    def of(cls, lead: Lead, closing: Iterable[str]) -> State:
        """
        Return the state of *lead*.
        """
        superseded = lead.superseded_by is not None
        records = {(True, False): Record.ACTIVE, (True, True): Record.DUPLICATED}
        records |= {(False, False): Record.DEACTIVATED, (False, True): Record.SUPERSEDED}
        record = records[lead.active, superseded]
        return cls(lead.kind, lead.status, record, lead.stage in closing, lead.routed_by is not None)

    @property
    def axes(self) -> tuple[str, ...]:
        """
        What is said of each axis.
        """
        stage, way = "closing" if self.closing else "open", "routed" if self.routed else "by hand"
        return self.kind.value, self.status.value, self.record.value, stage, way


STATES: Final = tuple(
    State(*axes) for axes in itertools.product(LeadKind, DistributionStatus, Record, (False, True), (True, False))
)
"""
Everything that the axes allow.
"""

HERE: Final = an_account(
    "here", groups=("gold",), territories=("NL",), users=(a_user("admin"), a_user("maja"), a_user("ola"))
)
THERE: Final = an_account("there", groups=("silver",), users=(a_user("rita"),))

MODULE: Final = RoutingModule(name="module", steps=(Match(lead_field="country", partner_field="territories"),))


def _user(user_id: str, partner_id: str, *roles: Any) -> PartnerParty:
    return PartnerParty(id=user_id, partner_id=partner_id, roles=roles)


_LIMITED: Final = Role(name="limited", may=SUPPLIER_ACTS - {Act.REVIEW})

PARTIES: Final[Mapping[str, Party]] = {
    "supplier's administrator": SupplierParty(id="ann", groups=(), roles=(SUPPLIER_ADMIN,)),
    "supplier's user limited to other groups": SupplierParty(id="abe", groups=("silver",), roles=(_LIMITED,)),
    "partner's administrator": _user("admin", "here", PARTNER_ADMIN),
    "assignee": _user("maja", "here", PARTNER_SALES),
    "colleague with assigned leads only": _user("ola", "here", PARTNER_SALES),
    "another partner": _user("rita", "there", PARTNER_ADMIN),
    "program": HOST,
}

LINKS: Final = ("valid link", "superseded link")

BY_LINK: Final[Mapping[LeadOperation, LinkAction]] = {
    LeadOperation.ACCEPT: LinkAction.ACCEPT,
    LeadOperation.REJECT: LinkAction.REJECT,
    LeadOperation.REASSIGN: LinkAction.REASSIGN,
    LeadOperation.SET_STAGE: LinkAction.SET_STAGE,
}

Desk = Any
CALLS: Final[Mapping[LeadOperation, Callable[[Desk, str], object]]] = {
    LeadOperation.ACCEPT: lambda desk, lead_id: desk.accept(lead_id),
    LeadOperation.REJECT: lambda desk, lead_id: desk.reject(lead_id),
    LeadOperation.REASSIGN: lambda desk, lead_id: desk.reassign(lead_id, "admin"),
    LeadOperation.SET_STAGE: lambda desk, lead_id: desk.set_stage(lead_id, "nurture"),
    LeadOperation.EDIT: lambda desk, lead_id: desk.edit(lead_id, {"city": "Oslo"}),
    LeadOperation.ATTACH: lambda desk, lead_id: desk.attach(lead_id, Upload(stream=io.BytesIO(b"text"), name="a.txt")),
    LeadOperation.REMOVE: lambda desk, lead_id: desk.remove(lead_id, "file"),
    LeadOperation.ASSIGN: lambda desk, lead_id: desk.assign(lead_id, partner_id="there"),
    LeadOperation.ROUTE_AGAIN: lambda desk, lead_id: desk.route_again(lead_id, module="module"),
    LeadOperation.DUPLICATE: lambda desk, lead_id: desk.duplicate(lead_id, partner_id="there"),
    LeadOperation.TRANSFER: lambda desk, lead_id: desk.transfer(lead_id, partner_id="there"),
    LeadOperation.RECALL: lambda desk, lead_id: desk.recall(lead_id),
    LeadOperation.DEACTIVATE: lambda desk, lead_id: desk.deactivate(lead_id),
    LeadOperation.REACTIVATE: lambda desk, lead_id: desk.reactivate(lead_id),
    LeadOperation.RESEND: lambda desk, lead_id: desk.resend(lead_id),
    LeadOperation.REMIND: lambda desk, lead_id: desk.remind(lead_id),
    LeadOperation.NOTIFY_DEAL_REGISTERED: lambda desk, lead_id: desk.notify_deal_registered(lead_id),
    LeadOperation.REGISTER: lambda desk, lead_id: desk.register(lead_id),
    LeadOperation.RATE: lambda desk, lead_id: desk.rate(lead_id, helpful=True),
    LeadOperation.ASSESS_AGAIN: lambda desk, lead_id: desk.assess_again(lead_id),
    LeadOperation.REGISTER_LEAD: lambda desk, lead_id: desk.register_lead(lead_id),
    LeadOperation.ERASE: lambda desk, lead_id: desk.erase(lead_id),
}

READS: Final = frozenset(
    {
        "lead",
        "timeline",
        "messages",
        "history_of",
        "explain",
        "openings",
        "of",
        "open",
        "of_lead",
        "assess",
        "why_not",
        "explain_registration",
        "rulings",
        "similar",
        "detail",
    }
)
"""
Methods about one lead that change nothing of it; whoever sees the lead may call them.
"""

DEADLINES: Final = frozenset({"deadline", "recount"})
"""
Methods about the deadline of a lead, which has states of its own.
"""


PAIRS: Final = frozenset({"merge"})
"""
Methods about two leads, where the state of either counts; tests of merging try them together.
"""


def found_operations() -> frozenset[str]:
    """
    Return the methods of all desks that do something with one lead.
    """
    return frozenset(
        name
        for cls_name, desk in vars(services).items()
        if cls_name.endswith("Desk") and inspect.isclass(desk)
        for name, method in inspect.getmembers(desk, inspect.isfunction)
        if not name.startswith("_") and "lead_id" in list(inspect.signature(method).parameters)[:2]
    ).difference(READS, DEADLINES, PAIRS)


PROGRAMME_HERE: Final = evolve(PROGRAMME, switches=Switches(assessment=True))
"""
Everything is switched on.
"""


@define
class Laboratory:
    """
    An office in which leads are put into any state, and operations are tried on them.
    """

    office: Office = field(factory=lambda: an_office(partners=(*PARTNERS, HERE, THERE), programme=PROGRAMME_HERE))
    links: ActionLinks = field(
        factory=lambda: ActionLinks("acme", (LinkKey("k1", b"s" * 32),), url="https://x.example/{token}")
    )
    files: MemoryAttachments = field(factory=MemoryAttachments)
    made: int = 0

    def __attrs_post_init__(self) -> None:
        self.office.routing.publish(MODULE)

    @property
    def closing(self) -> Sequence[str]:
        """
        The closing stages of the programme.
        """
        return self.office.programme.stages.closing

    def plant(self, state: State) -> Lead | None:
        """
        Store a lead in *state*; None if its facts contradict each other: nothing routes without choosing a partner.
        """
        unassigned = state.status is DistributionStatus.UNASSIGNED
        if unassigned and state.routed:
            return None
        self.made += 1
        change = LeadChange.begin(
            f"lead-{self.made}",
            Received(kind=state.kind, source="manual", stage=self.closing[0] if state.closing else "open"),
            *_facts(state, self.office),
            supplier_id="acme",
            values=self.office.programme.schema.leads.fill(email="a@x.se", country="NL"),
            at=self.office.clock(),
            actor=Actor("test", Channel.SYSTEM, Side.PROGRAM),
        )
        with self.office.setting.unit() as unit:
            unit.commit(Changes(leads=(change,)))
        return change.after

    def pending(self) -> Lead:
        """
        Store a lead that is pending at its partner.
        """
        lead = self.plant(State(LeadKind.DISTRIBUTED, DistributionStatus.PENDING, Record.ACTIVE, False, False))
        assert lead is not None
        return lead

    @staticmethod
    def party_without(name: str, acts: frozenset[Act]) -> Party:
        """
        Return a party as the one called *name* that may do *acts* only.
        """
        party = PARTIES[name]
        assert not isinstance(party, ProgramParty)
        return evolve(party, roles=tuple(evolve(role, may=acts) for role in party.roles))

    def begun(self) -> frozenset[State]:
        """
        Return the states in which leads arrive.
        """
        found = set()
        for way, module in {"unassigned": None, "routed": "module", "named": None}.items():
            for stage in (None, self.closing[0]):
                said = {"email": "a@x.se", "country": "NL"}
                draft = read_draft(
                    self.office.programme.schema, said, partner="here" if way == "named" else None, stage=stage
                )
                done = self.office.desk.receive(draft, module=module)
                assert isinstance(done, Distribution)
                found.add(State.of(done.lead, self.closing))
        for number, stage in enumerate((None, self.closing[0])):
            said = {"email": f"own-{number}@x.se", "country": "NL"}
            draft = read_draft(self.office.programme.schema, said, stage=stage)
            kept = PartnerDesk(self.office.setting, PARTIES["assignee"]).create(draft)  # type: ignore[arg-type]  # a partner's
            ours = RegistrationDesk(self.office.setting, HOST).register(draft)
            found |= {State.of(one.lead, self.closing) for one in (kept, ours) if one.lead is not None}
        return frozenset(found)

    def states_after(self, lead_id: str) -> frozenset[State]:
        """
        Return the states of a lead and of the lead that continues it.
        """
        with self.office.setting.unit() as unit:
            leads = [unit.leads.get(lead_id)]
            if leads[0].superseded_by not in (None, "next"):
                leads.append(unit.leads.get(leads[0].superseded_by or ""))
        return frozenset(State.of(lead, self.closing) for lead in leads)

    def partner_of(self, lead: Lead) -> Partner | None:
        """
        Return the partner of *lead*.
        """
        return {"here": HERE.partner, "there": THERE.partner}.get(lead.partner_id or "")

    def desk(self, party: Party, operation: LeadOperation) -> Desk:
        """
        Return the desk of *party* that has *operation*; None if none of its desks has.
        """
        if hasattr(AttachmentDesk, operation.value):
            return AttachmentDesk(self.office.setting, party, self.files)
        sides = (PartnerDesk,) if isinstance(party, PartnerParty) else (SupplierDesk, AssessmentDesk)
        desks: tuple[Callable[[Any, Any], Desk], ...] = (OpportunityDesk, RegistrationDesk, *sides)
        return next((desk(self.office.setting, party) for desk in desks if hasattr(desk, operation.value)), None)

    def answer(self, operation: LeadOperation, lead_id: str, name: str) -> str | None:
        """
        Do *operation* as the party called *name*, and return the code of the result; None if no desk of theirs has it.
        """
        if name in LINKS:
            return self._by_link(operation, lead_id, name) if operation in BY_LINK else None
        desk = self.desk(PARTIES[name], operation)
        if desk is None:
            return None
        try:
            done = CALLS[operation](desk, lead_id)
        except NotAllowed:
            return NOT_ALLOWED
        except NotFound:
            return NOT_FOUND
        return _code(done)

    def _by_link(self, operation: LeadOperation, lead_id: str, name: str) -> str:
        with self.office.setting.unit() as unit:
            lead = unit.leads.get(lead_id)
        if not lead.assignment:
            return NO_LINK
        grant = LinkGrant(
            token_id=bytes(16),
            lead_id=lead_id,
            assignment=lead.assignment + (name != "valid link"),
            recipient_id="maja",
            actions=frozenset(LinkAction),
            expires_at=self.office.clock() + timedelta(days=1),
        )
        token, action = self.links.sign(grant), BY_LINK[operation]
        desk = LinkDesk(self.office.setting, self.links)
        try:
            return _code(
                desk.perform(token, action, self.links.form_nonce(token), assignee_id="admin", stage="nurture")
            )
        except (LinkUnusable, AlreadyDecided) as error:
            return link_code(error)


def _facts(state: State, office: Office) -> Iterable[Fact]:
    at = office.clock()
    yield FileAttached(
        Attachment(
            id="file",
            key="key",
            name="b.txt",
            original_name="b.txt",
            media_type="text/plain",
            size=1,
            sha256="0" * 64,
            added_at=at,
        )
    )
    notice = Notice(EmailStatus.NOT_DUE)
    if state.routed:
        trace = RoutingTrace(module="module", version=1, active=2, packed_steps=(), partner_id="here")
        yield Routed(decision=trace, notice=notice)
        yield Reassigned(assignee_id="maja", notice=notice)
    elif state.status is not DistributionStatus.UNASSIGNED:
        yield Assigned(partner_id="here", by=AssignedBy.NAMED, assignee_id="maja", notice=notice)
    if state.status is DistributionStatus.ACCEPTED:
        yield Accepted()
    if state.status is DistributionStatus.REJECTED:
        yield Rejected()
    if state.record in (Record.DUPLICATED, Record.SUPERSEDED):
        yield Continued(lead_id="next")
    if state.record in (Record.DEACTIVATED, Record.SUPERSEDED):
        yield Deactivated()


def _code(done: object) -> str:
    if isinstance(done, Refusal | UploadRefused):
        return done.problems[0].code
    return DONE if isinstance(done, LeadUpdate | RegistrationUpdate) and done.unchanged else POSSIBLE


COLUMNS: Final = (*PARTIES, *LINKS)
"""
Whoever tries an operation.
"""
