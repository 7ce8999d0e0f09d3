"""
A policy that cannot work is refused when it is made.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from leadflow.core.attachments import EXTENSIONS, ActiveContent, AttachmentPolicy
from leadflow.errors import InvalidInput


def test_defaults_are_those_of_the_product() -> None:
    """
    Ten files, 250 times 1024 times 1024 bytes, 21 types, no macros.
    """
    policy = AttachmentPolicy()
    assert (policy.max_files, policy.max_bytes) == (10, 262_144_000)
    assert len(policy.extensions) == 21
    assert policy.active_content is ActiveContent.REFUSE


@pytest.mark.parametrize(
    "limits", [{"max_files": 0}, {"max_bytes": -1}, {"max_entries": 0}, {"max_inflated": 0}, {"max_ratio": 0}]
)
def test_limit_below_one_is_refused(limits: Mapping[str, int]) -> None:
    """
    A limit below one raises.
    """
    with pytest.raises(InvalidInput, match=f"AttachmentPolicy.{next(iter(limits))}: is .* must be from 1 "):
        AttachmentPolicy(**limits)  # type: ignore[arg-type]  # limits of every name


@pytest.mark.parametrize("extension", ["exe", "PDF", ".pdf", ""])
def test_unknown_extension_is_refused(extension: str) -> None:
    """
    A type without a check would be let through unseen.
    """
    with pytest.raises(InvalidInput, match=r"AttachmentPolicy.extensions: .* is not an extension that can be checked"):
        AttachmentPolicy(extensions=EXTENSIONS | {extension})


def test_unknown_setting_is_refused() -> None:
    """
    A misspelt setting must not turn the check off.
    """
    with pytest.raises(InvalidInput, match="'refuse', 'warn' or 'allow'"):
        AttachmentPolicy(active_content="ignore")


def test_setting_can_be_given_as_text() -> None:
    """
    Policies are read from configuration files.
    """
    assert AttachmentPolicy(active_content="warn").active_content is ActiveContent.WARN
