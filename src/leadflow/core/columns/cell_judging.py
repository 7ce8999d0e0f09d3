"""
Judges cells of a file before its header row is known.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from leadflow.core.columns.header_words import read_header
from leadflow.core.columns.lexicon import spelt
from leadflow.core.columns.schema_names import declared_names
from leadflow.core.columns.suggestions import targets
from leadflow.core.columns.value_looks import LOOKS, is_date
from leadflow.core.schema import Schema
from leadflow.core.tables.cell_judge import HEADER, CellJudge

__all__ = ["cell_judge"]

_LOOKS: Final = ("address", "person", "url", "phone", "number", "company", "country", "salutation")
_LONGEST_HEADER: Final = 200
_YEARS: Final = range(1900, 2101)


def cell_judge(schema: Schema) -> CellJudge:
    """
    Return what knows the headers of *schema* and of the tables of words, and sorts of values.
    """
    named = declared_names(targets(schema))

    @lru_cache(maxsize=4_096)
    def judge(cell: str) -> str | None:
        bare = cell.strip()
        may_head = len(bare) <= _LONGEST_HEADER and any(map(str.isalpha, bare)) and not LOOKS["address"](bare)
        if may_head and (spelt(bare) in named or read_header(bare).sense):
            return HEADER
        if is_date(bare):
            return "date"
        look = next((name for name in _LOOKS if LOOKS[name](bare)), None)
        return None if look == "number" and bare.isdigit() and int(bare[:9]) in _YEARS else look

    return judge
