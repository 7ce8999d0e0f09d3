"""
The names of our operators in other formats.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from leadflow.core.criteria.operators import operators_of
from leadflow.core.kinds import Family

__all__ = ["JQUERY_NAMES", "JQUERY_OPERATORS", "RQB_NAMES", "RQB_OPERATORS", "Names"]

Names = Mapping[Family, Mapping[str, str]]
"""
From one name of an operator to another, by family of kinds.
"""

_ANY_KIND: Final = {"null": "is_empty", "notNull": "is_not_empty"}
_EQUAL: Final = {"=": "equals", "!=": "not_equals", "in": "in", "notIn": "not_in"}
_PIECES: Final = {
    "contains": "contains",
    "doesNotContain": "not_contains",
    "beginsWith": "starts_with",
    "doesNotBeginWith": "not_starts_with",
    "endsWith": "ends_with",
    "doesNotEndWith": "not_ends_with",
}
_BETWEEN: Final = {"between": "between", "notBetween": "not_between"}

RQB_OPERATORS: Final[Names] = {
    Family.TEXT: _EQUAL | _PIECES | {"matches": "matches"} | _ANY_KIND,
    Family.NUMBER: _EQUAL
    | {"<": "less_than", "<=": "less_or_equal", ">": "greater_than", ">=": "greater_or_equal"}
    | _BETWEEN
    | _ANY_KIND,
    Family.DATE: {"=": "on", "!=": "not_on", "in": "in", "notIn": "not_in"}
    | {"<": "before", "<=": "on_or_before", ">": "after", ">=": "on_or_after"}
    | _BETWEEN
    | {name: name for name in ("within_last_days", "within_next_days", "older_than_days")}
    | _ANY_KIND,
    Family.BOOLEAN: _EQUAL | _ANY_KIND,
    Family.CHOICE: _EQUAL | _ANY_KIND,
    Family.MULTI: {name: name for name in ("contains_any", "contains_all", "contains_none")}
    | {"contains": "contains_any", "doesNotContain": "contains_none"}
    | _ANY_KIND,
}
"""
React-querybuilder's operators and ours. Where it has none of its own, ours goes by our name.
"""

_JQ_ANY_KIND: Final = {
    "is_null": "is_empty",
    "is_not_null": "is_not_empty",
    "is_empty": "is_empty",
    "is_not_empty": "is_not_empty",
}
_JQ_EQUAL: Final = {"equal": "equals", "not_equal": "not_equals", "in": "in", "not_in": "not_in"}
_JQ_PIECES: Final = {
    "contains": "contains",
    "not_contains": "not_contains",
    "begins_with": "starts_with",
    "not_begins_with": "not_starts_with",
    "ends_with": "ends_with",
    "not_ends_with": "not_ends_with",
}

JQUERY_OPERATORS: Final[Names] = {
    Family.TEXT: _JQ_EQUAL | _JQ_PIECES | _JQ_ANY_KIND,
    Family.NUMBER: _JQ_EQUAL
    | {"less": "less_than", "less_or_equal": "less_or_equal"}
    | {"greater": "greater_than", "greater_or_equal": "greater_or_equal"}
    | {"between": "between", "not_between": "not_between"}
    | _JQ_ANY_KIND,
    Family.DATE: {"equal": "on", "not_equal": "not_on", "in": "in", "not_in": "not_in"}
    | {"less": "before", "less_or_equal": "on_or_before", "greater": "after", "greater_or_equal": "on_or_after"}
    | {"between": "between", "not_between": "not_between"}
    | _JQ_ANY_KIND,
    Family.BOOLEAN: _JQ_EQUAL | _JQ_ANY_KIND,
    Family.CHOICE: _JQ_EQUAL | _JQ_ANY_KIND,
    Family.MULTI: {"contains": "contains_any", "not_contains": "contains_none"} | _JQ_ANY_KIND,
}
"""
jQuery QueryBuilder's operators and ours.
"""


def _ours_to_theirs(names: Names) -> Names:
    """
    Invert the table of names; of two names for one operator the first is used.
    """
    return {
        family: {ours: theirs for theirs, ours in reversed(list(known.items())) if ours in operators_of(family)}
        for family, known in names.items()
    }


RQB_NAMES: Final = _ours_to_theirs(RQB_OPERATORS)
"""
Our operators and react-querybuilder's.
"""

JQUERY_NAMES: Final = _ours_to_theirs(JQUERY_OPERATORS)
"""
Our operators and jQuery QueryBuilder's.
"""
