"""
Processes die, and calls fail, at each step of an exchange with each system: nothing is lost, and nothing is there twice.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import httpx
import pytest
from attrs import define
from tests.adapters.connectors.wired import NAMES, UNCHANGED, Server, Wired, wired_to
from tests.processes import SIZE, sized
from tests.reliability.figures import record
from tests.services.builders import Failing

from leadflow.core.kinds import Money
from leadflow.core.opportunities import Opportunity
from leadflow.errors import LeadflowError
from leadflow.services.syncing.pulling import PullReport
from leadflow.services.syncing.pushing import PushReport

SMALL = 8
LONG = 10_000
CITIES = {"ours": "Ulm", "shared": "Kiruna", "there": "Oslo"}


class Died(BaseException):
    """
    The process ends here.
    """


@define
class Line(httpx.BaseTransport):
    """
    A way to the system on which the process dies, or the connection breaks, with one of the requests.

    Attributes:
        server: The system.
        at: The number of the request; 0 for none.
        carried_out: Whether the system still carries it out.
        dies: Whether the process dies; else the connection breaks.
        made: How many requests were made.
    """

    server: Server
    at: int = 0
    carried_out: bool = False
    dies: bool = True
    made: int = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """
        Send a request, or die.
        """
        self.made += 1
        if self.made != self.at:
            return self.server.handle(request)
        if self.carried_out:
            self.server.handle(request)
        raise Died if self.dies else httpx.ReadError("connection reset", request=request)


def prepared(name: str) -> tuple[Wired, Line]:
    """
    Return an office and a system in which something is to be created and changed on both sides.
    """
    wired = wired_to(name, Line)
    line = wired.way
    assert isinstance(line, Line)
    shared = wired.received("shared@x.example", partner="north")
    wired.exchange()
    (there,) = wired.server.ids()
    wired.server.update(there, {wired.server.text: "Kiruna"})
    wired.server.create({wired.server.email: "there@x.example", wired.server.text: "Oslo"})
    wired.received("ours@x.example", partner="north")
    wired.sells(shared, "Roof", "1604.47")
    wired.restart()
    line.made = 0
    return wired, line


def finish(wired: Wired) -> None:
    """
    Exchange until nothing is left, as processes do that are started again.
    """
    quiet = 0
    for _ in range(60):
        wired.advance()
        try:
            done: list[PullReport | PushReport] = [wired.desk.pull("crm"), wired.desk.push("crm")]
        except (LeadflowError, Died):
            wired.restart()
            continue
        moved = {str(outcome) for one in done for outcome in one.counts} - UNCHANGED
        quiet = 0 if moved or any(one.busy or one.delayed_until for one in done) else quiet + 1
        if quiet == 2:
            return
    raise AssertionError("it never ends")


def found(wired: Wired) -> Counter[object]:
    """
    Return what is on both sides, and how often.
    """
    server, (email, city, name, amount) = wired.server, NAMES[wired.name]
    ours = [("ours", str(one.values["email"]).partition("@")[0], one.values.get("city")) for one in wired.leads()]
    rows = [server.values(one) for one in server.ids()]
    theirs = [("theirs", str(one[email]).partition("@")[0], one.get(city)) for one in rows]
    theirs += [("theirs", one[name], Decimal(str(one[amount]))) for one in server.sold()]
    with wired.office.setting.unit() as unit:
        sales = [("ours", one.name, one.amount) for one in unit.records.all(Opportunity)]
    return Counter([*ours, *theirs, *sales])


EXPECTED: Counter[object] = Counter(
    [
        *((side, name, city) for side in ("ours", "theirs") for name, city in CITIES.items()),
        ("ours", "Roof", Money(Decimal("1604.47"), "EUR")),
        ("theirs", "Roof", Decimal("1604.47")),
    ]
)


@pytest.mark.parametrize("name", NAMES)
def test_exchange_may_end_or_fail_at_any_call_and_commit(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The process dies, or the connection breaks, before or after the n-th request is carried out, and the n-th commit fails
    before or after it is written: for every n both sides have everything once in the end.
    """
    monkeypatch.setattr("leadflow.adapters.connectors.salesforce.bulk_writing.sleep", lambda seconds: None)
    whole, line = prepared(name)
    counting = Failing(whole.office.store.open_unit, frozenset(), after=False)
    whole.office.open_unit = counting
    finish(whole)
    assert found(whole) == EXPECTED

    points = [
        *((at, way, dies) for at in range(1, line.made + 1) for way in (False, True) for dies in (True, False)),
        *((-at, way, False) for at in range(1, counting.commits + 1) for way in (False, True)),
    ]
    count = min(len(points), sized(SMALL, LONG))
    chosen = list(dict.fromkeys(points[round(one * (len(points) - 1) / (count - 1))] for one in range(count)))
    lost = doubled = 0
    for at, after, dies in chosen:
        tried, line = prepared(name)
        if at > 0:
            line.at, line.carried_out, line.dies = at, after, dies
        else:
            tried.office.open_unit = Failing(tried.office.store.open_unit, frozenset({-at}), after)
        finish(tried)
        lost += (EXPECTED - found(tried)).total()
        doubled += (found(tried) - EXPECTED).total()
    record(f"R1 {name}", size=SIZE, tried=len(chosen), of=len(points), lost=lost, doubled=doubled)
    assert (lost, doubled) == (0, 0)
