"""
Kits cut down to the test of one promise, which has to fail: so a sabotaged store costs one test and not a whole kit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from types import ModuleType
from typing import Any

import pytest

__all__ = ["catching", "kits_of"]


def kits_of(module: ModuleType) -> dict[str, type]:
    """
    Return the kits of *module*, each under the name of what it runs on.
    """
    return {name.removeprefix("Test"): kit for name, kit in vars(module).items() if name.startswith("Test")}


def catching(module: ModuleType, caught_by: Mapping[str, str]) -> dict[str, type]:
    """
    Return, by the names of their classes, the kits of *caught_by*: of each the one test, which passes if it fails.

    A promise that names a case in brackets is broken in that case, any other in all cases of its test.
    """
    kits = kits_of(module)
    return {f"Test{name}": _catching(kits[name], promise) for name, promise in caught_by.items()}


def _catching(kit: type, promise: str) -> type:
    test = promise.partition("[")[0]
    # What is no function is no test, so pytest passes over the others.
    members = {name: None for name in dir(kit) if name.startswith("test_")}
    return type(kit.__name__, (kit,), {**members, test: _failing(getattr(kit, test)), "promise": promise})


def _failing(test: Callable[..., None]) -> Callable[..., None]:
    @wraps(test)
    def failing(*args: Any, **kwargs: Any) -> None:
        with pytest.raises((Exception, pytest.fail.Exception)):
            test(*args, **kwargs)

    return failing
