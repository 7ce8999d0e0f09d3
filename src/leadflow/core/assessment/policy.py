"""
By what leads are assessed.
"""

from __future__ import annotations

from datetime import timedelta

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import whole
from leadflow.core.several import texts

__all__ = ["AssessmentPolicy"]


@checked
@frozen(kw_only=True)
class AssessmentPolicy:
    """
    By what leads are assessed, where `Switches.assessment` is on.

    Attributes:
        use: Names of fields that are used beside the usual ones; see `used_fields`. Personal traits and free texts are
            used only if they are named here.
        leave_out: Names of fields that are not used.
        won_stages: The stages that leads are meant to reach. A lead that reaches one within *within_days* is won, and
            so is one whose opportunity is won by then; empty leaves opportunities alone to decide.
        lost_reasons: Rejection codes that say something of the lead, such as ``no_budget``: leads rejected with one are
            lost. Other rejected leads teach nothing, since they would look weaker than they are.
        within_days: Days from a lead's arrival, 1 to 3,650. Only leads that are older have an outcome; an accepted one
            that has not reached a won stage by then is lost, whether its partner says so or is silent. About twice the
            time that winning usually takes.
    """

    use: tuple[str, ...] = field(default=(), converter=texts)
    leave_out: tuple[str, ...] = field(default=(), converter=texts)
    won_stages: tuple[str, ...] = field(default=("qualified",), converter=texts)
    lost_reasons: tuple[str, ...] = field(default=(), converter=texts)
    within_days: int = field(default=120, validator=whole(1, 3_650))

    @property
    def within(self) -> timedelta:
        """
        The time from a lead's arrival in which it can be won.
        """
        return timedelta(days=self.within_days)
