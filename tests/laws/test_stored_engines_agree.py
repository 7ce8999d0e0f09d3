"""
The law that holds the engines on stored keys together: SQLite, PostgreSQL and data frames answer as judging does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from tests.laws.pairs import Asked, every_question, some_criteria
from tests.laws.strategies import SOAK

Answers = list[list[Any]]
Ask = Callable[[Sequence[Asked]], Answers]

SEEDS: Final = range(7, 37) if SOAK else range(7, 8)
LEADS: Final = 160
DRAWN: Final = 400
# So many criteria are asked in one query.
TOGETHER: Final = 25


def questions(seed: int) -> list[Asked]:
    """
    Return every question alone, and criteria of several.
    """
    return [*every_question(seed), *some_criteria(seed, DRAWN)]
