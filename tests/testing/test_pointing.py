"""
The kit points to what is wrong: of all its tests, few fail a store that breaks one promise.

Each whole kit runs on each sabotaged store, about twelve thousand tests, so only where LEADFLOW_SOAK is 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from tests.processes import SOAK
from tests.testing import sabotaged, sabotaged_files, test_files_kit, test_kit
from tests.testing.promises import kits_of

pytestmark = pytest.mark.skipif(not SOAK, reason="LEADFLOW_SOAK runs every kit on every sabotaged store")


def failures_of(kits: ModuleType, folder: Path) -> dict[str, set[str]]:
    """
    Run the file *kits* on its own, and return the names of the tests that failed, for each of its classes.
    """
    report = folder / "report.xml"
    # Hundreds fail, as they should: nobody reads why.
    quick = ["--tb=no", "--no-summary", "-p", "no:cacheprovider", "-p", "no:randomly"]
    command = [sys.executable, "-m", "pytest", str(kits.__file__), "-q", f"--junitxml={report}", *quick]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert report.exists(), done.stdout + done.stderr
    found: dict[str, set[str]] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        failed = found.setdefault(case.get("classname", "").rpartition(".Test")[2], set())
        if case.find("failure") is not None or case.find("error") is not None:
            failed.add(case.get("name", "").partition("[")[0])
    return found


@pytest.mark.parametrize(
    ("kits", "caught_by", "most"),
    [(sabotaged, test_kit.CAUGHT_BY, 60), (sabotaged_files, test_files_kit.CAUGHT_BY, 8)],
    ids=["stores", "files"],
)
def test_sabotage_is_told_from_a_broken_store(
    kits: ModuleType, caught_by: Mapping[str, str], most: int, tmp_path: Path
) -> None:
    """
    What breaks one promise still keeps most, and what is honest keeps all.
    """
    failed = failures_of(kits, tmp_path)

    assert set(failed) == set(kits_of(kits))
    assert {name for name, tests in failed.items() if not tests} == set(failed) - set(caught_by)
    assert {name: len(tests) for name, tests in failed.items() if len(tests) > most} == {}
    assert {name: promise for name, promise in caught_by.items() if promise.partition("[")[0] not in failed[name]} == {}
