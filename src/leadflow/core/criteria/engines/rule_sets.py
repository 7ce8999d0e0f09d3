"""
Evaluates many criteria together, with one look-up for each field.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, Final

from attrs import Factory, define

from leadflow.core.arguments import checked
from leadflow.core.criteria.checked import CheckedCriteria
from leadflow.core.criteria.engines.asked_fields import AskedField
from leadflow.core.criteria.engines.bitmap_index import BitmapIndex, can_mask
from leadflow.core.criteria.engines.compiled import questions_of
from leadflow.core.criteria.engines.generated_code import GeneratedCode
from leadflow.core.criteria.engines.leftover_tests import LeftoverTest, leftover_test_of
from leadflow.core.criteria.engines.questions import Other, Question
from leadflow.core.criteria.operators import EvaluationTime
from leadflow.core.subjects import Subjects

__all__ = ["RuleSet"]

_FEW: Final = 12
_BLOCK: Final = 65_536
"""
Up to so many groups are asked one by one; so many are masked together, and a first match ends at its block.
"""


class RuleSet:
    """
    Criteria in the order of their priority, compiled together for many subjects at one moment.

    It can be pickled, and is compiled again where it is loaded.

    Attributes:
        criteria: What it was made from.
        moment: When and where they are judged.
        first: Returns the number, from 0, of the first criteria that hold for subjects; None if none hold.
        all: Returns the numbers of all criteria that hold for subjects, in order.
    """

    __slots__ = ("all", "criteria", "first", "moment")

    @checked
    def __init__(
        self, criteria: Sequence[CheckedCriteria], moment: EvaluationTime, *, few: int = _FEW, block: int = _BLOCK
    ) -> None:
        """
        Compile *criteria*; up to *few* groups are asked one by one, more are answered from tables, *block* at a time.
        """
        self.criteria = tuple(criteria)
        self.moment = moment
        groups = [(at, group) for at, one in enumerate(self.criteria) for group in questions_of(one, moment)]
        self.first, self.all = (
            _chains(groups, moment) if len(groups) <= few else _tables(_blocks(groups, moment, block), moment)
        )

    def __len__(self) -> int:
        return len(self.criteria)

    def __reduce__(self) -> tuple[type[RuleSet], tuple[tuple[CheckedCriteria, ...], EvaluationTime]]:
        return RuleSet, (self.criteria, self.moment)


Numbered = tuple[int, list[Question]]
"""
A group, after the number of its rule.
"""

First = Callable[[Subjects], int | None]
Every = Callable[[Subjects], list[int]]


def _chains(groups: list[Numbered], moment: EvaluationTime) -> tuple[First, Every]:
    """
    Ask group after group.
    """
    first, every = GeneratedCode(moment), GeneratedCode(moment)
    tests = [f"if {first.group(group)}: return {number}" for number, group in groups]
    appends = [
        f"if (not found or found[-1] != {number}) and {every.group(group)}: found.append({number})"
        for number, group in groups
    ]
    return first.function([*tests, "return None"]), every.function(["found = []", *appends, "return found"])


@define(eq=False)
class _Block:
    """
    Groups that are masked together; the first one has the highest bit, since that is the one that is found at once.

    Attributes:
        rules: For each group, by its bit, the number of its rule.
        residues: For each group what is left to ask when nothing rules it out; None if nothing is.
        masks: By column.
        asked: The columns that residues ask about.
    """

    full: int
    rules: list[int]
    residues: list[LeftoverTest | None] = Factory(list)
    masks: dict[AskedField, BitmapIndex] = Factory(dict)
    asked: set[AskedField] = Factory(set)

    def add(self, group: list[Question], moment: EvaluationTime) -> None:
        bit = len(self.residues)
        left = [question for question in group if not (can_mask(question) and self._mask(bit, question))]
        self.asked.update(question.column for question in left if not isinstance(question, Other))
        self.residues.append(leftover_test_of(left, moment) if left else None)

    def _mask(self, bit: int, question: Question) -> bool:
        assert not isinstance(question, Other)
        masks = self.masks.get(question.column)
        if masks is None:
            masks = self.masks[question.column] = BitmapIndex(question.column, self.full)
        return masks.add(bit, question)


def _blocks(groups: list[Numbered], moment: EvaluationTime, size: int) -> list[_Block]:
    blocks = []
    for start in range(0, len(groups), size):
        part = groups[start : start + size][::-1]
        block = _Block((1 << len(part)) - 1, [number for number, _ in part])
        for _, group in part:
            block.add(group, moment)
        blocks.append(block)
    return blocks


def _tables(blocks: list[_Block], moment: EvaluationTime) -> tuple[First, Every]:
    """
    Look up, for each column, the groups that it does not rule out, and join them by AND.
    """
    source = GeneratedCode(moment)
    first, every = [], ["found = []", "last = None"]
    keep = ["if rule != last:", "    found.append(rule)", "    last = rule"]
    for block in blocks:
        narrowing = _narrowing(block, source)
        first += [*narrowing, *_ending(block, source, ["return rule"])]
        every += [*narrowing, *_ending(block, source, keep)]
    return source.function([*first, "return None"]), source.function([*every, "return found"])


def _narrowing(block: _Block, source: GeneratedCode) -> list[str]:
    """
    Return the lines that leave the groups which no column rules out; costly columns only where a group left asks.
    """
    masks = sorted(block.masks.values(), key=lambda one: one.absent.bit_count())
    cheap = [_mask(one, source) for one in masks if one.cheap]
    lines = [f"left = {' & '.join(cheap) or source.constant(block.full)}"]
    for one in masks:
        if not one.cheap:
            lines.append(f"if left & {source.constant(one.asking)}: left &= {_mask(one, source)}")
    return lines


def _mask(masks: BitmapIndex, source: GeneratedCode) -> str:
    """
    Return the expression for the groups that a column does not rule out.
    """
    name = source.column(masks.column)
    table, default = masks.table()
    if masks.cheap:
        nothing = {None: masks.absent} | ({"": masks.absent, frozenset(): masks.absent} if masks.column.blank else {})
        return f"{source.constant((table | nothing).get, shared=False)}({name}, {source.constant(default)})"
    equal, spans, tails, words = masks.parts
    parts = []
    if equal:
        parts.append(f"{source.constant(table.get, shared=False)}({name}, {source.constant(default)})")
    if spans:
        parts.append(_step(masks.ladder(), name, source))
    if tails:
        parts.append(_step(masks.tail_ladder(), f"{name}[::-1]", source))
    if words:
        parts.append(f"{source.constant(masks.words(), shared=False)}({name})")
    absent = f"not {name}" if masks.column.blank else f"{name} is None"
    return f"({source.constant(masks.absent)} if {absent} else {' & '.join(parts)})"


def _step(ladder: tuple[list[Any], list[int]], value: str, source: GeneratedCode) -> str:
    thresholds, masks = (source.constant(one, shared=False) for one in ladder)
    return f"{masks}[{source.constant(bisect_right)}({thresholds}, {value})]"


def _ending(block: _Block, source: GeneratedCode, found: list[str]) -> list[str]:
    """
    Go through the groups left, the first first, and ask what is left to ask.
    """
    rules, residues = source.constant(block.rules, shared=False), source.constant(block.residues, shared=False)
    return [
        "while left:",
        "    group = left.bit_length() - 1",
        "    left ^= 1 << group",
        f"    residue = {residues}[group]",
        f"    if residue is None or residue(subjects, {source.keys(block.asked)}):",
        f"        rule = {rules}[group]",
        *(f"        {line}" for line in found),
    ]
