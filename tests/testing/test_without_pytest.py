"""
What the kit offers to a program that has no pytest.
"""

from __future__ import annotations

import subprocess
import sys


def _run(code: str) -> subprocess.CompletedProcess[str]:
    without = "import sys; sys.modules['pytest'] = sys.modules['hypothesis'] = None\n"
    return subprocess.run([sys.executable, "-c", without + code], capture_output=True, text=True, check=False)


def test_doubles_and_builders_need_no_pytest() -> None:
    """
    The examples of the pages use them, and run after the first installation.
    """
    ran = _run("from leadflow.testing import FrozenClock, RecordingMailer, a_lead; print(a_lead().id)")

    assert (ran.returncode, ran.stderr) == (0, "")


def test_contracts_name_the_extra_that_they_need() -> None:
    """
    Without pytest, the import of a contract fails with the command that installs it.
    """
    ran = _run("from leadflow.testing import MailerContract")

    assert ran.stderr.splitlines()[-1] == (
        "leadflow.errors.MissingExtra: pytest is not installed; run: pip install 'leadflow[testing]'. Nothing was written"
    )


def test_unknown_name_is_an_attribute_error() -> None:
    """
    A name that the kit does not have is reported by Python, as from any module.
    """
    ran = _run("from leadflow.testing import Nothing")

    assert ran.stderr.splitlines()[-1].startswith("ImportError: cannot import name 'Nothing'")
