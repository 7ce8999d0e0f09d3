"""
A supplier with many leads for the measurement of lists: partners of very different sizes, twelve custom fields, and a
year of work.
"""

from __future__ import annotations

import csv
import random
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import frozen
from sqlalchemy import Engine

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.core.access import ProgramParty
from leadflow.core.fields import Field
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.kinds import BOOLEAN, CHOICE, DATE, DECIMAL, INTEGER, MONEY, TEXT
from leadflow.core.partners import Partner
from leadflow.core.programme import Programme
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.services import ImportDesk, Setting, SupplierDesk

__all__ = ["HOST", "House", "build", "built", "opened"]

HOST: Final = ProgramParty(name="benchmark")
PARTNERS: Final = 1_000
_FIRST: Final = ("Anna", "José", "Li", "Ömer", "Grace", "Jean-Luc", "Zoë", "Karl", "Priya", "Maja", "Ute", "Bob")
_LAST: Final = ("Müller", "Smith", "García", "O'Neill", "van Dijk", "Sato", "Brown", "Lindqvist", "Novák", "Rossi")
_TRADE: Final = ("Granit", "Basalt", "Quarz", "Nordlys", "Initech", "Hooli", "Umbrella", "Acme", "Globex", "Vega")
_FORM: Final = ("GmbH", "AB", "Inc.", "SAS", "Ltd", "S.p.A.")
_CITY: Final = ("Berlin", "Malmö", "Lyon", "Austin", "Leeds", "Torino", "Osaka", "Recife")
_COUNTRY: Final = ("Germany", "Sweden", "France", "United States", "United Kingdom", "Italy", "Japan", "Brazil")

CUSTOM: Final = (
    Field("seats", INTEGER, indexed=True),
    Field("budget", MONEY, currency="EUR"),
    Field("product", CHOICE, choices=["core", "plus", "max"], indexed=True),
    Field("region", TEXT, indexed=True),
    Field("decision_by", DATE),
    Field("trial", BOOLEAN),
    Field("interest", DECIMAL),
    Field("channel_note", TEXT),
    Field("event_name", TEXT),
    Field("competitor", TEXT),
    Field("team_size", INTEGER),
    Field("reference_no", TEXT),
)

# An import leaves all leads alike: here people have worked on them for a year.
_LIVED: Final = """UPDATE leadflow_leads SET
    status = CASE WHEN num % 20 < 9 THEN status WHEN num % 20 < 17 THEN 'accepted' ELSE 'rejected' END,
    stage = CASE WHEN num % 13 < 6 THEN stage WHEN num % 13 < 10 THEN 'qualified' ELSE 'unqualified' END,
    source = CASE WHEN num % 7 < 4 THEN source WHEN num % 7 < 6 THEN 'webform' ELSE 'crm' END,
    email_status = CASE WHEN num % 11 < 9 THEN 'sent' ELSE 'bounced' END,
    active = num % 17 > 0,
    created_at = created_at - CAST(31536000 - num * 31536000.0 / {leads} AS BIGINT) * 1000000,
    modified_at = modified_at - (num * 7919 % 31536000) * 1000000"""
_HAPPENED: Final = """UPDATE leadflow_events SET
    at = at - (31536000 - lead * 31536000.0 / {leads}) * 1000000"""

# A mail about each lead, most of which arrived.
_MAILED: Final = """INSERT INTO leadflow_mail_events (supplier, at, message, seq, kind, lead, caused, partner)
    SELECT supplier, created_at, num, 1, CASE WHEN num % 20 < 17 THEN 1 WHEN num % 20 < 18 THEN 2 ELSE 3 END, num, 1,
    partner_id FROM leadflow_leads WHERE {leads} > 0"""


@frozen
class House:
    """
    A store with its leads.

    Attributes:
        engine: Of the database.
        store: On it.
        setting: Of the supplier.
    """

    engine: Engine
    store: SqlStore
    setting: Setting

    @property
    def desk(self) -> SupplierDesk:
        """
        The supplier's desk, for a program.
        """
        return SupplierDesk(self.setting, HOST)


def built(target: str, leads: int, folder: Path) -> House:
    """
    Import *leads* generated leads into an empty database, and let a year of work pass over them.
    """
    house = opened(target)
    house.desk.save_partners(Partner(id=f"p{at:04}", name=f"Partner {at:04}") for at in range(PARTNERS))
    path = folder / "leads.csv"
    _write(path, leads)
    with path.open("rb") as stream:
        imports = ImportDesk(house.setting, HOST)
        file = imports.open(stream, name=path.name)
        report = imports.run(file, file.mapping.skip_undecided(), ImportSettings(notify=False))
    assert report.counts.imported == leads, report.counts
    with house.engine.begin() as connection:
        for statement in (_LIVED, _HAPPENED, _MAILED):
            written = statement.format(leads=leads)
            connection.exec_driver_sql(written.replace("%", "%%") if connection.dialect.name != "sqlite" else written)
    house.store.fill_texts(most=leads)
    with house.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if connection.dialect.name == "sqlite" else "VACUUM ANALYZE")
    return house


def build(target: str, leads: int) -> None:
    """
    Do the same in a process of its own.
    """
    with TemporaryDirectory() as folder:
        built(target, leads, Path(folder)).engine.dispose()


def opened(target: str) -> House:
    """
    Open the house in a database.
    """
    engine = make_engine(target)
    programme = Programme(supplier_id="acme", schema=STANDARD_SCHEMA.extend(*CUSTOM))
    store = SqlStore(engine)
    setting = Setting(
        open_unit=store.open_unit,
        programme=programme,
        clock=lambda: datetime.now(UTC),
        new_id=TimeOrderedIds(),
    )
    return House(engine, store, setting)


def _write(path: Path, leads: int) -> None:
    dice = random.Random(7)
    # The largest partner has about an eighth of all leads.
    weights = [1 / (at + 1) for at in range(PARTNERS)]
    at_partner = dice.choices(range(PARTNERS), weights, k=leads)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow([*_HEADERS, *(one.title for one in CUSTOM)])
        writer.writerows(_row(number, partner, dice) for number, partner in enumerate(at_partner))


_HEADERS: Final = (
    "Email",
    "First Name",
    "Last Name",
    "Partner Name",
    "Mobile Phone",
    "Company",
    "City",
    "Country",
    "Notes",
)


def _row(number: int, partner: int, dice: random.Random) -> list[str]:
    company = f"{dice.choice(_TRADE)}{number % 4_999} {dice.choice(_FORM)}"
    place = dice.randrange(len(_CITY))
    return [
        f"person{number}@{dice.choice(_TRADE).lower()}{number % 4_999}.example.com",
        dice.choice(_FIRST),
        dice.choice(_LAST),
        f"Partner {partner:04}",
        f"+49 170 {dice.randrange(10**7):07d}",
        company,
        _CITY[place],
        _COUNTRY[place],
        "wants a call back" if number % 10 == 0 else "",
        str(dice.randrange(1, 500)),
        f"{dice.randrange(1, 400)}00" if number % 3 else "",
        dice.choice(("core", "plus", "max")),
        f"region {dice.randrange(40)}",
        f"2026-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}" if number % 4 == 0 else "",
        dice.choice(("yes", "no", "")),
        f"{dice.randrange(50) / 10}",
        "",
        f"Fair {dice.randrange(30)}" if number % 2 else "",
        dice.choice(_TRADE) if number % 5 == 0 else "",
        str(dice.randrange(1, 60)) if number % 2 else "",
        f"R-{number:07}",
    ]
