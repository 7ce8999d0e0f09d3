"""
The kit for assessing passes what is honest, and the test of each promise fails the function that breaks it.
"""

from __future__ import annotations

from tests.testing import sabotaged_assessing
from tests.testing.promises import catching, kits_of

CAUGHT_BY = {
    "OutOfRange": "test_every_lead_has_figures_in_range[empty]",
    "LeavesARest": "test_parts_add_up[usual]",
    "LearnsFromAssessing": "test_answers_are_not_mixed_up",
}
"""
For each sabotaged function the test that says what it breaks.
"""


class TestHonestAssessing(sabotaged_assessing.TestHonestAssessing):
    """
    The function on which the sabotaged ones are built passes the whole kit.
    """


# A class for each sabotaged function, whose one test is that of the promise.
globals().update(catching(sabotaged_assessing, CAUGHT_BY))


def test_every_sabotaged_function_is_expected() -> None:
    """
    Every sabotaged function is caught by a test that is named here.
    """
    assert set(kits_of(sabotaged_assessing)) == {"HonestAssessing", *CAUGHT_BY}
