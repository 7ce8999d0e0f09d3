"""
Desks over a memory store, files in one line, and a store that fails when it is told to.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final, cast

from attrs import define, evolve, field
from tests.core.builders import SCHEMA, a_campaign, a_user, an_account, records_of

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import PARTNER_ADMIN, PartnerParty, ProgramParty
from leadflow.core.changes import Changes
from leadflow.core.criteria import any_of, where
from leadflow.core.facts import Channel
from leadflow.core.handling.email_status import counts, told_by
from leadflow.core.importing.mapping import ColumnMapping
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.leads import EmailStatus, Lead
from leadflow.core.loads import loads_of
from leadflow.core.notifications import MessageFact, MessageTrail
from leadflow.core.notifications.policy import MailPolicy, Sender
from leadflow.core.partners import Account, Campaign
from leadflow.core.programme import Programme
from leadflow.core.routing import AssignByRules, Match, RoutingModule, Rule, TieBreak
from leadflow.core.schema import Schema
from leadflow.core.tables import TableOptions
from leadflow.core.timeline import LeadEvent, admitted_values, fold
from leadflow.errors import PortError
from leadflow.ports import Observe, OpenUnit, TimelineReader, UnitOfWork
from leadflow.services import (
    AssessmentDesk,
    DeadlineDesk,
    ImportDesk,
    LeadFile,
    PartnerDesk,
    RoutingDesk,
    Setting,
    SupplierDesk,
)
from leadflow.services.operations.required_records import account_of, known_partner
from leadflow.testing import puts_of
from leadflow.testing.doubles import CountingIds, FrozenClock

HOST: Final = ProgramParty(name="host")

PROGRAMME: Final = Programme(
    supplier_id="acme", name="Acme Ltd", schema=SCHEMA, mail=MailPolicy(sender=Sender(address="leads@acme.example"))
)

MODULE: Final = RoutingModule(
    name="emea",
    steps=(
        Match(
            lead_field="country",
            partner_field="territories",
            required=True,
            when=any_of(where("country", "is_not_empty")),
        ),
        AssignByRules(rules=(Rule(criteria=any_of(where("company", "equals", "Nobody")), partners=("idle",)),)),
    ),
    tie_break=TieBreak.ROUND_ROBIN,
)

PARTNERS: Final = (
    an_account("north", name="Nordlys AS", territories=("SE", "NO"), users=(a_user("maja"),)),
    an_account("south", name="Globex GmbH", territories=("DE",), users=(a_user("ute"), a_user("uli"))),
    an_account("east", name="Initech", territories=("DE",)),
    an_account("idle", name="Idle Inc", active=False),
    an_account("twin-1", name="Twin", territories=("FR",)),
    an_account("twin-2", name="twin", territories=("FR",)),
)


def a_partner_admin(partner_id: str, user_id: str = "anna") -> PartnerParty:
    """
    Return a user of a partner who sees all its leads and may do everything there.
    """
    return PartnerParty(id=user_id, partner_id=partner_id, roles=(PARTNER_ADMIN,))


def a_setting(open_unit: OpenUnit, programme: Programme = PROGRAMME) -> Setting:
    """
    Return a setting whose clock stands still and whose ids count.
    """
    return Setting(open_unit=open_unit, programme=programme, clock=FrozenClock(), new_id=CountingIds())


class PlainTimeline:
    """
    A timeline without the optional abilities of stores.
    """

    def __init__(self, timeline: TimelineReader) -> None:
        self.of, self.one, self.many = timeline.of, timeline.one, timeline.many


class PlainUnit:
    """
    A unit of a store that lists no events.
    """

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self.timeline = PlainTimeline(unit.timeline)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._unit, name)


def listing_no_events(opener: OpenUnit) -> OpenUnit:
    """
    Return what opens units that list no events.
    """

    @contextmanager
    def plain(supplier_id: str, schema: Schema) -> Iterator[UnitOfWork]:
        with opener(supplier_id, schema) as unit:
            yield cast("UnitOfWork", PlainUnit(unit))

    return plain


@define
class Office:
    """
    Desks over one store, with a clock that stands still and ids that count.
    """

    store: MemoryStore | SqlStore = field(factory=MemoryStore)
    programme: Programme = PROGRAMME
    clock: FrozenClock = field(factory=FrozenClock)
    ids: CountingIds = field(factory=CountingIds)
    open_unit: OpenUnit | None = None
    observe: Observe | None = None
    _setting: Setting | None = field(init=False, eq=False, repr=False, default=None)
    _parts: tuple[object, ...] = field(init=False, eq=False, repr=False, default=())

    @property
    def opener(self) -> OpenUnit:
        """
        What opens units: the store, unless a test put something before it.
        """
        return self.open_unit or self.store.open_unit

    @property
    def setting(self) -> Setting:
        """
        What the desks work with: one for as long as nothing in it is exchanged, as a host keeps it.
        """
        parts = (self.opener, self.programme, self.clock, self.ids, self.observe)
        if self._setting is None or parts != self._parts:
            opener, programme, clock, ids, observe = self._parts = parts
            self._setting = Setting(open_unit=opener, programme=programme, clock=clock, new_id=ids, observe=observe)
        return self._setting

    @property
    def desk(self) -> SupplierDesk:
        """
        The supplier's desk, for a program.
        """
        return SupplierDesk(self.setting, HOST)

    @property
    def routing(self) -> RoutingDesk:
        """
        The desk for routing modules, for a program.
        """
        return RoutingDesk(self.setting, HOST)

    def at(self, partner_id: str, user_id: str = "anna", *, channel: Channel = Channel.PORTAL) -> PartnerDesk:
        """
        Return a partner's desk for a user who may do everything there.
        """
        return PartnerDesk(self.setting, a_partner_admin(partner_id, user_id), channel=channel)

    @property
    def deadlines(self) -> DeadlineDesk:
        """
        The desk for deadlines, for a program.
        """
        return DeadlineDesk(self.setting, HOST)

    @property
    def assessments(self) -> AssessmentDesk:
        """
        The desk for assessments, for a program.
        """
        return AssessmentDesk(self.setting, HOST)

    @property
    def imports(self) -> ImportDesk:
        """
        The desk for files.
        """
        return ImportDesk(self.setting, HOST)

    def file(
        self, *rows: str, header: str = "Email,Country,Partner Name,City", options: TableOptions | None = None
    ) -> LeadFile:
        """
        Open a CSV file of *rows*.
        """
        content = "\n".join([header, *rows, ""]).encode()
        return self.imports.open(io.BytesIO(content), name="leads.csv", options=options or TableOptions())

    def keep(self, *accounts: Account) -> None:
        """
        Put all that is to be stored of accounts into the store.
        """
        with self.store.open_unit("acme", SCHEMA) as unit:
            unit.commit(puts_of(*records_of(*accounts)))

    def account(self, partner_id: str) -> Account:
        """
        Return an account as it is stored.
        """
        with self.store.open_unit("acme", SCHEMA) as unit:
            return account_of(unit, known_partner(unit, partner_id))

    def leads(self) -> list[Lead]:
        """
        Return every stored lead, by id.
        """
        with self.store.open_unit("acme", SCHEMA) as unit:
            return list(unit.leads.page(None, 100_000))

    def events(self, lead_id: str) -> tuple[LeadEvent, ...]:
        """
        Return the timeline of a lead.
        """
        with self.store.open_unit("acme", SCHEMA) as unit:
            return unit.timeline.of(lead_id)

    def messages(self) -> list[str]:
        """
        Return the ids of everybody who is to be mailed, in the order of the outbox.
        """
        claims = self.store.claim("acme", "peek", self.clock(), self.clock(), 100_000)
        return [claim.message.recipient_id for claim in claims]

    def posts(self, lead_id: str) -> tuple[MessageTrail, ...]:
        """
        Return the messages about a lead, with what became of them.
        """
        with self.store.open_unit("acme", SCHEMA) as unit:
            return unit.posts.of_lead(lead_id)

    def fates(self, lead_id: str) -> list[MessageFact]:
        """
        Return what became of the messages about a lead, in the order of time, then of messages.
        """
        events = [event for post in self.posts(lead_id) for event in post.trail]
        return [event.fact for event in sorted(events, key=lambda event: event.at)]

    def told(self, lead: Lead) -> EmailStatus | None:
        """
        Return what the trails of a lead's mail tell; None if nothing became of any of it.
        """
        posts = [post for post in self.posts(lead.id) if counts(post.message, lead)]
        return told_by(posts) if any(post.trail for post in posts) else None

    def opened(self, lead: Lead) -> datetime | None:
        """
        Return what the openings of a lead tell: when its assignment was first opened; None if it was not.
        """
        with self.store.open_unit("acme", SCHEMA) as unit:
            found = unit.leads.openings(lead.id)
        return min((one.at for one in found if one.assignment == lead.assignment), default=None)

    def sound(self) -> bool:
        """
        Say whether timelines have no gap and tell their leads, trails tell their e-mail status and openings the first,
        loads are what the leads make, and no key stands twice.
        """
        leads = self.leads()
        for lead in leads:
            events = self.events(lead.id)
            admitted = admitted_values(lead.values, events, SCHEMA.leads)
            assert [event.seq for event in events] == list(range(1, lead.seq + 1))
            folded = fold("acme", admitted, events, SCHEMA.leads, history=lead.history)
            assert self.opened(lead) == lead.opened_at
            folded = evolve(folded, email_status=lead.email_status, mail_seq=lead.mail_seq)
            assert evolve(folded, opened_at=lead.opened_at) == lead
            assert self.told(lead) in (None, lead.email_status)
        with self.store.open_unit("acme", SCHEMA) as unit:
            loads = unit.loads.since(0).by_partner
        assert {one: load for one, load in loads.items() if load} == loads_of(leads, self.programme.stages.closing)
        keys = [key for key in map(lead_duplicate_key, leads) if key]
        return len(keys) == len(set(keys))


def an_office(
    *, partners: tuple[Account, ...] = PARTNERS, campaigns: tuple[Campaign, ...] = (), **given: Any
) -> Office:
    """
    Return an office with partners, the campaign *fair* and the module *emea*.
    """
    office = Office(**given)
    office.keep(*partners)
    office.desk.save_campaigns(campaigns or (a_campaign(),))
    office.routing.publish(MODULE)
    return office


EMEA: Final = ImportSettings(module="emea")


def mapped(file: LeadFile, **columns: str) -> ColumnMapping:
    """
    Return the suggested mapping with what is undecided skipped; the usual headers go where they say.
    """
    mapping = file.mapping
    for header, target in {"Email": "email", "Country": "country", "Partner Name": "partner_name"}.items():
        if header in file.table.headers:
            mapping = mapping.set(header, target)
    for header, target in columns.items():
        mapping = mapping.set(header, target)
    return mapping.skip_undecided()


@define
class Failing:
    """
    A store whose commits fail at the numbers in *at*: before they are durable, or after.
    """

    open_unit: OpenUnit
    at: frozenset[int]
    after: bool
    commits: int = 0

    @contextmanager
    def __call__(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit whose commit may fail.
        """
        with self.open_unit(supplier_id, schema) as unit:
            yield _Intercepted(unit, self._commit)

    def _commit(self, unit: UnitOfWork, changes: Changes) -> None:
        self.commits += 1
        failing = self.commits in self.at
        if failing and not self.after:
            raise PortError("the line broke before it was written")
        unit.commit(changes)
        if failing:
            raise PortError("the line broke after it was written")


@define
class Racing:
    """
    A store in which somebody else does something just before the commits of the numbers in *at*.
    """

    open_unit: OpenUnit
    at: frozenset[int]
    meanwhile: Callable[[int], object]
    commits: int = 0

    @contextmanager
    def __call__(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit before whose commit somebody else may write.
        """
        with self.open_unit(supplier_id, schema) as unit:
            yield _Intercepted(unit, self._commit)

    def _commit(self, unit: UnitOfWork, changes: Changes) -> None:
        self.commits += 1
        if self.commits in self.at:
            self.meanwhile(self.commits)
        unit.commit(changes)


@define
class Keeping:
    """
    A store that hands every commit to a test before it is written.
    """

    open_unit: OpenUnit
    keep: Callable[[Changes], object]

    @contextmanager
    def __call__(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit whose commit is handed on.
        """
        with self.open_unit(supplier_id, schema) as unit:
            yield _Intercepted(unit, self._commit)

    def _commit(self, unit: UnitOfWork, changes: Changes) -> None:
        self.keep(changes)
        unit.commit(changes)


class _Intercepted:
    """
    A unit that reads as the one behind it and lets a test stand before its commit.
    """

    def __init__(self, unit: UnitOfWork, commit: Callable[[UnitOfWork, Changes], None]) -> None:
        self._unit, self._commit = unit, commit
        self.leads, self.timeline, self.posts = unit.leads, unit.timeline, unit.posts
        self.records, self.rotations, self.loads = unit.records, unit.rotations, unit.loads

    def commit(self, changes: Changes, /) -> None:
        """
        Write, or whatever the test wants.
        """
        self._commit(self._unit, changes)
