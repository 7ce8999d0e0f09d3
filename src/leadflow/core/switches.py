"""
What a programme offers.
"""

from __future__ import annotations

from attrs import frozen

from leadflow.core.arguments import checked
from leadflow.core.problems import Problem

__all__ = ["Switches"]


@checked
@frozen(kw_only=True)
class Switches:
    """
    What a programme offers; an operation that is switched off is refused by its name.

    Attributes:
        distribution: False refuses every operation that gives leads to partners (``distribution_switched_off``).
        registration: False refuses leads that partners register (``registration_switched_off``).
        anonymous_registration: False refuses leads that partners register without an e-mail and without a phone
            (``anonymous_registration_switched_off``). True needs neither, and keeps what is given.
        rejection_notices: True mails the people in `RejectionPolicy.recipients` about every rejection.
        assessment: True lets leads be assessed by what past leads teach (``assessment_switched_off``).
        paused: True gives no lead to any partner for now. Leads that arrive wait with the review reason ``paused``, and
            people cannot give them to partners (``distribution_paused``). After the pause `SupplierDesk.route_again`
            distributes them.
    """

    distribution: bool = True
    registration: bool = True
    anonymous_registration: bool = False
    rejection_notices: bool = False
    assessment: bool = False
    paused: bool = False

    @property
    def refused(self) -> Problem | None:
        """
        Why no lead is distributed now; None if leads are.
        """
        if not self.distribution:
            message = "this programme does not distribute leads; set Programme.switches.distribution to True"
            return Problem(code="distribution_switched_off", path="", message=message)
        if self.paused:
            message = "the distribution of all leads is paused; try again once Programme.switches.paused is False"
            return Problem(code="distribution_paused", path="", message=message)
        return None
