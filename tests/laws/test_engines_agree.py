"""
Every engine gives the same answer as judging, for whatever criteria and leads.

Engines are made of questions, which `question_of` makes of conditions; judging knows nothing of questions and asks the
test of each operator. So what a condition accepts is said once for all that runs, and this law holds it against a
second way of saying it, which shares nothing with the first.

An engine takes criteria, subjects and a moment, and gives for each of the subjects the numbers of the criteria that
hold. Another engine joins by a line in `ENGINES`; where it cannot run an operator it says so in `LACKS`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from tests.laws.engine_cases import checked, every_condition, every_subject, moments, subjects

from leadflow.core import criteria as criteria_package
from leadflow.core.criteria import EvaluationTime, evaluate, holds
from leadflow.core.criteria.checked import CheckedCriteria
from leadflow.core.criteria.engines.accepted_keys import accepts
from leadflow.core.criteria.engines.asked_fields import read_column
from leadflow.core.criteria.engines.compiled import Matcher, compile_criteria, questions_of
from leadflow.core.criteria.engines.questions import Other, Question
from leadflow.core.criteria.engines.rule_sets import RuleSet
from leadflow.core.criteria.judging import ask
from leadflow.core.kinds import KINDS
from leadflow.core.subjects import Subjects
from leadflow.core.values import Columns
from leadflow.testing.builders import KIT_SCHEMA, NOW

Held = list[list[int]]
Engine = Callable[[Sequence[CheckedCriteria], Sequence[Subjects], EvaluationTime], Held]

WINDOW: Final = 12
_THERE: Final = EvaluationTime(NOW, ZoneInfo("America/Los_Angeles"))
# All engines get the same examples: making them costs more than asking ten engines.
EXAMPLES: Final = 4_000 if os.environ.get("LEADFLOW_SOAK") else 200


def _by_holds(criteria: Sequence[CheckedCriteria], subjects: Sequence[Subjects], moment: EvaluationTime) -> Held:
    return [[at for at, one in enumerate(criteria) if holds(one, those, moment)] for those in subjects]


def _by_questions(criteria: Sequence[CheckedCriteria], subjects: Sequence[Subjects], moment: EvaluationTime) -> Held:
    """
    Ask the questions as they are read: what all other engines are faster ways to do.
    """
    asked = [questions_of(one, moment) for one in criteria]
    return [
        [at for at, groups in enumerate(asked) if any(all(_says_yes(q, those, moment) for q in qs) for qs in groups)]
        for those in subjects
    ]


def _says_yes(question: Question, subjects: Subjects, moment: EvaluationTime) -> bool:
    if isinstance(question, Other):
        return bool(ask(question.condition, subjects, moment))
    key = read_column(question.column, moment)(subjects)
    absent = key is None or (question.column.blank and not key)
    return question.if_missing if absent else accepts(question)(key)


def _by_matcher(criteria: Sequence[CheckedCriteria], subjects: Sequence[Subjects], moment: EvaluationTime) -> Held:
    matchers = [compile_criteria(one, moment) for one in criteria]
    return [[at for at, matcher in enumerate(matchers) if matcher.holds(those)] for those in subjects]


def _by_selection(criteria: Sequence[CheckedCriteria], subjects: Sequence[Subjects], moment: EvaluationTime) -> Held:
    matchers = [compile_criteria(one, moment) for one in criteria]

    def held(matcher: Matcher, those: Subjects) -> bool:
        if those.lead is None or those.partner or those.campaign:
            return matcher.holds(those)
        return matcher.select([those.lead]) == [those.lead]

    return [[at for at, matcher in enumerate(matchers) if held(matcher, those)] for those in subjects]


def _by_sieve(criteria: Sequence[CheckedCriteria], subjects: Sequence[Subjects], moment: EvaluationTime) -> Held:
    """
    Ask about the lead by column, where nothing but its keys is asked for.
    """
    matchers = [compile_criteria(one, moment) for one in criteria]

    def held(matcher: Matcher, those: Subjects) -> bool:
        if those.lead is None or matcher.sieve is None:
            return matcher.holds(those)
        return matcher.sieve(Columns.of([those.lead.values])) == [True]

    return [[at for at, matcher in enumerate(matchers) if held(matcher, those)] for those in subjects]


def _by_set(few: int, block: int) -> Engine:
    def run(criteria: Sequence[CheckedCriteria], subjects: Sequence[Subjects], moment: EvaluationTime) -> Held:
        rules = RuleSet(criteria, moment, few=few, block=block)
        return [list(rules.all(those)) for those in subjects]

    return run


def _by_first(few: int, block: int) -> Engine:
    """
    Ask for the first one again and again, of the criteria that come after.
    """

    def run(criteria: Sequence[CheckedCriteria], subjects: Sequence[Subjects], moment: EvaluationTime) -> Held:
        parts = [criteria[start : start + WINDOW] for start in range(len(criteria))]
        rules = [RuleSet(part, moment, few=few, block=block) for part in parts]
        return [_firsts(rules, those) for those in subjects]

    return run


def _firsts(rules: Sequence[RuleSet], subjects: Subjects) -> list[int]:
    found: list[int] = []
    start = 0
    while start < len(rules):
        number = rules[start].first(subjects)
        if number is not None:
            found.append(start + number)
        start += WINDOW if number is None else number + 1
    return found


ENGINES: Final[Mapping[str, Engine]] = {
    "holds": _by_holds,
    "questions": _by_questions,
    "compiled": _by_matcher,
    "compiled, selecting": _by_selection,
    "compiled, by column": _by_sieve,
    "chain, all": _by_set(few=10_000, block=64),
    "chain, first": _by_first(few=10_000, block=64),
    "tables, all": _by_set(few=0, block=64),
    "tables, all, many blocks": _by_set(few=0, block=3),
    "tables, first": _by_first(few=0, block=3),
}

LACKS: Final[Mapping[str, frozenset[str]]] = {}
"""
The operators that an engine cannot run, by its name; criteria with one of them are not given to it.
"""


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(criteria=checked(), those=st.lists(subjects(), min_size=4, max_size=6), moment=moments())
def test_every_engine_holds_what_judging_holds(
    criteria: list[CheckedCriteria], those: list[Subjects], moment: EvaluationTime
) -> None:
    """
    Each engine finds exactly the criteria of which the verdict is yes.
    """
    note("\n".join(str(one.criteria) for one in criteria))
    verdicts = [[evaluate(one, some, moment).holds for one in criteria] for some in those]

    for engine in ENGINES:
        able = _able(engine, criteria)
        judged = [[number for number, at in enumerate(able) if found[at]] for found in verdicts]

        assert ENGINES[engine]([criteria[at] for at in able], those, moment) == judged, engine


def _able(engine: str, criteria: Sequence[CheckedCriteria]) -> list[int]:
    """
    Return the numbers of the criteria that an engine can run.
    """
    lacks = LACKS.get(engine, frozenset())
    names = [{asked.operator.name for group in one.groups for asked in group} for one in criteria]
    return [at for at, asked in enumerate(names) if not asked & lacks]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_operator_of_every_kind(kind: str, engine: str) -> None:
    """
    Each operator answers like judging on each sample of its kind, and where nothing is said.
    """
    every, those, verdicts = _judged(kind)
    able = _able(engine, every)
    judged = [[number for number, at in enumerate(able) if found[at]] for found in verdicts]

    assert ENGINES[engine]([every[at] for at in able], those, _THERE) == judged


@cache
def _judged(kind: str) -> tuple[list[CheckedCriteria], list[Subjects], list[list[bool]]]:
    """
    Return the conditions and the samples of a kind, and for each sample which of the conditions hold.
    """
    declared = KIT_SCHEMA.leads[f"kit_{kind}"]
    criteria, those = every_condition(declared), every_subject(declared)
    return criteria, those, [[evaluate(one, some, _THERE).holds for one in criteria] for some in those]


def test_judging_and_questions_share_nothing() -> None:
    """
    The law is worth something because neither side is made of the other.
    """
    questions = {"accepted_keys", "questions"}
    judging = {"judging", "checking", "checked"}

    assert not questions & _imported(*judging, "operators")
    assert not {"judging"} & _imported(*questions)
    assert not any("operator.build" in _source(name) or ".test(" in _source(name) for name in questions)


def _imported(*modules: str) -> set[str]:
    return {
        name
        for one in modules
        for name in re.findall(r"from leadflow\.core\.criteria\.(?:engines\.)?(\w+)", _source(one))
    }


def _source(module: str) -> str:
    (path,) = Path(criteria_package.__file__).parent.rglob(f"{module}.py")
    return path.read_text(encoding="utf-8")
