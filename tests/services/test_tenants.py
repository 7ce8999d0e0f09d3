"""
Every public method of every desk, called with ids of somebody else: nothing is told, and the answer is the same as to
ids that nobody has.
"""

from __future__ import annotations

import inspect
import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

from attrs import evolve, frozen
from tests.core.builders import SCHEMA, a_contact, a_user, an_account, records_of
from tests.reliability.contended import found_operations
from tests.reliability.figures import record
from tests.services.builders import HOST, MODULE, PROGRAMME, Office, a_partner_admin, an_office, mapped
from tests.services.syncing import CRM
from tests.services.test_privacy import told_of

from leadflow import services
from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import PARTNER_ADMIN, SUPPLIER_ADMIN, PartnerParty, Role, SupplierParty
from leadflow.core.access.acts import SUPPLIER_ACTS, Act
from leadflow.core.criteria import any_of, where
from leadflow.core.deadlines import DueAction
from leadflow.core.handling import LeadOperation, OpportunityUpdate, Refusal
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.notifications import ActionLinks, DeliveryKind, LinkKey, ReadyExport
from leadflow.core.partners import SalesRep
from leadflow.core.privacy import DueErasure
from leadflow.core.registration import RegistrationRule
from leadflow.core.routing import AssignByRules, Rule
from leadflow.core.views import LeadQuery
from leadflow.errors import LeadflowError
from leadflow.services import AttachmentDesk, AttachResult, BulkDesk, OpportunityDesk, OutboxRelay, Setting, Upload
from leadflow.testing import FakeConnector, FakeSystem, puts_of
from leadflow.testing.doubles import CountingIds, FrozenClock, RecordingMailer

T = TypeVar("T")

SECRETS: Final = ("zwiebelfisch", "Ratatouille", "kartoffelpuffer", "Schnurrbart", "Tausendschoen", "Eisvogel")
"""
What only the foreign lead, its partner and their people say.
"""

LINKS: Final = ActionLinks(
    "acme",
    (LinkKey("k1", b"s" * 32),),
    url="https://x.example/{token}",
    export_url="https://x.example/{token}",
)
_LIMITED: Final = Role(name="limited", may=SUPPLIER_ACTS - {Act.REVIEW})

NOT_ABOUT_OTHERS: Final = {
    "SupplierDesk.save_campaigns",
    "SupplierDesk.save_partners",
    "ImportDesk.iterate",
    "ImportDesk.open",
    "ImportDesk.preview",
    "ImportDesk.run",
    "OutboxRelay.run",
    "PartnerDesk.save_contact",
    "PartnerImportDesk.iterate",
    "PartnerImportDesk.open",
    "PartnerImportDesk.preview",
    "PartnerImportDesk.run",
    "SettingsDesk.remove_managed_rule",
}
"""
What takes no id of anything that is there: it writes what it is given, or works until it is stopped.
"""


CHOSEN: Final[Mapping[str, frozenset[str]]] = {
    "BulkDesk.iterate": frozenset({"bulk_id"}),
    "BulkDesk.run": frozenset({"bulk_id"}),
    "ConflictDesk.rule": frozenset({"ruling_id"}),
    "ExportDesk.iterate": frozenset({"export_id"}),
    "ExportDesk.run": frozenset({"export_id"}),
    "OpportunityDesk.register": frozenset({"opportunity_id"}),
    "PartnerDesk.create": frozenset({"lead_id"}),
    "PartnerDesk.create_from_contact": frozenset({"lead_id"}),
    "RegistrationDesk.register": frozenset({"lead_id", "registration_id"}),
    "RegistrationDesk.register_contact": frozenset({"lead_id", "registration_id"}),
    "RegistrationDesk.register_lead": frozenset({"registration_id"}),
    "SupplierDesk.receive": frozenset({"lead_id"}),
}
"""
Parameters that take the id of something new, which nobody else of the supplier may have.
"""

OF_ALL_GROUPS: Final = {
    "ImportDesk.imports",
    "ImportDesk.refused",
    "ImportDesk.undo",
    "RoutingDesk.check",
    "RoutingDesk.lint",
    "RoutingDesk.publish",
    "RoutingDesk.simulate",
}
"""
What is about modules and imports, which are the supplier's and no group's: whoever has the act learns which partners
and imports there are, and nothing of leads that they do not see.
"""


@frozen
class Ids:
    """
    Ids by the names of parameters.
    """

    by_name: Mapping[str, str]

    def draft(self) -> Any:
        """
        Return a draft that names the partner.
        """
        return read_draft(SCHEMA, {"email": "new@granit.example"}, partner=self.by_name["partner_id"])


@frozen
class World:
    """
    A store with a lead at the partner *south* of *acme*, and who else there is.

    Attributes:
        office: Acme's desks.
        files: Where bytes are.
        other: What another supplier works with.
        foreign: The ids of what is south's.
        unknown: Ids that nobody has, and that look like those.
        keys: Under which bytes of acme's are.
    """

    office: Office
    files: MemoryAttachments
    other: Setting
    foreign: Ids
    unknown: Ids
    keys: frozenset[str]

    def parties(self) -> Iterator[tuple[str, Setting, Any]]:
        """
        Give three parties who see nothing of it, each with what their desks work with.
        """
        yield "another supplier", self.other, SupplierParty(id="bea", groups=(), roles=(SUPPLIER_ADMIN,))
        yield (
            "another partner",
            self.office.setting,
            PartnerParty(id="nils", partner_id="north", roles=(PARTNER_ADMIN,)),
        )
        yield "another group", self.office.setting, SupplierParty(id="gus", groups=("gold",), roles=(_LIMITED,))

    def snapshot(self) -> str:
        """
        Return all that is stored of what is south's.
        """
        office, lead_id = self.office, self.foreign.by_name["lead_id"]
        with office.setting.unit() as unit:
            imported = [one.id for one in unit.leads.page(None, 100) if one.import_id is not None]
            others = tuple(map(unit.leads.get, imported[:1]))
            kept = (*others, unit.leads.get(lead_id), unit.timeline.of(lead_id), unit.posts.of_lead(lead_id))
        there = {one.key for one in self.files.stored("acme")} & self.keys
        return told_of((*kept, office.account("south-kartoffelpuffer"), sorted(there)))


def a_world(store: MemoryStore | SqlStore) -> World:
    """
    Return the world.
    """
    south = an_account(
        "south-kartoffelpuffer",
        name="Tausendschoen Ltd",
        groups=("silver",),
        territories=("NO",),
        users=(a_user("u-eisvogel", email="Eisvogel@kartoffelpuffer.example"),),
    )
    north = an_account("north", groups=("gold",), users=(a_user("nils"),))
    office, files = (
        an_office(store=store, partners=(south, north, an_account("idle", name="Idle Inc", active=False))),
        MemoryAttachments(),
    )
    said = {"email": "zwiebelfisch@granit.example", "company": "Ratatouille", "country": "NO"}
    done = office.desk.receive(read_draft(SCHEMA, said, partner="south-kartoffelpuffer"), lead_id="lead-zq-1")
    assert isinstance(done, Distribution)
    attached = AttachmentDesk(office.setting, HOST, files).attach(
        "lead-zq-1", Upload(stream=io.BytesIO(b"Schnurrbart\n"), name="Schnurrbart.txt")
    )
    assert isinstance(attached, AttachResult)
    office.at("south-kartoffelpuffer").accept("lead-zq-1")
    sale = OpportunityDesk(office.setting, HOST).register("lead-zq-1", name="Ratatouille", opportunity_id="sale-zq-1")
    assert isinstance(sale, OpportunityUpdate)
    BulkDesk(office.setting, HOST).run(LeadOperation.EDIT, ["lead-zq-1"], {"score": 7}, bulk_id="bulk-zq-1")
    file = office.file("kartoffelpuffer@granit.example,NO,Tausendschoen Ltd,Oslo")
    office.imports.run(file, mapped(file, City="city"), ImportSettings(import_id="import-zq-1"))
    mailer = RecordingMailer()
    mailer.refuse("Eisvogel@kartoffelpuffer.example")
    OutboxRelay(office.setting, office.store, mailer).run_once()
    key = office.posts("lead-zq-1")[0].message.key
    contact = office.at("south-kartoffelpuffer").save_contact({"email": "schnurrbart@granit.example"})
    assert not isinstance(contact, Refusal)
    registering = services.RegistrationDesk(office.setting, a_partner_admin("south-kartoffelpuffer"))
    wanted = read_draft(SCHEMA, {"email": "ratatouille@granit.example", "company": "Ratatouille"})
    registering.register(wanted, lead_id="second-zq-2", registration_id="registration-zq-1")
    ruled = services.ConflictDesk(office.setting, HOST).rule(
        ["lead-zq-1", "second-zq-2"],
        first="lead-zq-1",
        first_at=office.clock(),
        reason="Tausendschoen",
        ruling_id="ruling-zq-1",
    )
    assert not isinstance(ruled, Refusal)
    exported = services.ExportDesk(office.setting, HOST, files).run(export_id="export-zq-1")
    link = LINKS.export_link(exported.id, exported.expires_at)
    foreign = {
        "lead_id": "lead-zq-1",
        "partner_id": "south-kartoffelpuffer",
        "assignee_id": "u-eisvogel",
        "person_id": "u-eisvogel",
        "attachment_id": attached.attachments[0].id,
        "opportunity_id": "sale-zq-1",
        "bulk_id": "bulk-zq-1",
        "import_id": "import-zq-1",
        "key": key,
        "export_id": "export-zq-1",
        "registration_id": "registration-zq-1",
        "ruling_id": "ruling-zq-1",
        "other_id": "second-zq-2",
        "contact_id": contact.contact.id,
        "token": link.rpartition("/")[2],
        "contact": "zwiebelfisch@granit.example",
    }
    unknown = {
        name: f"{one[:-1]}9" if name not in ("key", "contact", "token") else one for name, one in foreign.items()
    }
    nowhere = LINKS.export_link("export-zq-9", exported.expires_at).rpartition("/")[2]
    unknown |= {"token": nowhere, "key": "f" * 32, "contact": "zwiebelfish@granit.example"}
    programme = evolve(PROGRAMME, supplier_id="other")
    other = Setting(open_unit=store.open_unit, programme=programme, clock=FrozenClock(), new_id=CountingIds())
    with other.unit() as unit:
        unit.commit(puts_of(*records_of(an_account("own", users=(a_user("olga"),)), an_account("idle"))))
    services.RoutingDesk(other, HOST).publish(MODULE)
    keys = frozenset(one.key for one in files.stored("acme"))
    return World(office, files, other, Ids(foreign), Ids(unknown), keys)


def _given(ids: Ids) -> dict[str, Any]:
    """
    Return what parameters are given besides ids, by name.
    """
    names = Rule(criteria=any_of(where("city", "equals", "x")), partners=(ids.by_name["partner_id"],))
    naming = evolve(MODULE, steps=(AssignByRules(rules=(names,)),))
    at = FrozenClock()()
    return {
        **ids.by_name,
        "languages": "en",
        "helpful": True,
        "operation": LeadOperation.SET_STAGE,
        "leads": [ids.by_name["lead_id"]],
        "lead_ids": [ids.by_name["lead_id"], ids.by_name["other_id"]],
        "first": ids.by_name["lead_id"],
        "first_at": at,
        "reason": "why",
        "recipients": [a_contact("c")],
        "roles": ["partner_admin"],
        "arguments": {"stage": "contacted"},
        "action": DueAction(ids.by_name["lead_id"], "p", 1, 1, "remind", at),
        "erasure": DueErasure(key="k", lead_id=ids.by_name["lead_id"], rule="r", since=at, due_at=at),
        "kind": DeliveryKind.DELIVERED,
        "at": at,
        "stage": "contacted",
        "column": "status",
        "on": True,
        "sales_rep": SalesRep(id="new-rep", email="rep@granit.example"),
        "user": a_user("new-user"),
        "draft": ids.draft(),
        "export": ReadyExport(id="e", recipient=a_contact("c")),
        "module": naming,
        "name": ids.by_name["partner_id"],
        "version": 1,
        "connection": "crm",
        "field": "city",
        "keep": "ours",
        "company": "Granit",
        "mode": "own",
        "rule": RegistrationRule(name="r", criteria=any_of(where("city", "equals", "x"))),
        "which": "all",
        "columns": ("email",),
        "query": LeadQuery(),
        "values": {"email": "new-contact@granit.example"},
        "comment": "why",
        "uploads": Upload(stream=io.BytesIO(b"x\n"), name="x.txt"),
        "source": io.BytesIO(b"Email\na@granit.example\n"),
    }


def _outcome(call: Callable[[], object], ids: Ids) -> tuple[str, str]:
    """
    Return what a call answers, without the ids that it was given and those that it made; and all that it says.
    """
    try:
        done = call()
        if inspect.isgenerator(done) or (hasattr(done, "__next__")):
            done = list(done)  # type: ignore[call-overload]  # it is an iterator
        if isinstance(done, io.IOBase):
            done = done.read()
        said = f"{type(done).__name__} {told_of(done)}"
    except LeadflowError as error:
        said = f"{type(error).__name__} {error} {told_of(vars(error))}"
    bare = said
    for name in sorted(ids.by_name.values(), key=len, reverse=True):
        bare = bare.replace(name, "<id>")
    return re.sub(r"id-\d+|[0-9a-f]{32}", "<id>", bare), said


def _methods(setting: Setting, party: Any, world: World) -> Iterator[tuple[str, Callable[..., Any]]]:
    """
    Give each public method of each desk that the party can open, the relay first: there is no mail by other calls yet.
    """
    desks: dict[str, Any] = {name: cls for name, cls in vars(services).items() if name.endswith(("Desk", "Relay"))}
    for name, cls in sorted(desks.items(), key=lambda one: one[0] != "OutboxRelay"):
        if name == "LinkDesk":
            continue  # whoever has a link is known by it alone
        try:
            if name == "OutboxRelay":
                desk = cls(setting, world.office.store, RecordingMailer())
            elif name == "SyncDesk":
                connected = evolve(setting, programme=evolve(setting.programme, connections=(CRM,)))
                desk = cls(connected, party, connectors={"crm": FakeConnector(FakeSystem(FrozenClock()))})
            elif name == "ExportDesk":
                desk = cls(setting, party, world.files, links=evolve(LINKS, supplier_id=setting.supplier_id))
            elif name in ("AttachmentDesk", "PrivacyDesk"):
                desk = cls(setting, party, world.files)
            else:
                desk = cls(setting, party)
        except TypeError:
            continue  # a desk of the other side
        for method, what in vars(cls).items():
            if not method.startswith("_") and inspect.isfunction(what):
                yield f"{name}.{method}", getattr(desk, method)


def _call(method: Callable[..., Any], name: str, ids: Ids) -> Callable[[], object]:
    given = _given(ids) | ({"contact": a_contact("sub")} if name == "SubscriptionDesk.subscribe" else {})
    arguments, several = dict[str, Any](), list[Any]()
    for one in inspect.signature(method).parameters.values():
        optional = one.default is not inspect.Parameter.empty
        if one.kind is inspect.Parameter.VAR_POSITIONAL:
            several.append(given[one.name])
        elif (
            not optional
            or one.name == "arguments"
            or (one.name in ids.by_name and one.name not in CHOSEN.get(name, ()))
        ):
            assert one.name in given, f"say in _given with what {name}({one.name}) is called"
            arguments[one.name] = given[one.name]
    if name.startswith("SettingsDesk") and "name" in arguments:
        arguments["name"] = "r"
    if name in ("RoutingDesk.roll_back",):
        arguments["name"] = "emea"
    if several:
        return lambda: method(arguments.pop("lead_id"), *several)
    return lambda: method(**arguments)


def test_nobody_learns_of_what_is_somebody_elses(store: MemoryStore | SqlStore) -> None:
    """
    Each of three parties gets the same answer to the ids of others as to ids that nobody has, learns no secret, and
    changes nothing.
    """
    world = a_world(store)
    before, wrong, tried, walked = world.snapshot(), list[str](), 0, set[str]()
    for who, setting, party in world.parties():
        for name, method in _methods(setting, party, world):
            walked.add(name)
            if name in NOT_ABOUT_OTHERS or (name.startswith("OutboxRelay") and who != "another supplier"):
                continue
            unknown, _ = _outcome(_call(method, name, world.unknown), world.unknown)
            foreign, said = _outcome(_call(method, name, world.foreign), world.foreign)
            tried += 1
            if unknown != foreign and not (who == "another group" and name in OF_ALL_GROUPS):
                wrong.append(f"{who}, {name}: {foreign[:300]!r} for {unknown[:300]!r}")
            for one in world.foreign.by_name.values():
                said = said.replace(one, "")
            wrong += [f"{who}, {name} tells {one}" for one in SECRETS if one.lower() in said.lower()]
    wrong += [] if world.snapshot() == before else ["something was changed"]

    assert wrong == [], "\n".join(wrong)
    assert walked == {one for one in found_operations() if not one.startswith("LinkDesk")}
    record(f"tenants {type(store).__name__}", methods=len(walked), calls=tried, leaks=len(wrong))
