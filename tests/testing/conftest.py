"""
Of a promise that is broken in one case, that case alone is run.
"""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Leave the other cases out of kits that are cut down to a promise in one case.
    """
    items[:] = [item for item in items if _is_run(item)]


def _is_run(item: pytest.Item) -> bool:
    promise: str = getattr(getattr(item, "cls", None), "promise", "")
    return "[" not in promise or item.name == promise
