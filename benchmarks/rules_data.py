"""
Seeded leads, rules and modules for the benchmark of the rule engines.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from attrs import frozen

from leadflow.core.criteria import (
    Condition,
    Criteria,
    EvaluationTime,
    Group,
    all_of,
    any_of,
    check_criteria,
    holds,
    where,
)
from leadflow.core.criteria.checked import CheckedCondition, CheckedCriteria
from leadflow.core.fields import Field
from leadflow.core.kinds import BOOLEAN, DATE, MULTI_CHOICE
from leadflow.core.leads import Lead
from leadflow.core.partners import Partner, PartnerDirectory
from leadflow.core.routing import AssignByRules, Filter, Match, RoutingModule, Rule, TieBreak
from leadflow.core.schema import STANDARD_SCHEMA, Subject
from leadflow.core.subjects import Subjects

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MOMENT = EvaluationTime(NOW, UTC)
SCHEMA = STANDARD_SCHEMA.extend(
    Field("interests", MULTI_CHOICE),
    Field("met_on", DATE),
    Field("newsletter", BOOLEAN),
    partners=(Field("seats", STANDARD_SCHEMA.leads["employee_count"].kind),),
)
FIELDS = (
    *("country", "state", "industry", "city", "postal_code", "employee_count", "title", "email", "language", "rating"),
    *("interests", "met_on", "newsletter"),
)

COUNTRIES = [
    "US",
    "DE",
    "GB",
    "FR",
    "CA",
    "NL",
    "SE",
    "NO",
    "DK",
    "ES",
    "IT",
    "PL",
    "CH",
    "AT",
    "BE",
    "IE",
    "PT",
    "FI",
    "CZ",
    "AU",
]
STATES = [f"State {number}" for number in range(50)]
INDUSTRIES = [
    f"{branch} {part}"
    for branch in ("Health", "Retail", "Steel", "Paper", "Energy", "Media")
    for part in ("Care", "Trade", "Tools", "Online", "Labs")
]
CITIES = [f"City {number}" for number in range(1_000)]
WORDS = [
    "Head",
    "Chief",
    "Senior",
    "Junior",
    "Manager",
    "Director",
    "Engineer",
    "Buyer",
    "Sales",
    "Marketing",
    "Finance",
    "Plant",
    "Quality",
    "IT",
    "Security",
    "Data",
    "Cloud",
    "Owner",
    "Partner",
    "Analyst",
]
LANGUAGES = ["en", "de", "fr", "nl", "sv", "es", "it", "pl"]
RATINGS = ("Hot", "Warm", "Cold")
TAGS = [
    "roof",
    "solar",
    "heat",
    "pump",
    "panel",
    "battery",
    "grid",
    "lease",
    "audit",
    "repair",
    "storage",
    "rental",
    "fleet",
    "city",
    "farm",
]
DOMAINS = [f"example{number}.com" for number in range(200)] + [f"firma{number}.de" for number in range(60)]


def _skewed(dice: random.Random, some: list[str]) -> str:
    return some[min(int(dice.expovariate(5 / len(some))), len(some) - 1)]


def _said(dice: random.Random, number: int) -> dict[str, str]:
    whole = {
        "country": _skewed(dice, COUNTRIES),
        "state": _skewed(dice, STATES),
        "industry": _skewed(dice, INDUSTRIES),
        "city": dice.choice(CITIES),
        "postal_code": f"{dice.randrange(100_000):05}",
        "employee_count": str(int(dice.lognormvariate(4.5, 1.6)) + 1),
        "title": " ".join(dice.sample(WORDS, dice.randint(2, 4))),
        "email": f"person{number}@{dice.choice(DOMAINS)}",
        "language": _skewed(dice, LANGUAGES),
        "rating": dice.choice(RATINGS),
        "interests": ";".join(dice.sample(TAGS, dice.randint(1, 3))),
        "met_on": (date(2024, 1, 1) + timedelta(dice.randrange(780))).isoformat(),
        "newsletter": dice.choice(("yes", "no")),
    }
    return {name: text for at, (name, text) in enumerate(whole.items()) if dice.random() > (1 + at * 19 / 12) / 100}


def make_leads(count: int, seed: int = 1) -> list[Lead]:
    """
    Return leads of which 1 to 20 % say nothing of a field.
    """
    dice = random.Random(seed)
    return [
        Lead(
            id=f"l{at}",
            supplier_id="acme",
            values=SCHEMA.leads.fill(**_said(dice, at)),
            received_at=NOW,
            modified_at=NOW,
        )
        for at in range(count)
    ]


def _first_conditions(dice: random.Random) -> list[Condition]:
    found = []
    for name, some in (("country", COUNTRIES), ("state", STATES), ("industry", INDUSTRIES)):
        found += [where(name, "equals", one) for one in some]
        found += [where(name, "in", dice.sample(some, dice.randint(2, 5))) for _ in range(60)]
    return found


def _more_conditions(dice: random.Random) -> list[Condition]:
    sizes = [10, 20, 25, 50, 75, 100, 150, 200, 250, 300, 500, 750, 1_000, 1_500, 2_000, 2_500, 5_000]
    found = [
        where("employee_count", dice.choice(("less_than", "greater_or_equal", "greater_than")), one)
        for one in sizes
        for _ in "ab"
    ]
    found += [where("employee_count", "between", *sorted(dice.sample(sizes, 2))) for _ in range(40)]
    found += [where("city", "in", dice.sample(CITIES, dice.randint(5, 60))) for _ in range(80)]
    found += [where("city", "equals", one) for one in dice.sample(CITIES, 100)]
    found += [
        where("postal_code", "starts_with", str(dice.randrange(10 ** (size := dice.randint(1, 3)))).zfill(size))
        for _ in range(120)
    ]
    found += [
        where("title", operator, one) for operator in ("contains", "not_contains", "starts_with") for one in WORDS
    ]
    found += [where("email", "ends_with", one) for one in (".de", "firma1.de", *dice.sample(DOMAINS, 30))]
    found += [where("country", "not_in", dice.sample(COUNTRIES, 3)) for _ in range(20)]
    found += [where("industry", "not_equals", one) for one in INDUSTRIES]
    found += [where("language", "equals", one) for one in LANGUAGES] + [
        where("rating", "equals", one) for one in RATINGS
    ]
    found += [where("interests", "contains_any", dice.sample(TAGS, dice.randint(1, 3))) for _ in range(40)]
    found += [where("interests", "contains_none", dice.sample(TAGS, 2)) for _ in range(10)]
    found += [where("met_on", dice.choice(("before", "on_or_after")), f"2025-{month:02}-01") for month in range(1, 13)]
    found += [where("newsletter", "equals", True), where("newsletter", "equals", False)]
    return [*found, where("rating", "is_empty"), where("rating", "is_not_empty"), where("title", "is_empty")]


@frozen(eq=False)
class Asked:
    """
    A condition, checked, and the sample leads that it holds for, as bits.
    """

    checked: CheckedCondition
    held: int


class RuleMaker:
    """
    Makes rules of one to three groups of one to four conditions; 80 % of the groups begin with equality or in on
    country, state or industry.
    """

    def __init__(self, sample: list[Lead], seed: int = 2) -> None:
        self.dice = random.Random(seed)
        self._sample = [Subjects(lead) for lead in sample]
        self._first = [self._asked(one) for one in _first_conditions(self.dice)]
        self._more = [self._asked(one) for one in _more_conditions(self.dice)]
        self._tenths = [self._asked(where("postal_code", "starts_with", str(digit))) for digit in range(10)]
        self._hundredths = [self._asked(where("postal_code", "starts_with", f"{digits:02}")) for digits in range(100)]

    def _asked(self, condition: Condition) -> Asked:
        checked, problems = check_criteria(any_of(condition), SCHEMA)
        assert checked is not None, problems
        held = sum(1 << at for at, one in enumerate(self._sample) if holds(checked, one, MOMENT))
        return Asked(checked.groups[0][0], held)

    def _group(self, rate: float, least: list[Asked]) -> list[CheckedCondition]:
        dice, most = self.dice, rate * len(self._sample)
        while True:
            opening = self._first if dice.random() < 0.8 else self._more
            group = [dice.choice(opening), *dice.sample(self._more, dice.choice((0, 1, 1, 2, 2, 3)))]
            held = -1
            for one in group:
                held &= one.held
            if 0 < held.bit_count() <= most:
                narrowing = [dice.choice(least)] if least else []
                return [one.checked for one in [*group, *narrowing]]

    def rules(self, count: int, rate: float = 0.006, *, narrower: int = 1) -> list[CheckedCriteria]:
        """
        Return rules of which each group holds for at most *rate* of the leads, *narrower* (1, 10, 100) times fewer.
        """
        least = {1: [], 10: self._tenths, 100: self._hundredths}[narrower]
        sizes = (self.dice.choice((1, 1, 1, 2, 2, 3)) for _ in range(count))
        return [self._checked([self._group(rate, least) for _ in range(size)]) for size in sizes]

    def _checked(self, groups: list[list[CheckedCondition]]) -> CheckedCriteria:
        written = Criteria(tuple(Group(tuple(one.condition for one in group)) for group in groups))
        return CheckedCriteria(written, tuple(map(tuple, groups)))


def plain(lead: Lead) -> dict[str, Any]:
    """
    Return the keys of what a lead says, None where it says nothing; sets as sorted lists.
    """
    keys = {name: lead.key(name) for name in FIELDS}
    return {name: sorted(key) if isinstance(key, frozenset) else key for name, key in keys.items()}


def make_roster(count: int, seed: int = 3) -> PartnerDirectory:
    """
    Return partners with territories, specialisations and tiers.
    """
    dice = random.Random(seed)
    return PartnerDirectory.of(
        Partner(
            id=f"p{at:05}",
            name=f"Partner {at}",
            tier=dice.choice(("Gold", "Silver", "Bronze")),
            territories=tuple(dice.sample(COUNTRIES, dice.randint(1, 4))),
            specialisations=tuple(dice.sample(INDUSTRIES, dice.randint(1, 6))),
        )
        for at in range(count)
    )


GOOD = any_of(all_of(where("tier", "in", ["Gold", "Silver"], subject=Subject.PARTNER)))


def narrowing_module() -> RoutingModule:
    """
    Return a module that narrows by country, industry and tier.
    """
    return RoutingModule(
        name="narrowing",
        steps=(
            Match(lead_field="country", partner_field="territories"),
            Match(lead_field="industry", partner_field="specialisations"),
            Filter(criteria=GOOD),
        ),
        tie_break=TieBreak.ROUND_ROBIN,
    )


def rules_module(rules: list[CheckedCriteria], directory: PartnerDirectory, seed: int = 4) -> RoutingModule:
    """
    Return a module of three steps: the first of many rules that holds names 20 partners, then territory, then tier.
    """
    dice = random.Random(seed)
    ids = [one.id for one in directory.partners]
    named = tuple(Rule(criteria=one.criteria, partners=tuple(dice.sample(ids, 20))) for one in rules)
    return RoutingModule(
        name="rules",
        steps=(
            AssignByRules(rules=named),
            Match(lead_field="country", partner_field="territories"),
            Filter(criteria=GOOD),
        ),
        tie_break=TieBreak.ROUND_ROBIN,
    )
