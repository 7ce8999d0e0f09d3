"""
Lists of registrations in a store.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from leadflow.core.registration import Registration, RegistrationQuery

__all__ = ["RegistrationLister"]


@runtime_checkable
class RegistrationLister(Protocol):
    """
    Lists registrations by status and partner; an optional ability of a store's `Records`.

    Without it, every registration of the supplier is read and looked at.

    Used by: `leadflow.RegistrationDesk`. Checked by: `leadflow.testing.RegistrationListerContract`.
    """

    def registrations(self, query: RegistrationQuery, most: int, /) -> tuple[Registration, ...]:
        """
        Return up to *most* registrations that *query* asks for, by ascending id, beginning after `query.after`.

        Must answer what `RegistrationQuery.holds` says of each as it was last committed, and compare ids character by
        character, as Python does. Should cost the same for each page, however many registrations there are, so it has to
        be indexed by the status, and by the partner and the status.
        """
