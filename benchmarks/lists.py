"""
Lists, counts, reports and exports of a supplier with many leads: ``python -m benchmarks.lists``, or ``make
bench-lists``.

Each list is asked of a desk and by hand, of the same tables, in turn, on SQLite and PostgreSQL; medians are compared,
and the worst of both stores is written to ``benchmarks/out/lists.json``: ``page`` (ratio to the SQL by hand, of lists
that the docs call fast), ``page_ms`` (also of lists of a partner's users), ``other_page_ms`` (other filters and sorts of
state columns), ``count_ms`` (also of estimates, which are written ``~``), ``text_ms`` and ``text_short_ms`` (free text
with pieces of at least three characters, and shorter; without ``pg_trgm`` every text is short), ``activity_ms`` (a month,
mail included), and ``export`` (of the rate of a bare `csv.writer` loop over the same rows). With ``--rev`` also what
writing costs beside the build at that commit: ``import_cost`` into an empty database, and ``import_cost_full`` beside so
many leads.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import product, repeat
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any, Final

from attrs import evolve, frozen
from benchmarks.against.places import Places
from benchmarks.lists_house import HOST, House, build, opened
from benchmarks.lists_writing import writing_costs
from sqlalchemy import text

from leadflow.adapters.sqlalchemy.timestamps import moment
from leadflow.adapters.tables import write_csv
from leadflow.core.access import PARTNER_ADMIN, PartnerParty, Role
from leadflow.core.criteria import where
from leadflow.core.views import ActivityQuery, LeadQuery, NamedPeriod, Position, Sort, write_cursor
from leadflow.services import PartnerDesk, ReportDesk, SupplierDesk

OUT: Final = Path(__file__).parent / "out" / "lists.json"
BOUNDS: Final[Mapping[str, float]] = {
    "page": 1.3,
    "page_ms": 5,
    "other_page_ms": 150,
    "count_ms": 150,
    "text_ms": 100,
    "text_short_ms": 250,
    "activity_ms": 150,
    "export": 0.5,
    "import_cost": 1.15,
    "import_cost_full": 1.35,
}
_COLUMNS: Final = ("partner_id", "status", "stage", "modified_at")
_SEEN: Final = "supplier = :supplier AND active = :active AND kind IN ('distributed', 'registered')"
_EXPORTED: Final = 100_000
# What takes long is asked less often: so many seconds, and so many times at least.
_LONGEST: Final = 10
_LEAST: Final = 3
_TRIGRAMS: Final = "SELECT count(*) FROM pg_indexes WHERE indexname = 'leadflow_text_index'"


@frozen(kw_only=True)
class Question:
    """
    A list, as it is asked of a desk and by hand.

    Attributes:
        name: Of the figure.
        query: For the desk.
        where: The conditions by hand, beside those of who sees it.
        order: By hand.
        values: Of the parameters by hand.
        fast: Whether the docs call it fast.
    """

    name: str
    query: LeadQuery
    where: str = ""
    order: str = "modified_at DESC, num DESC"
    values: Mapping[str, Any] = {}  # only read
    fast: bool = True

    def sql(self) -> str:
        """
        Return the statement by hand; one more row than a page shows that there are more.
        """
        asked = f"{_SEEN} AND {self.where}" if self.where else _SEEN
        return (
            f"SELECT id, partner_id, status, stage, modified_at FROM leadflow_leads WHERE {asked} "
            f"ORDER BY {self.order} LIMIT 51"
        )


def main() -> None:
    """
    Measure on both stores, print the figures, and write the worst of each.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=51)
    parser.add_argument("--stores", default="sqlite,postgresql")
    parser.add_argument("--rev", help="the build before lists, for what writing costs")
    parser.add_argument("--runs", type=int, default=5, help="how often each build imports")
    parser.add_argument("--only-writing", action="store_true", help="nothing but what writing costs")
    given = parser.parse_args()
    stores: list[str] = given.stores.split(",")
    found: dict[str, dict[str, float]] = {store: {} for store in stores}
    with Places(0) as places:
        if not given.only_writing:
            found = all_measured(places, stores, given.leads, given.times)
        for store in stores if given.rev else ():
            found[store] |= writing_costs(places, store, given.rev, given.leads, given.runs)
    names = [name for name in BOUNDS if all(name in figures for figures in found.values())]
    worst = {name: _worst(name, [figures[name] for figures in found.values()]) for name in names}
    for name, value in worst.items():
        print(f"{name:15} {value:8.2f}   to reach {BOUNDS[name]}")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({name: round(value, 3) for name, value in worst.items()}, indent=2) + "\n")
    print(f"written to benchmarks/out/{OUT.name}")


def all_measured(places: Places, stores: Sequence[str], leads: int, times: int) -> dict[str, dict[str, float]]:
    """
    Return the figures of each store: they are built at the same time, and measured one after the other.
    """
    found: dict[str, dict[str, float]] = {}
    with ExitStack() as stack:
        began = time.perf_counter()
        opened_at = [places.sqlite() if store == "sqlite" else places.postgresql() for store in stores]
        targets = [str(stack.enter_context(one)) for one in opened_at]
        pool = stack.enter_context(ProcessPoolExecutor(len(stores), mp_context=get_context("spawn")))
        list(pool.map(build, targets, repeat(leads)))
        print(f"built in {time.perf_counter() - began:.0f} s", flush=True)
        for store, target in zip(stores, targets, strict=True):
            print(f"{store}: {leads:,} leads", flush=True)
            house = opened(target)
            found[store] = measured(house, times)
            house.engine.dispose()
    return found


def measured(house: House, times: int) -> dict[str, float]:
    """
    Return the figures of one store.
    """
    pages = {"page": 0.0, "page_ms": _of_partner(house, times), "other_page_ms": 0.0}
    for question in questions(house):
        desk, hand = _beside(house, question, times)
        print(f"  {question.name:44} {desk:8.2f} ms, by hand {hand:8.2f}, {desk / hand:.2f} times", flush=True)
        if question.fast:
            pages = {**pages, "page": max(pages["page"], desk / hand), "page_ms": max(pages["page_ms"], desk)}
        else:
            pages["other_page_ms"] = max(pages["other_page_ms"], desk)
    return {
        **pages,
        "count_ms": max(_timed("count", f"  count {name}", ask, 9) for name, ask in _counts(house).items()),
        **_texts(house),
        "activity_ms": _timed("activity", "  activity of a month", lambda: _activity(house), 9),
        "export": _export(house),
    }


def questions(house: House) -> Iterator[Question]:
    """
    Return what is asked: each filter with each order.
    """
    large, small = _partners(house)
    orders = {
        "newest": (Sort(), "modified_at DESC, num DESC"),
        "by creation": (Sort("created_at"), "created_at DESC, num DESC"),
    }
    filters: dict[str, tuple[dict[str, Any], str, dict[str, Any]]] = {
        "all": ({}, "", {}),
        "largest partner": ({"partner_ids": [large]}, "partner_id = :partner", {"partner": large}),
        "small partner": ({"partner_ids": [small]}, "partner_id = :partner", {"partner": small}),
        "a status": ({"statuses": ["rejected"]}, "status = 'rejected'", {}),
        "a stage": ({"stages": ["unqualified"]}, "stage = 'unqualified'", {}),
        "largest partner and a status": (
            {"partner_ids": [large], "statuses": ["accepted"]},
            "partner_id = :partner AND status = 'accepted'",
            {"partner": large},
        ),
    }
    for (name, (asked, condition, values)), (order, (sort, by)) in (
        (one, other) for one in filters.items() for other in orders.items()
    ):
        query = LeadQuery(columns=_COLUMNS, sort=sort, **asked)
        fast = "partner" not in name or order == "newest"
        yield Question(name=f"{name}, {order}", query=query, where=condition, order=by, values=values, fast=fast)
    yield from _deep(house)
    from_crm = LeadQuery(columns=_COLUMNS, sources=["crm"])
    others = {
        "status and source": (evolve(from_crm, statuses=["rejected"]), "status = 'rejected' AND source = 'crm'"),
        "source": (from_crm, "source = 'crm'"),
        "nothing matches": (
            evolve(from_crm, stages=["unqualified"], sources=["none"]),
            "stage = 'unqualified' AND source = 'none'",
        ),
    }
    for name, (query, condition) in others.items():
        yield Question(name=f"{name}, newest", query=query, where=condition, fast=False)


def _deep(house: House) -> Iterator[Question]:
    """
    Return a page a long way down the list.
    """
    with house.engine.connect() as connection:
        found = f"SELECT modified_at, num FROM leadflow_leads WHERE {_SEEN} ORDER BY 1 DESC, 2 DESC LIMIT 1 OFFSET :far"
        far = min(100_000, house.desk.count() // 2)
        at, number = connection.execute(text(found), {**_named(house), "far": far}).one()
    query = LeadQuery(columns=_COLUMNS)
    query = evolve(query, after=write_cursor(query, Position((at,), number)))
    where = "(modified_at, num) < (:at, :number)"
    yield Question(name="page 2,000, newest", query=query, where=where, values={"at": at, "number": number})


def _beside(house: House, question: Question, times: int) -> tuple[float, float]:
    """
    Return the median milliseconds of the desk and of the SQL by hand, which have to answer alike.
    """
    statement, values = text(question.sql()), {**_named(house), **question.values}

    def by_hand() -> list[Any]:
        with house.engine.connect() as connection:
            return [(*others, moment(at)) for *others, at in map(tuple, connection.execute(statement, values))][:50]

    def by_desk() -> list[Any]:
        return [(row.id, *row.values) for row in house.desk.leads(question.query)]

    assert by_desk() == by_hand(), question.name
    spent = _spent({"desk": by_desk, "hand": by_hand}, times)
    return spent["desk"], spent["hand"]


def _of_partner(house: House, times: int) -> float:
    """
    Return the worst milliseconds of a list of a partner's user, who sees all its leads or their own.
    """
    large, small = _partners(house)
    roles = {"administrator": PARTNER_ADMIN, "user": Role(name="new")}
    worst = 0.0
    for (size, partner), (who, role) in product({"largest": large, "small": small}.items(), roles.items()):
        desk = PartnerDesk(house.setting, PartnerParty(id="maja", partner_id=partner, roles=[role]))
        ask = partial(desk.leads, LeadQuery(columns=_COLUMNS))
        worst = max(worst, _timed("list", f"  {who} of the {size} partner, newest", ask, times))
    return worst


def _counts(house: House) -> dict[str, Callable[[], object]]:
    large, _ = _partners(house)
    desk = house.desk
    of_partner = PartnerDesk(house.setting, PartnerParty(id="maja", partner_id=large, roles=[PARTNER_ADMIN]))
    return {
        "all": desk.count,
        "by status": lambda: desk.count_by("status"),
        "one status": lambda: desk.count(LeadQuery(statuses=["rejected"])),
        "largest partner": lambda: desk.count(LeadQuery(partner_ids=[large])),
        "two states": lambda: desk.count(LeadQuery(statuses=["rejected"], sources=["crm"])),
        "campaign activity": lambda: desk.count(LeadQuery(campaign_activity=False, crm_linked=False)),
        "an indexed field": lambda: desk.count(LeadQuery(criteria=where("seats", "greater_than", 450))),
        "a field without index": lambda: desk.count(LeadQuery(criteria=where("team_size", "equals", 7))),
        "a field of the partner's leads": lambda: of_partner.count(LeadQuery(criteria=where("team_size", "equals", 7))),
        "a partner's user": of_partner.count,
    }


def _texts(house: House) -> dict[str, float]:
    """
    Return the worst of free texts: frequent, rare and absent, long and short.
    """
    partner = PartnerParty(id="maja", partner_id=_partners(house)[0], roles=[PARTNER_ADMIN])
    desks: dict[str, SupplierDesk | PartnerDesk] = {
        "": house.desk,
        " of the largest partner": PartnerDesk(house.setting, partner),
    }
    texts = ("granit", "granit77", "lindqvist osaka", "person4711@", "nowhere", "gr", "zz", "東京")
    with house.engine.connect() as connection:
        indexed = connection.dialect.name == "sqlite" or bool(connection.exec_driver_sql(_TRIGRAMS).scalar())
    worst = {"text_ms": 0.0, "text_short_ms": 0.0}
    for who, desk in desks.items():
        for words in texts:
            key = "text_ms" if indexed and len(words) > 2 else "text_short_ms"
            query = LeadQuery(columns=_COLUMNS, text=words)
            ask = partial(desk.leads, query)
            worst[key] = max(worst[key], _timed(words, f"  text {words!r}{who}", ask, 9))
    return worst


def _activity(house: House) -> object:
    return ReportDesk(house.setting, HOST).activity(ActivityQuery(period=NamedPeriod.PAST_30_DAYS))


def _export(house: House) -> float:
    """
    Return the rate of an export beside a bare loop that writes the same rows.
    """
    oldest = "SELECT created_at FROM leadflow_leads ORDER BY created_at LIMIT 1 OFFSET :far"
    with house.engine.connect() as connection:
        far = min(_EXPORTED, house.desk.count() - 1)
        until = connection.execute(text(oldest), {"far": far}).scalar_one()
    statement = text(
        "SELECT \"values\" ->> 'email', (SELECT name FROM by_hand_partners WHERE id = partner_id), created_at, "
        "modified_at, status, email_status, status_changed_at, source FROM leadflow_leads "
        f"WHERE {_SEEN} AND created_at < :until ORDER BY created_at, num"
    )
    with house.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE by_hand_partners (id TEXT PRIMARY KEY, name TEXT)")
        names = [{"id": f"p{at:04}", "name": f"Partner {at:04}"} for at in range(1_000)]
        connection.execute(text("INSERT INTO by_hand_partners VALUES (:id, :name)"), names)

    def by_hand() -> object:
        written = io.TextIOWrapper(io.BytesIO(), encoding="utf-8-sig", newline="")
        with house.engine.connect() as connection:
            writer = csv.writer(written)
            for email, partner, created, modified, status, mail, changed, source in connection.execute(
                statement, {**_named(house), "until": until}
            ):
                moments = [one and moment(one) for one in (created, modified, changed)]
                writer.writerow([email, partner, *moments[:2], status, mail, moments[2], source])
        return written

    def by_desk() -> object:
        stream = io.BytesIO()
        write_csv(stream, house.desk.export(LeadQuery(created_until=moment(until))))
        return stream

    spent = _spent({"desk": by_desk, "hand": by_hand}, 5)
    rate = spent["hand"] / spent["desk"]
    print(f"  export of {far:,}: {spent['desk']:.0f} ms, by hand {spent['hand']:.0f}, {rate:.2f} of its rate")
    return rate


def _spent(ways: Mapping[str, Callable[[], object]], times: int) -> dict[str, float]:
    """
    Return the median milliseconds of each way, asked in turn.
    """
    taken: dict[str, list[float]] = {name: [] for name in ways}
    until = time.perf_counter() + _LONGEST
    for done in range(times):
        if done >= _LEAST and time.perf_counter() > until:
            break
        for name, ask in ways.items():
            began = time.perf_counter()
            ask()
            taken[name].append((time.perf_counter() - began) * 1_000)
    return {name: median(some) for name, some in taken.items()}


def _timed(key: str, shown: str, ask: Callable[[], object], times: int) -> float:
    spent = _spent({key: ask}, times)[key]
    answer = ask()
    print(f"{shown:46} {spent:8.2f} ms{f', {answer}' if isinstance(answer, int) else ''}", flush=True)
    return spent


def _partners(house: House) -> tuple[str, str]:
    """
    Return the largest partner and one with few leads.
    """
    ordered = "SELECT partner_id FROM leadflow_leads WHERE active = :active GROUP BY 1 ORDER BY count(*) DESC"
    with house.engine.connect() as connection:
        ids = [one for (one,) in connection.execute(text(ordered), _named(house)) if one is not None]
    return ids[0], ids[-1]


def _named(house: House) -> dict[str, Any]:
    with house.engine.connect() as connection:
        supplier = connection.execute(text("SELECT supplier FROM leadflow_leads LIMIT 1")).scalar_one()
    return {"supplier": supplier, "active": True}


def _worst(name: str, values: list[float]) -> float:
    return min(values) if name == "export" else max(values)


if __name__ == "__main__":
    main()
