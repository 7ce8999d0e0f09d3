# mypy: ignore-errors
"""
Makes the database of the build at commit 055b762 that later builds have to lift; to be run with that build.

Check that commit out beside this one, and run from there::

    PYTHONPATH=src:. python PATH/TO/tests/adapters/earlier/make.py PATH/TO/tests/adapters/earlier

Time and ids are given, so that it makes the same database every time. Beside the SQLite file it writes the same rows as
statements for PostgreSQL, and all that this build reads of them (`plain.py` says how).
"""

from __future__ import annotations

import io
import itertools
import json
import lzma
import secrets
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from attrs import evolve
from sqlalchemy import Boolean, create_engine, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

sys.path.insert(0, str(Path(__file__).parent))
from plain import PARTNER_IDS, SCHEMA, plain

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.sqlalchemy import SqlStore, tables
from leadflow.core.criteria import all_of, any_of, where
from leadflow.core.facts import Actor, Channel
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import OnDuplicate
from leadflow.core.intake.drafts import Draft, read_draft
from leadflow.core.leads import Activity, ExternalId, LeadKind
from leadflow.core.notifications import ActionLinks, DeliveryKind, MessageKind, ReadyExport
from leadflow.core.notifications.link_tokens import LinkKey
from leadflow.core.partners import Campaign, Partner, PartnerUser, SalesRep, SupplierContact
from leadflow.core.programme import Programme
from leadflow.core.routing import AssignByRules, Filter, Match, RoutingModule, Rule, RuleMode, TieBreak
from leadflow.core.schema import Subject
from leadflow.services import (
    AttachmentDesk,
    DeliveryDesk,
    ImportDesk,
    LeadDesk,
    LinkDesk,
    OutboxRelay,
    PeopleDesk,
    Upload,
)
from leadflow.testing.doubles import CountingIds, FrozenClock, RecordingMailer

START = datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)
CONTACT = SupplierContact(id="boss", email="boss@acme.example", first_name="Bo", last_name="Åkesson")


class House:
    """
    Everything wired up for one supplier, on a clock that each act moves on.
    """

    def __init__(self, store: SqlStore, supplier_id: str, schema) -> None:
        self.store = store
        self.programme = Programme(
            supplier_id=supplier_id,
            name=supplier_id.title(),
            schema=schema,
            rejection_notices=True,
            rejection_recipients=(CONTACT,),
        )
        self.clock = FrozenClock(START)
        self.ids = CountingIds(supplier_id)
        self.mailer = RecordingMailer()
        self.links = ActionLinks(
            supplier_id,
            (LinkKey("k1", b"k" * 32),),
            unsubscribe_url="https://leads.acme.example/stop?{token}",
        )
        given = {"clock": self.clock, "new_id": self.ids}
        self.desk = LeadDesk(store.open_unit, self.programme, **given)
        self.imports = ImportDesk(store.open_unit, self.programme, **given)
        self.people = PeopleDesk(store.open_unit, self.programme)
        self.deliveries = DeliveryDesk(store.open_unit, store, self.programme, clock=self.clock)
        self.answers = LinkDesk(store.open_unit, self.programme, self.links, clock=self.clock)
        self.files = AttachmentDesk(store.open_unit, MemoryAttachments(), self.programme, **given)
        self.relay = OutboxRelay(
            store.open_unit, store, self.mailer, self.programme, links=self.links, dice=lambda: 0.5, **given
        )

    def later(self, **by: float) -> None:
        """
        Let time pass.
        """
        self.clock.advance(timedelta(**by))

    def receive(self, said, *, kind=LeadKind.DISTRIBUTED, module=None, actor=Actor("form", Channel.API), **given):
        """
        Receive one lead, and return it.
        """
        self.later(seconds=7)
        draft = read_draft(self.programme.schema, said, **given)
        if kind is not LeadKind.DISTRIBUTED:
            draft = Draft(draft.values, evolve(draft.submission, kind=kind), draft.problems)
        done = self.desk.receive(draft, module=module, actor=actor)
        assert hasattr(done, "lead"), done.problems
        return done.lead

    def file(self, rows, **settings):
        """
        Import *rows* from a file, and return the report.
        """
        self.later(minutes=1)
        header = "Email,First Name,Last Name,Company,Country,City,Partner Name,Seats,Budget,Topics,Notes"
        content = "\n".join([header, *rows, ""]).encode()
        opened = self.imports.open(io.BytesIO(content), name="leads.csv")
        return self.imports.run(opened, settings=ImportSettings(**settings))


def partners() -> list[Partner]:
    """
    Return partners with people of every kind, and attributes of every kind.
    """
    made = []
    for number, name in enumerate(PARTNER_IDS):
        fields = SCHEMA.partners
        made.append(
            Partner(
                id=name,
                name=f"{name.title()} – Partner, AS",
                active=name != "idle",
                groups=("EMEA", f"g{number % 3}"),
                tier=("Gold", "Silver", None)[number % 3],
                territories=(("SE", "NO"), ("DE", "FR"), ("US",))[number % 3],
                specialisations=("Software", "Energy")[: number % 3],
                attributes=fields.fill(
                    p_text="Straße", p_seats=str(number), p_turnover="EUR 12.50", p_since="2020-02-29", p_tags="a;B"
                ),
                crm_connected=number % 2 == 0,
                auto_accept_since=START - timedelta(days=3) if name == "auto" else None,
                users=(
                    PartnerUser(
                        id=f"{name}-u1",
                        email=f"maja@{name}.example",
                        first_name="Maja",
                        last_name="Ødegård",
                        language="de",
                        default_recipient=True,
                        roles=("manager", "sales"),
                    ),
                    PartnerUser(id=f"{name}-u2", email=f"uli@{name}.example", active=number % 2 == 0),
                ),
                sales_reps=(SalesRep(id=f"{name}-r1", email=f"rep@{name}.example", default_recipient=number % 4 == 0),),
                additional_recipients=(SupplierContact(id=f"{name}-c1", email=f"{name}@acme.example"),)[: number % 2],
                capacity=40 if name == "small" else None,
                weight=1 + number % 4,
                language=("", "fr")[number % 2],
            )
        )
    return made


def modules() -> list[RoutingModule]:
    """
    Return modules with steps of every kind, in several versions.
    """
    nordic = any_of(where("country", "in", ["SE", "NO", "DK"]))
    large = any_of(
        all_of(where("seats", "greater", 100), where("budget", "greater", "EUR 1000")), where("vip", "equals", True)
    )
    gold = any_of(where("tier", "in", ["gold", "silver"], subject=Subject.PARTNER, if_missing=True))
    match = Match(lead_field="country", partner_field="territories")
    choose = AssignByRules(
        rules=(
            Rule(criteria=large, partners=("north", "south"), name="large"),
            Rule(criteria=nordic, partners=("north",)),
        ),
        take=RuleMode.ALL,
        name="by rules",
        when=any_of(where("country", "is_not_empty")),
    )
    return [
        RoutingModule(name="turns", steps=(match,), tie_break=TieBreak.ROUND_ROBIN),
        RoutingModule(name="turns", steps=(match, choose, Filter(criteria=gold)), tie_break=TieBreak.ROUND_ROBIN),
        RoutingModule(name="weights", steps=(Filter(criteria=gold, name="metals"),), tie_break=TieBreak.WEIGHTED),
        RoutingModule(name="loads", steps=(), tie_break=TieBreak.LEAST_LOADED, default_partner="north"),
        RoutingModule(name="people", steps=(Match(lead_field="country", partner_field="territories", required=True),)),
    ]


def rows(count: int, *, first: int = 0) -> list[str]:
    """
    Return lines of a file; some hold no address, and some a cell that cannot be read.
    """
    made = []
    for number in range(first, first + count):
        email = f"person{number}@company{number % 17}.example" if number % 19 else "no address"
        country = ("Sweden", "Germany", "France", "United States", "")[number % 5]
        partner = ("", "", "", "South – Partner, AS")[number % 4]
        seats = ("12", "250", "", "7")[number % 4] if number % 11 else "many"
        budget = ("EUR 12.50", "1 200,00", "", "USD 9")[number % 4]
        note = ("", "=1+1", "Zeile 1; Zeile 2", "nice – «ok» 🎉")[number % 4]
        line = [email, ("Ann", "Jürgen", "Chloé")[number % 3], "O'Brien", f"Company {number % 17}", country]
        line += [("Malmö", "Köln")[number % 2], partner, seats, budget, "a;B;c"[: number % 6], note]
        made.append(",".join('"' + cell.replace('"', '""') + '"' for cell in line))
    return made


def fill_acme(house: House) -> None:
    """
    Let everything happen to some leads of a supplier.
    """
    fields = SCHEMA.campaigns
    house.desk.save_partners(partners())
    house.desk.save_campaigns(
        [
            Campaign(
                id="fair",
                name="Hannover Messe",
                status="Open",
                type="Event",
                owner="Bo",
                starts_on=START.date(),
                ends_on=(START + timedelta(days=5)).date(),
                attributes=fields.fill(c_budget="EUR 0.10"),
            ),
            Campaign(id="web", name="Web"),
        ]
    )
    for module in modules():
        house.desk.publish(module)
    house.desk.roll_back("turns", 1)
    house.desk.publish(modules()[1])
    house.people.add_user("north", PartnerUser(id="north-u3", email="sales@north.example", first_name="Eva"))
    house.people.set_default_recipient("north", "north-u2")
    house.people.deactivate_user("south", "south-u1")
    house.answers.unsubscribe(house.links.unsubscribe_link("west-u1").partition("?")[2])

    first = house.file(rows(120), module="turns", default_partner="east", campaign="Hannover Messe")
    assert first.counts.refused
    assert first.counts.assigned
    again = [row.replace("Malmö", "Göteborg") for row in rows(60, first=90)]
    second = house.file(again, module="weights", on_duplicate=OnDuplicate.UPDATE, campaign="fair", source="fair_list")
    assert second.counts.updated
    wrong = house.file(rows(30, first=500), module="loads", import_id="wrong-file")
    assert wrong.counts.imported
    house.relay.run_until_idle()
    house.later(hours=1)
    house.imports.undo("wrong-file", actor=Actor("boss", Channel.PORTAL))

    leads = []
    for number in range(120):
        said = {
            "email": f"single{number}@firm{number}.example",
            "first_name": "Ann",
            "country": ("SE", "DE", "US", "BR")[number % 4],
            "state": ("", "Bayern", "TX", "")[number % 4],
            "mobile_phone": "+49 170 1234567",
            "website": "https://firm.example/?q=1",
            "annual_revenue": "EUR 1.50",
            "employee_count": str(number),
            "do_not_contact": ("yes", "no", "")[number % 3],
            "seats": str(number * 3),
            "share": "0.30000000000000004",
            "budget": "EUR 1234.50",
            "vip": ("yes", "no")[number % 2],
            "since": "2024-02-29",
            "seen": "2026-03-01T10:00:00+02:00",
            "colour": ("red", "Bright blue")[number % 2],
            "topics": "a;B;c d",
            "story": 'line 1\nline 2 – "quoted" \\ 🎉',
        }
        given = {}
        if number % 4 == 0:
            given = {"partner": PARTNER_IDS[number % 5], "campaign": "web"}
            if number % 8 == 0:
                given["assignee_id"] = f"{PARTNER_IDS[number % 5]}-r1"
        if number % 3 == 0:
            given["external_ids"] = (ExternalId("salesforce", f"00Q{number}"), ExternalId("hubspot", str(number)))
            given["source"] = "CRM"
            given["history"] = (
                Activity(at=START - timedelta(days=2), kind="webinar_attended", title="Webinar – «Tak på næring»"),
                Activity(at=START - timedelta(hours=30), kind="page_visited", title='/pricing?a="b"'),
            )
        kind = (LeadKind.REGISTERED, LeadKind.PRIVATE)[number % 2] if number >= 112 else LeadKind.DISTRIBUTED
        module = (
            None if given.get("partner") or number >= 112 else ("turns", "weights", "loads", "people")[number // 4 % 4]
        )
        leads.append(house.receive(said, kind=kind, module=module, **given))
    house.mailer.refuse("maja@east.example", "rep@north.example")
    house.relay.run_until_idle()
    handle(house, [lead.id for lead in leads])
    attach(house, [lead.id for lead in leads])
    mail(house)


def handle(house: House, ids: list[str]) -> None:
    """
    Let partners and the supplier handle leads in every way.
    """
    desk = house.desk
    for number, lead_id in enumerate(ids):
        house.later(seconds=31)
        lead = desk.lead(lead_id)
        partner = lead.partner_id
        if partner is None:
            continue
        who = Actor(f"{partner}-u1", (Channel.PORTAL, Channel.MAIL_LINK, Channel.CRM)[number % 3])
        if number % 7 == 0:
            desk.reassign(lead_id, f"{partner}-u2", partner_id=partner, actor=who)
        if number % 5 == 1:
            desk.accept(lead_id, partner_id=partner, actor=who)
            if number % 2:
                desk.remind(lead_id, MessageKind.UPDATE_REQUEST)
                desk.notify_deal_registered(lead_id)
        elif number % 5 == 2:
            reason = ("other", "no_capacity", None)[number % 3]
            desk.reject(lead_id, partner_id=partner, reason=reason, comment="zu weit weg – «nei»", actor=who)
        elif number % 5 == 3:
            desk.remind(lead_id)
            desk.resend(lead_id)
        if number % 11 == 0:
            desk.deactivate(lead_id, actor=Actor("boss", Channel.API))
    desk.notify_export_ready(
        ReadyExport(id="export-1", recipient=CONTACT, name="leads – März.csv", link="https://acme.example/x")
    )


def attach(house: House, ids: list[str]) -> None:
    """
    Attach files to some leads, and remove some again.
    """
    for number, lead_id in enumerate(ids[::9]):
        house.later(seconds=5)
        uploads = [
            Upload(stream=io.BytesIO(f"hello {number}".encode()), name=f"C:\\angebot {number}.txt"),
            Upload(stream=io.BytesIO(b"same bytes everywhere"), name="notes – é.txt"),
        ]
        done = house.files.attach(lead_id, *uploads, actor=Actor("uli", Channel.PORTAL))
        assert hasattr(done, "lead"), done.problems
        if number % 3 == 1:
            house.files.remove(lead_id, done.attachments[0].id)


def mail(house: House) -> None:
    """
    Leave messages in every state behind.
    """
    store, supplier = house.store, house.programme.supplier_id
    house.relay.run_once(most=10)
    house.later(minutes=2)
    house.mailer.defer(6)
    house.relay.run_once(most=6)
    sent = [row.key for row in outbox_of(store) if row.supplier_id == supplier and row.state == "sent"]
    kinds = (DeliveryKind.DELIVERED, DeliveryKind.SOFT_BOUNCE, DeliveryKind.HARD_BOUNCE, DeliveryKind.COMPLAINT)
    for number, key in enumerate(sent[::12]):
        house.later(seconds=1)
        house.deliveries.record_delivery(key, kinds[number % 4], house.clock(), f"smtp; 550 5.{number % 4}.1 no")
    dead = [row.key for row in outbox_of(store) if row.supplier_id == supplier and row.state == "dead"]
    house.deliveries.requeue(dead[0], actor=Actor("boss", Channel.PORTAL))
    store.claim(supplier, "lease-of-a-relay-that-died", house.clock(), house.clock() + timedelta(minutes=5), 4)


def outbox_of(store: SqlStore):
    """
    Return the rows of the outbox, by key.
    """
    with store._engine.connect() as connection:
        return connection.execute(select(tables.outbox).order_by(tables.outbox.c.key)).all()


def lines_of(store: SqlStore):
    """
    Return all that this build reads, one object a line.
    """
    for supplier in ("acme", "beta"):
        with store.open_unit(supplier) as unit:
            said = {"of": supplier}
            for lead in unit.leads.page(None, 100_000):
                events = [plain(event) for event in unit.timeline.of(lead.id)]
                yield {**said, "what": "lead", "lead": plain(lead), "events": events}
            for what, reader in (("partner", unit.partners), ("campaign", unit.campaigns)):
                for record in sorted(reader.all(), key=lambda one: one.id):
                    yield {**said, "what": what, what: plain(record)}
            for name, version in published(store, supplier):
                module = unit.modules.version(name, version)
                current = unit.modules.current(name).version == version
                yield {**said, "what": "module", "module": plain(module), "current": current}
            for name in sorted({name for name, _ in published(store, supplier)}):
                yield {**said, "what": "rotation", "rotation": plain(unit.rotations.of(name))}
            for import_id in imported(store, supplier):
                refused = [plain(row) for row in unit.imports.refused(import_id)]
                yield {**said, "what": "import", "import": plain(unit.imports.get(import_id)), "refused": refused}
        for row in outbox_of(store):
            if row.supplier_id == supplier:
                columns = {name: getattr(row, name) for name in OUTBOX}
                yield {**said, "what": "message", **columns, "message": plain(store.find(supplier, row.key).message)}


OUTBOX = (
    "key",
    "lead_id",
    "recipient_id",
    "seq",
    "created_at",
    "since",
    "due_at",
    "state",
    "lease",
    "attempt",
    "reason",
)


def published(store: SqlStore, supplier: str):
    """
    Return name and version of each module.
    """
    columns = tables.modules.c
    query = select(columns.name, columns.version).where(columns.supplier_id == supplier)
    with store._engine.connect() as connection:
        return connection.execute(query.order_by(columns.name, columns.version)).all()


def imported(store: SqlStore, supplier: str):
    """
    Return the ids of imports.
    """
    columns = tables.imports.c
    with store._engine.connect() as connection:
        return (
            connection.execute(select(columns.id).where(columns.supplier_id == supplier).order_by(columns.id))
            .scalars()
            .all()
        )


def postgresql_script(database: Path) -> str:
    """
    Return statements that make the same tables with the same rows in PostgreSQL.
    """
    dialect, lines = postgresql.dialect(), []
    for table in tables.metadata.sorted_tables:
        lines.append(str(CreateTable(table).compile(dialect=dialect)).strip() + ";")
        lines += [str(CreateIndex(index).compile(dialect=dialect)) + ";" for index in sorted(table.indexes, key=str)]
    with create_engine(f"sqlite:///{database}").connect() as connection:
        for table in tables.metadata.sorted_tables:
            names = ", ".join(f'"{column.name}"' for column in table.c)
            for row in connection.execute(select(table).order_by(*table.primary_key)):
                cells = ", ".join(_literal(cell, column) for cell, column in zip(row, table.c, strict=True))
                lines.append(f"INSERT INTO {table.name} ({names}) VALUES ({cells});")
    return "\n".join(lines) + "\n"


def _literal(cell, column) -> str:
    if cell is None:
        return "NULL"
    if isinstance(column.type, Boolean):
        return "true" if cell else "false"
    return str(cell) if isinstance(cell, int) else "'" + str(cell).replace("'", "''") + "'"


def count_tokens() -> None:
    """
    Let what is random elsewhere count here, so that every database that is made is the same.
    """
    numbers = itertools.count(1)
    secrets.token_hex = lambda size=16: f"{next(numbers):0{2 * size}x}"
    secrets.token_bytes = lambda size=16: next(numbers).to_bytes(size)


def main(folder: Path) -> None:
    """
    Make the database, its PostgreSQL script and what is expected of it.
    """
    path = Path("/tmp/earlier.db") if len(sys.argv) < 3 else Path(sys.argv[2])
    for old in path.parent.glob(path.name + "*"):
        old.unlink()
    count_tokens()
    store = SqlStore(str(path), schema=SCHEMA)
    fill_acme(House(store, "acme", SCHEMA))
    beta = House(store, "beta", SCHEMA)
    beta.desk.save_partners(partners()[:2])
    beta.desk.save_campaigns([Campaign(id="web", name="Web of Beta")])
    beta.desk.publish(modules()[0])
    beta.file(rows(20), module="turns")
    expected = [json.dumps(line, ensure_ascii=False, sort_keys=True) for line in lines_of(store)]
    store.close()
    connection = create_engine(f"sqlite:///{path}").connect()
    connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
    connection.exec_driver_sql("VACUUM")
    connection.close()
    made = {
        "055b762.sqlite.xz": path.read_bytes(),
        "055b762.postgresql.sql.xz": postgresql_script(path).encode(),
        "055b762.expected.jsonl.xz": ("\n".join(expected) + "\n").encode(),
    }
    for name, content in made.items():
        packed = lzma.compress(content, preset=9 | lzma.PRESET_EXTREME)
        (folder / name).write_bytes(packed)
        print(name, len(content), "bytes,", len(packed), "packed")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
