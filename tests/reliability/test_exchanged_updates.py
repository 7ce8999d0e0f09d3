"""
Two systems and leadflow are changed at random, against a model that is a dictionary.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from attrs import define, evolve, field
from tests.processes import SIZE, sized
from tests.reliability.figures import record
from tests.services.syncing import CRM, FIELDS, THEIRS, Bureau, a_bureau, with_policy

from leadflow.core.connectors import RemoteValue, SyncConflictPolicy
from leadflow.core.leads import Lead

UPDATES = sized(10_000, 30_000)
MOST = 29
LEADS = 20
CITIES = ("Kiruna", "Oslo", "Luleå", "Bergen", None)
COMPANIES = ("Granit", "Basalt", "Gneis")
SIDES = ("ours", "crm", "theirs")


@define
class Model:
    """
    What each side was told, since all of them agreed last.

    Attributes:
        agreed: By lead and field what all sides said then.
        written: By lead and field what was written since, and by whom, in order.
    """

    agreed: dict[tuple[int, str], object] = field(factory=dict)
    written: dict[tuple[int, str], list[tuple[str, object]]] = field(factory=dict)

    def write(self, lead: int, name: str, side: str, value: object) -> None:
        """
        Note that a side was told a value.
        """
        self.written.setdefault((lead, name), []).append((side, value))

    def allowed(self, lead: int, name: str) -> set[object]:
        """
        Return what all sides may say in the end: what the only side that was told anything was told last, else what
        one of them was told.
        """
        told = self.written.get((lead, name), [])
        if not told:
            return {self.agreed.get((lead, name))}
        if len({side for side, _ in told}) == 1:
            return {told[-1][1]}
        return {value for _, value in told} | {self.agreed.get((lead, name))}


def quiet(bureau: Bureau) -> int:
    """
    Exchange until nothing is written any more, and return how many rounds that took; more than there may be if it never ends.
    """
    for number in range(1, MOST + 1):
        bureau.office.clock.advance(timedelta(hours=1))
        bureau.crm_clock.advance(timedelta(hours=1))
        bureau.theirs_clock.advance(timedelta(hours=1))
        counts = set[str]()
        for name in ("crm", "theirs"):
            counts |= {str(one) for one in bureau.desk.pull(name).counts}
            counts |= {str(one) for one in bureau.desk.push(name).counts}
        if not counts - {"unchanged", "ignored"}:
            return number
    return MOST + 1


def shown(bureau: Bureau, lead: Lead, side: str, name: str) -> object:
    """
    Return what a side says of a field.
    """
    if side == "ours":
        return bureau.lead(lead.id).values.get(name)
    remote = {"city": "City", "company": "Company"}[name]
    return bureau.remote(lead, side).get(remote)


def an_exchange(policy: SyncConflictPolicy, seed: int) -> tuple[Bureau, list[Lead], random.Random]:
    """
    Return a bureau whose leads are on all sides.
    """
    bureau = a_bureau(with_policy(CRM, policy), with_policy(THEIRS, policy))
    leads = [bureau.receive(f"{number}@granit.example", city="Kiruna", company="Granit") for number in range(LEADS)]
    for lead in leads:
        bureau.office.at("north").accept(lead.id)
    quiet(bureau)
    return bureau, leads, random.Random(seed)


@pytest.mark.parametrize("policy", [SyncConflictPolicy.THEIRS, SyncConflictPolicy.OURS, SyncConflictPolicy.NEWEST])
def test_two_systems_agree_and_lose_nothing(policy: SyncConflictPolicy) -> None:
    """
    Random updates on three sides: in the end all sides say the same, what one side alone changed is what they say, and
    nothing is sent any more.
    """
    bureau, leads, dice = an_exchange(policy, 17)
    model = Model(
        {(n, name): shown(bureau, one, "ours", name) for n, one in enumerate(leads) for name in ("city", "company")}
    )
    done = longest = lost = endless = 0
    while done < UPDATES // 3 + 1:
        for _ in range(dice.randint(1, 12)):
            done += 1
            number, side = dice.randrange(LEADS), dice.choice(SIDES)
            name, values = dice.choice((("city", CITIES), ("company", COMPANIES)))
            _update(bureau, leads[number], side, name, dice.choice(values))
            model.write(number, name, side, shown(bureau, leads[number], side, name))
            if dice.random() < 0.15:
                _exchange_something(bureau, dice)
        rounds = quiet(bureau)
        longest, endless = max(longest, rounds), endless + (rounds > MOST)
        for number, name in model.written:
            said = {shown(bureau, leads[number], side, name) for side in SIDES}
            lost += len(said) > 1 or not said <= model.allowed(number, name)
            model.agreed[number, name] = said.pop()
        model.written.clear()
    record(f"R12 {policy.value}", size=SIZE, updates=done, rounds=longest, ping_pong=endless, lost=lost)
    assert (endless, lost) == (0, 0)
    assert longest <= 8
    assert len(bureau.office.leads()) == len(bureau.crm.ids()) == len(bureau.theirs.ids()) == LEADS


def _update(bureau: Bureau, lead: Lead, side: str, name: str, value: str | None) -> None:
    bureau.office.clock.advance(timedelta(seconds=1))
    if side == "ours":
        bureau.office.desk.edit(lead.id, {name: value})
    else:
        remote = {"city": "City", "company": "Company"}[name]
        bureau.system(side).update(bureau.id(lead, side), {remote: value})
        {"crm": bureau.crm_clock, "theirs": bureau.theirs_clock}[side].advance(timedelta(seconds=1))


def _exchange_something(bureau: Bureau, dice: random.Random) -> None:
    calls: tuple[Callable[[str], object], ...] = (bureau.desk.pull, bureau.desk.push)
    name = dice.choice(("crm", "theirs"))
    if dice.random() < 0.2:
        bureau.system(name).lose_answers(dice.randint(1, 3), written=dice.random() < 0.5)
    dice.choice(calls)(name)


def _upper(value: RemoteValue) -> RemoteValue:
    return value.upper() if isinstance(value, str) else value


def _lower(value: RemoteValue) -> RemoteValue:
    return value.lower() if isinstance(value, str) else value


def test_systems_that_write_values_in_their_own_way_do_not_send_them_for_ever() -> None:
    """
    One system writes cities in capitals and the other one in small letters: it ends, with each city as it was.
    """
    bureau, leads, dice = an_exchange(SyncConflictPolicy.THEIRS, 4)
    bureau.crm.writes["City"], bureau.theirs.writes["City"] = _upper, _lower

    for _ in range(30):
        lead = leads[dice.randrange(LEADS)]
        city = dice.choice(("Kiruna", "Oslo", "Bergen"))
        bureau.office.desk.edit(lead.id, {"city": city})
        assert quiet(bureau) <= MOST
        assert {str(shown(bureau, lead, side, "city")).lower() for side in SIDES} == {city.lower()}


def test_echo_is_known_without_marks_and_whatever_the_clocks_say() -> None:
    """
    Two systems whose clocks are an hour apart send nothing back that they got.
    """
    bureau = a_bureau(CRM, evolve(THEIRS, leads=FIELDS))
    bureau.crm_clock.advance(timedelta(minutes=30))
    bureau.theirs_clock.advance(timedelta(minutes=-30))
    lead = bureau.receive(city="Kiruna")
    bureau.office.at("north").accept(lead.id)
    quiet(bureau)
    before = bureau.office.events(lead.id)
    bureau.theirs.update(bureau.id(lead, "theirs"), {"City": "Oslo"})

    quiet(bureau)

    assert bureau.remote(lead)["City"] == "Oslo"
    assert len(bureau.office.events(lead.id)) == len(before) + 1
