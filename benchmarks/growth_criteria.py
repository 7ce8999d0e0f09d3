"""
What names that nobody has and modules of many rules cost.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.receive import HOST, a_step, an_office

from leadflow.core.criteria import EvaluationTime
from leadflow.core.intake import InvalidDraft, read_draft
from leadflow.core.partners import Partner, PartnerDirectory
from leadflow.core.routing import RoutingModule, lint_module
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.services import SupplierDesk

__all__ = ["lint_seconds", "near_names"]


def near_names(folder: Path, partners: int, times: int) -> float:
    """
    Return the milliseconds of a whole form that names a partner whom nobody is called, each time another.
    """
    desk, numbers = SupplierDesk(an_office(folder, partners, 0).setting, HOST), count()

    def refused() -> float:
        number = next(numbers)
        draft = read_draft(
            STANDARD_SCHEMA, {"email": "ann@example.com"}, partner=f"Partnr {number * 7 % partners}{number % 9}"
        )
        start = process_time()
        done = desk.receive(draft)
        taken = process_time() - start
        assert isinstance(done, InvalidDraft)
        assert done.problems[0].suggestions
        return taken * 1e3

    refused()  # the first form after a change reads the partners
    return median(refused() for _ in range(times))


def lint_seconds(rules: int) -> float:
    """
    Return the seconds of linting a module of so many rules.
    """
    directory = PartnerDirectory.of([Partner(id=f"p{number:05}", name=f"Partner {number}") for number in range(20)])
    module = RoutingModule(name="many", steps=(a_step(rules, 20),))
    moment = EvaluationTime(datetime(2026, 3, 2, tzinfo=UTC), UTC)
    start = process_time()
    lint_module(module, STANDARD_SCHEMA, directory, moment)
    return process_time() - start
