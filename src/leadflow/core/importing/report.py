"""
What became of an import, as a value.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from leadflow.core.importing.progress import Counts, RefusedRow
from leadflow.core.problems import Problem, errors_in

__all__ = ["ImportReport"]


@frozen(kw_only=True)
class ImportReport:
    """
    What became of an import, or would become of it.

    Attributes:
        import_id: The same file with the same settings has the same id, unless the host gave another.
        counts: Where the rows went.
        by_partner: How many leads each partner got, by partner id.
        messages: How many messages were written.
        refused: The rows that have to be mended, with their cells, in the order of the file.
        warned: The first rows that became leads after something was cleaned, at most a thousand; not kept from a
            part of the import that another process or an earlier run did.
        problems: What is wrong with the file or the settings as a whole. With an error among them no row was read and
            nothing was written.
        preview: True if nothing was written.
        repeated: True if the whole import had been done before; nothing was written again.
    """

    import_id: str
    counts: Counts = field(factory=Counts)
    by_partner: Mapping[str, int] = field(factory=dict)
    messages: int = 0
    refused: tuple[RefusedRow, ...] = ()
    warned: tuple[RefusedRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    preview: bool = False
    repeated: bool = False

    @property
    def ok(self) -> bool:
        """
        True if the file could be imported at all; single rows may still be refused.
        """
        return not errors_in(self.problems)
