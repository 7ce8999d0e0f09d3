"""
Criteria as queries carry them: written, until a desk has checked them against the schema.
"""

from __future__ import annotations

from collections.abc import Collection

from leadflow.core.criteria.checked import CheckedCriteria
from leadflow.core.criteria.checking import check_criteria
from leadflow.core.criteria.conditions import AnyCriteria, Criteria, criteria_of
from leadflow.core.problems import errors_in
from leadflow.core.schema import Schema, Subject
from leadflow.errors import InvalidInput

__all__ = ["AskedCriteria", "asked_criteria", "checked_before", "ready_criteria", "written_criteria"]

AskedCriteria = Criteria | CheckedCriteria
"""
Written criteria, or what `check_criteria` made of them.
"""


def asked_criteria(written: AnyCriteria | CheckedCriteria | None) -> AskedCriteria | None:
    """
    Return criteria as queries carry them; a group or a condition alone is the whole of them.
    """
    return written if written is None or isinstance(written, CheckedCriteria) else criteria_of(written)


def written_criteria(written: AnyCriteria | CheckedCriteria | None) -> Criteria | None:
    """
    Return criteria as records carry them: unchecked, since the schema may be another one when they are judged.
    """
    asked = asked_criteria(written)
    return asked.criteria if isinstance(asked, CheckedCriteria) else asked


def ready_criteria(
    asked: AskedCriteria | None,
    schema: Schema,
    place: str = "criteria",
    *,
    subjects: Collection[Subject] = tuple(Subject),
) -> CheckedCriteria | None:
    """
    Return *asked*, ready to be judged; None if nothing is asked. What was checked before is not checked again.

    Only fields of *subjects* may be asked about.

    Raises:
        InvalidInput: They do not fit the schema, with every problem below *place*.
    """
    if asked is None or isinstance(asked, CheckedCriteria):
        return asked
    ready, problems = check_criteria(asked, schema, subjects=subjects)
    if ready is None:
        raise InvalidInput(tuple(one.at(place) for one in errors_in(problems)))
    return ready


def checked_before(asked: AskedCriteria | None, made: str) -> CheckedCriteria | None:
    """
    Return *asked*, which must have been checked; *made* says what does that.

    Raises:
        TypeError: It was not.
    """
    if asked is None or isinstance(asked, CheckedCriteria):
        return asked
    raise TypeError(f"the criteria were not checked against a schema; ask {made}, or give what check_criteria returns")
