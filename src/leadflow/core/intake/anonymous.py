"""
Refuses registered leads that nobody could be reached by.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from leadflow.core.kinds import EMAIL, PHONE
from leadflow.core.problems import Problem
from leadflow.core.schema import Fields
from leadflow.core.switches import Switches
from leadflow.core.values import Values

__all__ = ["contact_fields", "refuse_anonymous"]

_FAX: Final = "fax"


def contact_fields(fields: Fields) -> Iterator[str]:
    """
    Return the names of the fields by which somebody could be reached; a fax is none.
    """
    return (name for name, one in fields.items() if one.kind in (EMAIL, PHONE) and name != _FAX and not one.record)


def refuse_anonymous(values: Values, fields: Fields, switches: Switches) -> Problem | None:
    """
    Say that a registered lead has neither an e-mail nor a phone, unless the programme takes anonymous registrations.

    A fax is not a phone; a field of the host's own with one of these kinds counts.
    """
    if switches.anonymous_registration:
        return None
    if any(values.said(name)[0] is not None for name in contact_fields(fields)):
        return None
    message = (
        "a registered lead needs an e-mail or a phone; give one of them, "
        "or set Programme.switches.anonymous_registration to True"
    )
    return Problem(code="anonymous_registration_switched_off", path="email", message=message)
