"""
What one lead costs where there is much: ``python -m benchmarks.receive``, or ``make bench-receive``.

A form is received, a lead is reassigned, and a button in a mail is pressed, with 20 partners and 1,000 leads, and with
5,000 partners and 100,000 leads, in turn, on SQLite. Medians are compared. The ratios of the processor's
time, which other work on the machine does not take, are also written to
``benchmarks/out/growth_foundations.json``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Final

from attrs import frozen

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty
from leadflow.core.changes import ANY, Changes, Put
from leadflow.core.criteria import all_of, any_of, where
from leadflow.core.facts import Actor, Assigned, AssignedBy, Notice, Received
from leadflow.core.handling import LeadUpdate
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import EmailStatus, LeadKind
from leadflow.core.loads import load_changes
from leadflow.core.notifications import ActionLinks, LinkKey
from leadflow.core.notifications.link_grants import LinkAction, LinkGrant
from leadflow.core.partners import Partner, PartnerPeople, PartnerUser
from leadflow.core.programme import Programme
from leadflow.core.routing import AssignByRules, Match, RoutingModule, Rule, TieBreak
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.timeline import LeadChange
from leadflow.services import LinkDesk, RoutingDesk, Setting, SupplierDesk

OUT: Final = Path(__file__).parent / "out" / "growth_foundations.json"
HOST: Final = ProgramParty(name="benchmark")
PROGRAMME: Final = Programme(supplier_id="acme")
COUNTRIES: Final = (
    "Norway",
    "Sweden",
    "Denmark",
    "Finland",
    "Germany",
    "France",
    "Spain",
    "Italy",
    "Poland",
    "Austria",
)
CHUNK: Final = 5_000
CAPACITY: Final = 1_000_000


@frozen(eq=False)
class Office:
    """
    A store with partners and leads, and the desks that are measured.
    """

    setting: Setting
    numbers: Iterator[int]

    @property
    def desk(self) -> SupplierDesk:
        """
        The supplier's desk, opened for each call as a host would.
        """
        return SupplierDesk(self.setting, HOST)

    def receive(self, module: str) -> None:
        """
        Receive a form from the first country.
        """
        said = {"email": f"new{next(self.numbers)}@example.com", "company": "Granit", "country": COUNTRIES[0]}
        done = self.desk.receive(read_draft(STANDARD_SCHEMA, said), module=module)
        assert isinstance(done, Distribution)
        assert done.lead.partner_id is not None

    def a_lead(self) -> str:
        """
        Receive a lead at the first partner, for its first user.
        """
        said = {"email": f"own{next(self.numbers)}@example.com"}
        done = self.desk.receive(read_draft(STANDARD_SCHEMA, said, partner="p00000", assignee_id="u00000-0"))
        assert isinstance(done, Distribution)
        return done.lead.id

    def reassign(self, lead_id: str) -> None:
        """
        Name the partner's other user on a lead.
        """
        assert isinstance(self.desk.reassign(lead_id, "u00000-1"), LeadUpdate)

    def click(self, lead_id: str) -> None:
        """
        Accept a lead by a mail's button.
        """
        links = ActionLinks(PROGRAMME.supplier_id, (LinkKey("k", b"0" * 32),), url="https://x.example/{token}")
        grant = LinkGrant(
            token_id=b"0" * 16,
            lead_id=lead_id,
            assignment=2,
            recipient_id="u00000-0",
            actions=frozenset({LinkAction.ACCEPT}),
            expires_at=datetime(2100, 1, 1, tzinfo=UTC),
        )
        token = links.sign(grant)
        done = LinkDesk(self.setting, links).perform(token, "accept", links.form_nonce(token))
        assert isinstance(done, LeadUpdate)


def an_office(
    folder: Path,
    partners: int,
    leads: int,
    *,
    tie_breaks: Iterable[TieBreak] = (TieBreak.ROUND_ROBIN, TieBreak.WEIGHTED, TieBreak.LEAST_LOADED),
    rules: int = 0,
) -> Office:
    """
    Make a store with so many partners, each with a capacity, and so many leads at them.

    It has a module for each of *tie_breaks*, named as it; with *rules* they are chosen by so many rules first.
    """
    store = SqlStore(str(folder / f"{partners}-{leads}-{rules}.db"))
    clock = lambda: datetime.now(UTC)  # noqa: E731  # a clock is a callable
    setting = Setting(open_unit=store.open_unit, programme=PROGRAMME, clock=clock, new_id=TimeOrderedIds())
    directory = [make(number) for number in range(partners) for make in (_partner, _people)]
    with setting.unit() as unit:
        unit.commit(Changes(puts=tuple(Put(one, before=ANY) for one in directory)))
    step = Match(lead_field="country", partner_field="territories", required=True)
    steps = (a_step(rules, partners), step) if rules else (step,)
    for tie_break in tie_breaks:
        RoutingDesk(setting, HOST).publish(RoutingModule(name=tie_break.value, steps=steps, tie_break=tie_break))
    for start in range(0, leads, CHUNK):
        changes = tuple(_lead(number, partners) for number in range(start, min(start + CHUNK, leads)))
        with setting.unit() as unit:
            unit.commit(Changes(leads=changes, loads=load_changes(changes, PROGRAMME.stages.closing)))
    return Office(setting, count())


def a_step(rules: int, partners: int) -> AssignByRules:
    """
    Return a step of so many rules about the country, the postal code and the company; the last one holds for all.
    """
    some = tuple(
        Rule(
            criteria=any_of(
                all_of(
                    where("country", "equals", COUNTRIES[number % len(COUNTRIES)]),
                    where("postal_code", "starts_with", f"{number:05}"),
                ),
                where("company", "equals", f"Company {number}"),
            ),
            partners=(f"p{number % partners:05}",),
        )
        for number in range(rules - 1)
    )
    everybody = tuple(f"p{number:05}" for number in range(0, partners, len(COUNTRIES)))
    return AssignByRules(rules=(*some, Rule(criteria=where("email", "is_not_empty"), partners=everybody)))


def _people(number: int) -> PartnerPeople:
    users = tuple(
        PartnerUser(
            id=f"u{number:05}-{one}",
            email=f"u{one}@p{number}.example",
            first_name="Ann",
            last_name="Lee",
            default_recipient=True,
        )
        for one in range(4)
    )
    return PartnerPeople(partner_id=f"p{number:05}", users=users)


def _partner(number: int) -> Partner:
    return Partner(
        id=f"p{number:05}",
        name=f"Partner {number}",
        tier="gold",
        groups=("resellers",),
        territories=(COUNTRIES[number % len(COUNTRIES)],),
        capacity=CAPACITY,
    )


def _lead(number: int, partners: int) -> LeadChange:
    now, actor = datetime(2026, 1, 1, tzinfo=UTC), Actor()
    values = STANDARD_SCHEMA.leads.fill(email=f"lead{number}@example.com", company="Acme", country="Norway")
    received = Received(kind=LeadKind.DISTRIBUTED, source="csv_upload")
    change = LeadChange.begin(
        f"lead-{number:07}", received, supplier_id=PROGRAMME.supplier_id, values=values, at=now, actor=actor
    )
    fact = Assigned(
        partner_id=f"p{number % partners:05}", by=AssignedBy.NAMED, notice=Notice(EmailStatus.NO_RECIPIENTS)
    )
    return change.then(fact, at=now, actor=actor)


def compare(name: str, small: Callable[[], object], large: Callable[[], object], times: int) -> float:
    """
    Measure both in turn, print what they cost, and return the ratio of the processor's time.
    """
    spent: dict[str, list[tuple[float, float]]] = {"small": [], "large": []}
    for _ in range(times):
        for size, act in (("small", small), ("large", large)):
            wall, cpu = perf_counter(), process_time()
            act()
            spent[size].append((perf_counter() - wall, process_time() - cpu))
    (wall, cpu), (large_wall, large_cpu) = (
        (median(one for one, _ in spent[size]), median(one for _, one in spent[size])) for size in ("small", "large")
    )
    figures = (wall * 1e3, large_wall * 1e3, large_wall / wall, cpu * 1e3, large_cpu * 1e3, large_cpu / cpu)
    print(f"{name:28}" + "".join(f"{one:10.2f}" for one in figures), flush=True)
    return large_cpu / cpu


def in_hand(act: Callable[[str], None], office: Office, times: int) -> Callable[[], None]:
    """
    Return what does something with one new lead after the other.
    """
    ids = iter([office.a_lead() for _ in range(times)])
    return lambda: act(next(ids))


def main(partners: int, leads: int, times: int) -> None:
    """
    Measure, print the table, and write the ratios.
    """
    with tempfile.TemporaryDirectory() as folder:
        small, large = an_office(Path(folder), 20, 1_000), an_office(Path(folder), partners, leads)
        print(
            f"20 partners and 1,000 leads beside {partners:,} and {leads:,}; medians of {times}, in milliseconds: as it passes, then the processor's"
        )
        print(f"{'':28}" + f"{'few':>10}{'many':>10}{'ratio':>10}" * 2)
        ratios: dict[str, float] = {}
        for tie_break in (TieBreak.ROUND_ROBIN, TieBreak.WEIGHTED, TieBreak.LEAST_LOADED):
            for office in (small, large):
                office.receive(tie_break.value)  # the first form of a process reads the partners
            ratio = compare(
                f"receive, {tie_break.value}",
                lambda: small.receive(tie_break.value),  # noqa: B023  # called at once
                lambda: large.receive(tie_break.value),  # noqa: B023  # called at once
                times,
            )
            ratios.setdefault("receive_growth", ratio)
        ratios["click_growth"] = max(
            compare(name, in_hand(few, small, times), in_hand(many, large, times), times)
            for name, few, many in (
                ("reassign", small.reassign, large.reassign),
                ("click", small.click, large.click),
            )
        )
        OUT.parent.mkdir(exist_ok=True)
        known = json.loads(OUT.read_text(encoding="utf-8")) if OUT.exists() else {}
        rounded = {key: round(ratio, 4) for key, ratio in ratios.items()}
        OUT.write_text(json.dumps(known | rounded, indent=1), encoding="utf-8")
        print(f"{rounded}, written to benchmarks/out/{OUT.name}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--partners", type=int, default=5_000)
    parser.add_argument("--leads", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=51)
    given = parser.parse_args()
    main(given.partners, given.leads, given.times)
