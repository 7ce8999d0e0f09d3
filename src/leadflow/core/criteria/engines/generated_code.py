"""
Generates functions from questions; input enters as constants, never as code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from leadflow.core.criteria.engines.asked_fields import AskedField, is_lead_key, read_column
from leadflow.core.criteria.engines.questions import Among, HasWords, Other, Question, Span, Text, TextPlace, Within
from leadflow.core.criteria.judging import ask
from leadflow.core.criteria.operators import EvaluationTime
from leadflow.core.kinds import Key
from leadflow.core.leads import Lead
from leadflow.core.schema import Subject
from leadflow.core.subjects import Subjects
from leadflow.core.values import Columns, Values

__all__ = ["GeneratedCode"]

Maker = Callable[[Subjects, tuple[str, ...]], Mapping[str, Key | None]]

_KEYS: Final[Mapping[Subject, tuple[str, str, Maker]]] = {
    Subject.LEAD: ("lead_keys", "lead_keys", Subjects.make_lead_keys),
    Subject.PARTNER: (
        "partner_keys",
        "partner.attributes.keys_made",
        lambda of, names: _make_keys(of.partner.attributes if of.partner else None, names),
    ),
    Subject.CAMPAIGN: (
        "campaign_keys",
        "campaign.attributes.keys_made",
        lambda of, names: _make_keys(of.campaign.attributes if of.campaign else None, names),
    ),
}
"""
The local that the keys of a subject are in, where they are found, and what makes them.
"""

_SHORT: Final = 2_000
"""
The most characters of a text that is remembered: longer ones seldom come again.
"""

_COSTS: Final = {Among: 0, Within: 1, HasWords: 2, Text: 3, Other: 9}


class GeneratedCode:
    """
    The source of one function, with its constants.

    Its text consists of names made here and of nothing else.
    """

    def __init__(self, moment: EvaluationTime) -> None:
        self.moment = moment
        self._constants: dict[str, object] = {}
        self._names: dict[tuple[type, object], str] = {}
        self._columns: dict[AskedField, str] = {}
        self._uses: Counter[AskedField] = Counter()

    def constant(self, value: Any, *, shared: bool = True) -> str:
        """
        Return the name of the constant *value*; equal values share one, if they can be hashed and *shared*.
        """
        name = f"c{len(self._constants)}"
        if shared:
            name = self._names.setdefault((type(value), value), name)
        self._constants[name] = value
        return name

    def column(self, column: AskedField) -> str:
        """
        Return the local name of what is read of *column*, for one expression whose first words ask it.
        """
        self._uses[column] += 1
        return self._columns.setdefault(column, f"v{len(self._columns)}")

    def keys(self, columns: Iterable[AskedField]) -> str:
        """
        Return the local name of the lead's keys, and have those of *columns* among them.
        """
        needed = [column for column in columns if is_lead_key(column)]
        for column in needed:
            self._columns.setdefault(column, f"v{len(self._columns)}")
        return _KEYS[Subject.LEAD][0] if needed else "None"

    def function(self, body: Sequence[str]) -> Callable[[Subjects], Any]:
        """
        Return the function of *subjects* whose lines are *body*.
        """
        lines = self._reading(body)
        keyed = self._keyed()
        names = [_KEYS[subject][0] for subject in keyed]
        if not keyed:
            return self._made(["def function(subjects):", *_deeper(lines, 1)])
        # Keys are made at the first question: where one is missing, or a subject, all are made and asked again.
        text = [f"def again(subjects, {', '.join(names)}):", *_deeper(lines, 1)]
        finding = [f"{_KEYS[subject][0]} = subjects.{_KEYS[subject][1]}" for subject in keyed]
        text += ["def function(subjects):", "    try:", *_deeper([*finding, *lines], 2)]
        making = f"return again(subjects, {', '.join(self._making(keyed))})"
        return self._made([*text, "    except (KeyError, AttributeError):", f"        {making}"])

    def selection(self, test: str) -> Callable[[Iterable[Lead]], list[Lead]] | None:
        """
        Return the function of leads that returns those for which the expression *test* is true.

        None if it asks about more than what a lead says: that takes subjects.
        """
        lines = self._reading([f"if {test}: found.append(lead)"])
        keyed = self._keyed()
        if list(keyed) != [Subject.LEAD] or not all(column.keyed for column in self._columns) or "subjects" in test:
            return None
        name = _KEYS[Subject.LEAD][0]
        making = f"{name} = lead.values.make_keys({self.constant(tuple(keyed[Subject.LEAD]))})"
        text = ["def function(leads):", "    found = []", "    for lead in leads:", "        try:"]
        text += [f"            {name} = lead.values.keys_made", *_deeper(lines, 3)]
        text += ["        except KeyError:", f"            {making}", *_deeper(lines, 3), "    return found"]
        return self._made(text)

    def sieve(self, test: str) -> Callable[[Columns], list[bool]] | None:
        """
        Return the function that says for each of many leads, kept by column, whether the expression *test* is true.

        None if it asks about more than the keys of a lead.
        """
        if not self._columns or not all(map(is_lead_key, self._columns)) or "subjects" in test:
            return None
        keys = [f"leads.keys({self.constant(column.name)})" for column in self._columns]
        each = f"for {', '.join(self._columns.values())}, in {self.constant(zip)}({', '.join(keys)})"
        return self._made(["def function(leads):", f"    return [True if {test} else False {each}]"])

    def _reading(self, body: Sequence[str]) -> list[str]:
        """
        A column that one expression asks is read there, and not at all where that is not reached; others before.
        """
        text, reading = "\n".join(body), []
        for column, name in self._columns.items():
            uses = len(re.findall(rf"\b{name}\b", text))
            if self._uses[column] == 1:
                read = self._read(column) if uses == 1 else f"({name} := {self._read(column)})"
                text = re.sub(rf"\b{name}\b", read, text, count=1)
            elif uses:
                reading.append(f"{name} = {self._read(column)}")
        return [*reading, *text.split("\n")]

    def _making(self, keyed: Mapping[Subject, list[str]]) -> list[str]:
        return [
            f"{self.constant(_KEYS[subject][2])}(subjects, {self.constant(tuple(names))})"
            for subject, names in keyed.items()
        ]

    def _made(self, lines: Sequence[str]) -> Callable[[Any], Any]:
        # Constants are locals of the maker, so that functions of one text share its code: as globals they would differ
        # for each of them, and what the interpreter remembers of a code's globals would be wrong every time.
        text = "\n".join([f"def made({', '.join(self._constants)}):", *_deeper(lines, 1), "    return function"])
        maker = _maker(text) if len(text) <= _SHORT else _maker.__wrapped__(text)
        made: Callable[[Any], Any] = maker(*self._constants.values())
        return made

    def _keyed(self) -> dict[Subject, list[str]]:
        keyed: dict[Subject, list[str]] = {}
        for column in self._columns:
            if column.keyed:
                keyed.setdefault(column.subject, []).append(column.name)
        return keyed

    def _read(self, column: AskedField) -> str:
        if column.keyed:
            return f"{_KEYS[column.subject][0]}[{self.constant(column.name)}]"
        return f"{self.constant(read_column(column, self.moment), shared=False)}(subjects)"

    def group(self, questions: Sequence[Question]) -> str:
        """
        Return the expression that is true where all of *questions* are answered with yes, the cheapest asked first.
        """
        ordered = sorted(questions, key=lambda one: _COSTS[type(one)])
        return " and ".join(f"({self.question(one)})" for one in ordered) or "True"

    def question(self, question: Question) -> str:
        """
        Return the expression that is true where *question* is answered with yes.
        """
        match question:
            case Among():
                return self._among(question)
            case Other():
                asked, moment = (self.constant(one, shared=False) for one in (question.condition, self.moment))
                return f"{self.constant(ask)}({asked}, subjects, {moment})"
            case Within() | Text() | HasWords():
                name = self.column(question.column)
                test = self._test(question, name)
                if question.if_missing:
                    return f"{_absent(question.column, name)} or {test}"
                return f"{_present(question.column, name)} and {test}"

    def _among(self, question: Among) -> str:
        name, column, keys = self.column(question.column), question.column, question.keys
        if not keys:
            return (
                _present(column, name)
                if question.negated
                else _absent(column, name)
                if question.if_missing
                else "False"
            )
        one = self.constant(next(iter(keys)) if len(keys) == 1 else keys)
        equal = "==" if len(keys) == 1 else "in"
        if not question.negated:
            test = f"{name} {equal} {one}"
            return f"{test} or {_absent(column, name)}" if question.if_missing else test
        # What is absent differs from every key, so if_missing needs no words of its own.
        test = f"{name} {'!=' if len(keys) == 1 else 'not in'} {one}"
        return test if question.if_missing else f"{_present(column, name)} and {test}"

    def _test(self, question: Within | Text | HasWords, name: str) -> str:
        match question:
            case Within(spans=spans):
                return "(" + (" or ".join(self._span(span, name) for span in spans) or "False") + ")"
            case Text(place=place, text=text, negated=negated):
                text = self.constant(text)
                tests = {
                    TextPlace.BEGIN: f"{name}.startswith({text})",
                    TextPlace.END: f"{name}.endswith({text})",
                    TextPlace.ANYWHERE: f"{text} in {name}",
                }
                return f"not {tests[place]}" if negated else tests[place]
            case HasWords(words=words, every=every, negated=negated):
                wanted = self.constant(words)
                if every:
                    return f"{wanted} <= {name}"
                return f"{'' if negated else 'not '}{wanted}.isdisjoint({name})"

    def _span(self, span: Span, name: str) -> str:
        low = f"{self.constant(span.low)} {'<=' if span.low_in else '<'} " if span.low is not None else ""
        high = f" {'<=' if span.high_in else '<'} {self.constant(span.high)}" if span.high is not None else ""
        return f"{low}{name}{high}" if low or high else "True"


@lru_cache(1_024)
def _maker(text: str) -> Callable[..., Callable[[Any], Any]]:
    """
    Return what makes a function of its constants; criteria that differ in these only have the same text.
    """
    namespace: dict[str, Any] = {"__builtins__": {}, "KeyError": KeyError, "AttributeError": AttributeError}
    exec(compile(text, "<criteria>", "exec"), namespace)
    made: Callable[..., Callable[[Any], Any]] = namespace["made"]
    return made


def _deeper(lines: Sequence[str], by: int) -> list[str]:
    return [f"{'    ' * by}{line}" for line in lines]


def _present(column: AskedField, name: str) -> str:
    return name if column.blank else f"{name} is not None"


def _absent(column: AskedField, name: str) -> str:
    return f"not {name}" if column.blank else f"{name} is None"


def _make_keys(values: Values | None, names: tuple[str, ...]) -> Mapping[str, Key | None]:
    return dict.fromkeys(names) if values is None else values.make_keys(names)
