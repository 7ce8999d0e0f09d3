"""
jQuery QueryBuilder in a browser shows our rules and gives them back; ``make browser`` asks it.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from tests.browser.filters import filters
from tests.browser.packages import in_browser, installed
from tests.browser.world import CASES, SCHEMA

from leadflow.core.criteria import Criteria, Group
from leadflow.core.criteria.interchange import from_jquery_querybuilder, to_jquery_querybuilder


@pytest.mark.skipif(not os.environ.get("LEADFLOW_BROWSER"), reason="LEADFLOW_BROWSER=1 installs a browser and uses it")
def test_our_rules_are_shown_and_come_back() -> None:
    """
    Each operator of each kind that it has, with its value in an input.
    """
    reason = installed()
    if reason:
        pytest.skip(reason)
    written = [to_jquery_querybuilder(Criteria((Group((case.meant,)),)), SCHEMA)[0] for case in CASES]
    rules = [one for one in written if one is not None]
    back = in_browser("jquery.mjs", filters=filters(), rules=rules)

    assert len(rules) > 180
    assert [_read(one["rules"]) for one in back] == [_read(one) for one in rules]
    assert [one for one in back if _asks_a_value(one) and not all(map(any, one["shown"]))] == []


def _read(rules: Any) -> Criteria:
    criteria, problems = from_jquery_querybuilder(rules, SCHEMA)
    assert criteria is not None, problems
    return criteria


def _asks_a_value(page: dict[str, Any]) -> bool:
    return "null" not in str(page["rules"]["rules"][0].get("operator"))
