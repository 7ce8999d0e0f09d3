"""
The engine for suppliers' templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from leadflow.core.problems import Problem

__all__ = ["TemplateEngine"]


class TemplateEngine(Protocol):
    """
    Renders the templates that suppliers write, in a sandbox.

    Used by: `OutboxRelay`, `SupplierDesk`. Checked by: `leadflow.testing.TemplateEngineContract`.
    """

    def render(self, source: str, values: Mapping[str, object], html: bool, /) -> str:
        """
        Return *source* with *values* in it; they are texts, numbers, truth values and None, and lists and dictionaries
        of these.

        What is None, or not there, must be written as nothing, and a truth value as ``yes`` or ``no``. ``default`` must
        step in wherever nothing would be written.

        Must escape every value if *html* is True. Must end within limits of steps and output for every source.

        Raises:
            TemplateFailed: It cannot be rendered, or not within the bounds.
        """

    def problems(self, source: str, values: Mapping[str, object], html: bool, /) -> tuple[Problem, ...]:
        """
        Return everything that is wrong with *source* where *values* are what can be shown; empty if nothing is.

        Must name variables that *values* have not.
        """
