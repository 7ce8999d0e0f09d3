"""
Compiles criteria to one Python function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from leadflow.core.arguments import checked
from leadflow.core.criteria.checked import CheckedCriteria
from leadflow.core.criteria.engines.generated_code import GeneratedCode
from leadflow.core.criteria.engines.questions import Question, question_of
from leadflow.core.criteria.operators import EvaluationTime
from leadflow.core.leads import Lead
from leadflow.core.subjects import Subjects
from leadflow.core.values import Columns

__all__ = ["Matcher", "compile_criteria", "questions_of"]


class Matcher:
    """
    Criteria made ready to be judged many times at one moment; made by `compile_criteria`.

    It can be pickled, and is compiled again where it is loaded.

    Attributes:
        criteria: What it was made from.
        moment: When and where they are judged.
        holds: Says whether the criteria hold for subjects.
        select: Returns those of many leads for which the criteria hold, without a partner or a campaign beside them.
        sieve: Says for each of many leads, kept by column, whether the criteria hold; None if they ask about more than
            keys of what a lead says.
    """

    __slots__ = ("criteria", "holds", "moment", "select", "sieve")

    def __init__(self, criteria: CheckedCriteria, moment: EvaluationTime) -> None:
        self.criteria = criteria
        self.moment = moment
        questions = questions_of(criteria, moment)
        self.holds = _holds(questions, moment)
        self.select = _select(questions, moment) or self._ask_each
        self.sieve = _sieve(questions, moment)

    def _ask_each(self, leads: Iterable[Lead]) -> list[Lead]:
        return [lead for lead in leads if self.holds(Subjects(lead))]

    def __call__(self, subjects: Subjects) -> bool:
        return self.holds(subjects)

    def __reduce__(self) -> tuple[type[Matcher], tuple[CheckedCriteria, EvaluationTime]]:
        return Matcher, (self.criteria, self.moment)


@checked
def compile_criteria(criteria: CheckedCriteria, moment: EvaluationTime) -> Matcher:
    """
    Compile *criteria* for many subjects at *moment*.
    """
    return Matcher(criteria, moment)


def questions_of(criteria: CheckedCriteria, moment: EvaluationTime) -> list[list[Question]]:
    """
    Return the questions of each group; those that always hold are left out.
    """
    return [[asked for one in group if (asked := question_of(one, moment))] for group in criteria.groups]


def _holds(questions: list[list[Question]], moment: EvaluationTime) -> Callable[[Subjects], bool]:
    source = GeneratedCode(moment)
    body = [f"if {source.group(group)}: return True" for group in questions]
    return source.function([*body, "return False"])


def _select(questions: list[list[Question]], moment: EvaluationTime) -> Callable[[Iterable[Lead]], list[Lead]] | None:
    source = GeneratedCode(moment)
    return source.selection(_any(source, questions))


def _sieve(questions: list[list[Question]], moment: EvaluationTime) -> Callable[[Columns], list[bool]] | None:
    source = GeneratedCode(moment)
    return source.sieve(_any(source, questions))


def _any(source: GeneratedCode, questions: list[list[Question]]) -> str:
    return " or ".join(f"({source.group(group)})" for group in questions) or "False"
