"""
Remembers the result of a step, by the values it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar, cast

from leadflow.core.leads import Lead
from leadflow.core.subjects import Subjects, look_anew
from leadflow.core.values import Columns, Values

__all__ = ["KEPT", "StepMemo"]

T = TypeVar("T")

KEPT: Final = 4_096
"""
So many answers are remembered.
"""

_MANY: Final = 500
"""
A column in which so many values are new, and more than half of all, is not worth remembering.
"""


class _Saying:
    """
    A lead as far as a question looks at it that asks for values only.
    """

    __slots__ = ("values",)

    values: Values


class StepMemo(Generic[T]):
    """
    Answers one question about many leads, and remembers the answers by the values that the question asks about.
    """

    def __init__(
        self,
        asks: tuple[str, ...],
        answer: Callable[[Subjects], T],
        answers: Callable[[Columns], Sequence[T]] | None = None,
    ) -> None:
        """
        Take the question.

        Args:
            asks: The values of a lead that decide the answer, and nothing else does.
            answer: Gives it; never None.
            answers: Gives those for many leads at once; None asks one after the other.
        """
        self._asks = asks
        self._answer = answer
        self._answers = answers
        self._known: dict[Any, T] = {}
        self._repeats = True

    def all(self, leads: Columns, where: Sequence[bool | None] | None = None) -> Sequence[T | None]:
        """
        Return the answer for each lead.

        Args:
            leads: Whom it is asked about.
            where: Where the answer matters; elsewhere it may be None. None asks everywhere.
        """
        if not self._repeats and self._answers is not None:
            return self._answers(leads)
        said = self._said(leads)
        ask = self._asker(leads)
        if not self._repeats:
            return [ask(one) for one in said] if where is None else list(map(_if(ask), where, said))
        found: list[T | None] = list(map(self._known.get, said))
        if None in found:
            self._learn(found, said, ask, where)
        return found

    def _learn(
        self, found: list[T | None], said: Sequence[Any], ask: Callable[[Any], T], where: Sequence[bool | None] | None
    ) -> None:
        if len(self._known) >= KEPT:
            self._known.clear()
        known, new = self._known, 0
        for at, answer in enumerate(found):
            if answer is None and (where is None or where[at]):
                answer = known.get(said[at])
                if answer is None:
                    new += 1
                    answer = known[said[at]] = ask(said[at])
                found[at] = answer
        if new > _MANY and new * 2 > len(said):
            self._repeats = False
            self._known = {}

    def _said(self, leads: Columns) -> Sequence[Any]:
        """
        Return what each lead says: a value where one is asked for, else a tuple; None says nothing.
        """
        columns = [leads.column(name) for name in self._asks]
        return columns[0] if len(columns) == 1 else list(zip(*columns, strict=True)) or [()] * len(leads)

    def _asker(self, leads: Columns) -> Callable[[Any], T]:
        """
        Return what asks about one lead after the other; making each of them would take longer than all the rest.
        """
        layout, names, answer = leads.layout.part(self._asks), self._asks, self._answer
        lead = _Saying()
        lead.values = Values(layout, (None,) * len(layout.names))
        subjects = Subjects(cast(Lead, lead))
        single, whole = len(names) == 1, len(layout.names) == len(names)

        def ask(said: Any) -> T:
            cells = (said,) if single else said
            if not whole:
                cells = tuple([value for name, value in zip(names, cells, strict=True) if name in layout.index])
            lead.values = values = Values(layout, cells)
            # Asked for at once: a question that finds them missing takes twice as long to ask for them.
            values.make_keys(layout.names)
            look_anew(subjects)
            return answer(subjects)

        return ask


def _if(ask: Callable[[Any], T]) -> Callable[[bool | None, Any], T | None]:
    return lambda matters, said: ask(said) if matters else None
