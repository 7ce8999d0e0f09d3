"""
The state table: what each operation does with a lead in each state, for each party.

``make state-table`` writes it into the reference.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from attrs import frozen
from tests.states import registrations
from tests.states.laboratory import COLUMNS, STATES, Laboratory, Record, State

from leadflow.core.handling.operations import POSSIBLE, LeadOperation
from leadflow.core.leads import DistributionStatus, LeadKind

PAGE: Final = Path(__file__).parents[2] / "docs" / "reference" / "state-table.md"

AXES: Final[tuple[tuple[str, ...], ...]] = (
    tuple(one.value for one in LeadKind),
    tuple(one.value for one in DistributionStatus),
    tuple(one.value for one in Record),
    ("open", "closing"),
    ("routed", "by hand"),
)

Row = tuple[str | None, ...]


@frozen
class Table:
    """
    What was tried.

    Attributes:
        rows: By operation and state, the codes of the parties and links, in the order of `COLUMNS`.
        reached: States in which operations leave leads.
        tried: How many cells were tried.
    """

    rows: Mapping[LeadOperation, Mapping[State, Row]]
    reached: frozenset[State]
    tried: int


@cache
def tried() -> Table:
    """
    Try every operation in every state as every party.
    """
    place = Laboratory()
    rows: dict[LeadOperation, dict[State, Row]] = defaultdict(dict)
    leads_to: dict[State, set[State]] = defaultdict(set)
    count = 0
    for state in STATES:
        lead = place.plant(state)
        for operation in LeadOperation if lead else ():
            row: list[str | None] = []
            for name in COLUMNS:
                assert lead is not None
                row.append(place.answer(operation, lead.id, name))
                count += row[-1] is not None
                if row[-1] == POSSIBLE:
                    leads_to[state] |= place.states_after(lead.id)
                    lead = place.plant(state)
            rows[operation][state] = tuple(row)
    return Table(rows, _closure(place.begun(), leads_to), count)


def _closure(begun: Iterable[State], leads_to: Mapping[State, Iterable[State]]) -> frozenset[State]:
    reached: set[State] = set()
    left = list(begun)
    while left:
        state = left.pop()
        if state not in reached:
            reached.add(state)
            left += leads_to.get(state, ())
    return frozenset(reached)


Box = tuple[tuple[str, ...], ...]


def boxes(states: Iterable[State]) -> list[Box]:
    """
    Return the states as few products of what the axes say.
    """
    found: list[Box] = [tuple((word,) for word in state.axes) for state in states]
    axis = len(AXES) - 1
    while axis >= 0:
        merged: dict[Box, tuple[str, ...]] = defaultdict(tuple)
        for box in found:
            merged[box[:axis] + box[axis + 1 :]] += box[axis]
        found = [
            (*others[:axis], tuple(one for one in AXES[axis] if one in words), *others[axis:])
            for others, words in merged.items()
        ]
        axis -= 1
    return found


def said(box: Box) -> str:
    """
    Say which states are in *box*; an axis of which all are is left out.
    """
    parts = [" or ".join(words) for words, all_words in zip(box, AXES, strict=True) if len(words) < len(all_words)]
    return ", ".join(parts) or "any"


def page(table: Table) -> str:
    """
    Return the page of the reference.
    """
    parts = [_INTRODUCTION.format(cells=f"{table.tried:,}", states=len(_planted(table)), reached=len(table.reached))]
    for operation, rows in table.rows.items():
        groups: dict[Row, list[State]] = defaultdict(list)
        for state, row in rows.items():
            groups[row].append(state)
        columns = [at for at, name in enumerate(COLUMNS) if any(row[at] is not None for row in groups)]
        head = ["state", *(COLUMNS[at] for at in columns)]
        lines = [
            [said(box), *(f"`{row[at]}`" for at in columns)] for row, states in groups.items() for box in boxes(states)
        ]
        table_lines = (f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *lines))
        parts.append(f"## {operation.value}\n\n" + "\n".join(table_lines))
    parts.append(registrations.section())
    missed = [one for one in STATES if one not in table.reached]
    parts.append(_UNREACHED + "\n".join(f"- {said(box)}" for box in boxes(missed)))
    return "\n\n".join(parts) + "\n"


def _planted(table: Table) -> Mapping[State, Row]:
    return next(iter(table.rows.values()))


_INTRODUCTION: Final = """\
# State table

What each operation on a lead returns, by the state of the lead and by who calls it. `operations_on` computes the same
for the buttons of a page.

`make state-table` writes this page. It calls every operation for every party on a lead in every state:
{cells} calls in {states} states, of which {reached} can be reached.

| word | meaning |
|---|---|
| `possible` | the operation was done |
| `unchanged` | the same was done before, so nothing was written |
| `not_found` | the party does not see the lead; the error is the same as for an id that does not exist |
| any other code | the operation was refused, and nothing was written; see [Problems](problems.md) |
| active | nothing else is true of the record |
| duplicated | active, and a duplicate continues the lead |
| superseded | deactivated, and a duplicate continues the lead |
| by hand | a person or a draft named the partner, or the lead has no partner |

Everything is switched on. The lead is at a partner of the group `gold` and names an assignee there, unless it has no partner.
An axis that is left out can have any value."""

_UNREACHED: Final = """\
## States that no operation reaches

A private lead is accepted from the first moment on, and a registered one once it is registered.

"""


if __name__ == "__main__":
    PAGE.write_text(page(tried()))
    sys.stdout.write(f"{PAGE.name}: {tried().tried:,} cells\n")
