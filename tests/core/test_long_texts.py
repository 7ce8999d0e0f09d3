"""
Texts of any length in problems and errors.
"""

from __future__ import annotations

import pytest

from leadflow.core.problems import Problem, near
from leadflow.core.views import AuditQuery
from leadflow.errors import InvalidInput, NotFound, clipped

MEGABYTE = "x" * 1_000_000


def test_a_problem_has_no_megabyte() -> None:
    """
    The place and the message keep their beginning and their end, where what is wrong and the remedy are.
    """
    problem = Problem(code="stage_unknown", path=MEGABYTE, message=f"'{MEGABYTE}' is not a stage; use 'new'")

    assert len(str(problem)) < 2_100
    assert problem.message.startswith("'xxx")
    assert problem.message.endswith("is not a stage; use 'new'")
    assert clipped("a " * 500) == "a " * 500
    assert len(clipped("a " * 1_000)) <= 1_001


def test_an_error_has_no_megabyte() -> None:
    """
    What was looked for is cut in the text, and whole in the attribute.
    """
    error = NotFound("module", MEGABYTE)

    assert len(str(error)) < 300
    assert str(error).endswith("Nothing was written")
    assert error.key == MEGABYTE


def test_nothing_is_near_a_megabyte() -> None:
    """
    Names are not compared with what is longer than any of them.
    """
    assert near(MEGABYTE, ["xxx", "new"]) == ()
    assert near("neww", ["xxx", "new"]) == ("new",)


def test_an_event_type_of_a_megabyte_is_unknown() -> None:
    """
    It is refused as any other, and quickly.
    """
    with pytest.raises(InvalidInput) as caught:
        AuditQuery(events=[MEGABYTE])

    assert len(str(caught.value)) < 2_100
