"""
Past leads for the benchmark of assessments: a file of real ones, or made ones whose truth is known.
"""

from __future__ import annotations

import csv
import gzip
import random
from collections.abc import Callable, Collection, Sequence
from math import exp
from pathlib import Path
from typing import Final

from attrs import frozen

from leadflow.core.assessment import PastLead, names_a_trait

__all__ = ["KNOWN_AFTERWARDS", "Leads", "leads_of", "made_leads"]

KNOWN_AFTERWARDS: Final = ("duration", "day", "month")
"""
Columns that are left out: known only after a call, or of the calendar.
"""
_WON: Final = frozenset({"yes", "y", "true", "1", "1.0", "won", "converted", "qualified", "t"})
_OUTCOMES: Final = ("y", "converted", "won", "is_won", "qualified", "outcome", "target", "label", "success")
_NOTHING: Final = frozenset({"", "na", "n/a", "nan", "null", "none", "select"})


@frozen(kw_only=True)
class Leads:
    """
    Leads in the order in which they came.

    Attributes:
        past: Each with its outcome.
        personal: The names of fields that are personal traits, which are left out by default.
        truth: The chance of each to be won; empty if nobody knows.
    """

    past: Sequence[PastLead]
    personal: tuple[str, ...] = ()
    truth: Sequence[float] = ()

    def without(self, names: Collection[str]) -> Sequence[PastLead]:
        """
        Return the leads without the fields *names*.
        """
        return [
            PastLead({name: said for name, said in one.answers.items() if name not in names}, one.won)
            for one in self.past
        ]


def leads_of(path: Path, *, outcome: str | None, left_out: Collection[str]) -> Leads:
    """
    Read a CSV file, gzipped or not, with a lead in each row.

    Args:
        path: Of the file; what separates its cells is found.
        outcome: The column that says whether a lead was won; None is one that is called ``y``, ``converted``, ``won``
            and the like, else the last one.
        left_out: Columns that are not used.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", errors="replace", newline="") as lines:
        head = lines.readline()
        mark = max(";,\t|", key=head.count)
        names = next(csv.reader([head], delimiter=mark))
        rows = [row for row in csv.reader(lines, delimiter=mark) if len(row) == len(names)]
    told = names.index(outcome or _outcome_among(names))
    used = [at for at, name in enumerate(names) if at != told and name.lower() not in left_out]
    past = [PastLead({names[at]: _cell(row[at]) for at in used}, row[told].strip().lower() in _WON) for row in rows]
    return Leads(past=past, personal=tuple(names[at] for at in used if names_a_trait(names[at])))


def _outcome_among(names: Sequence[str]) -> str:
    by_key = {name.strip().lower(): name for name in names}
    return next((by_key[key] for key in _OUTCOMES if key in by_key), names[-1])


def _cell(text: str) -> str | float | None:
    if text.strip().lower() in _NOTHING:
        return None
    try:
        return float(text)
    except ValueError:
        return text


def made_leads(count: int, *, seed: int = 1, strong: float = 0.6, hidden: float = 0.0) -> Leads:
    """
    Make leads with twelve fields, of which some tell nothing, and the chance of each to be won.

    Args:
        count: How many.
        seed: Of the dice.
        strong: How far a usual field moves the log-odds.
        hidden: The share of answers that are not given.
    """
    dice = random.Random(seed)
    fields = [_made_field(dice, number, strong * dice.choice([0.0, 0.2, 0.5, 1.0, 1.5])) for number in range(12)]
    base = dice.choice([-2.5, -1.5, -0.5])
    past: list[PastLead] = []
    truth: list[float] = []
    for _ in range(count):
        answers: dict[str, object] = {}
        log_odds = base
        for number, made in enumerate(fields):
            answer, effect = made(dice)
            log_odds += effect
            answers[f"field_{number}"] = answer if dice.random() >= hidden else None
        chance = 1.0 / (1.0 + exp(-log_odds))
        past.append(PastLead(answers, dice.random() < chance))
        truth.append(chance)
    return Leads(past=past, truth=truth)


def _made_field(dice: random.Random, number: int, scale: float) -> Callable[[random.Random], tuple[object, float]]:
    if number % 3 == 0:
        slope, bend = dice.gauss(0.0, 0.7), dice.gauss(0.0, 0.25)

        def by_number(dice: random.Random) -> tuple[object, float]:
            x = dice.gauss(0.0, 1.0)
            return x, scale * (slope * x + bend * (x * x - 1.0))

        return by_number
    words = dice.choice([2, 3, 4, 8, 12, 30])
    shares = [dice.random() ** 2 + 0.02 for _ in range(words)]
    effects = [dice.gauss(0.0, scale) for _ in range(words)]

    def by_word(dice: random.Random) -> tuple[object, float]:
        word = dice.choices(range(words), shares)[0]
        return f"word {word}", effects[word]

    return by_word
