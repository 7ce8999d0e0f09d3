"""
Routing modules as people write them.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import filled, whole
from leadflow.core.routing.drawing import to_html, to_mermaid
from leadflow.core.routing.steps import Step, TieBreak
from leadflow.core.unknown import KeepsUnknown

__all__ = ["CurrentModule", "RoutingModule"]


def _steps(given: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(given)


@checked
@frozen(kw_only=True)
class RoutingModule(KeepsUnknown):
    """
    Steps that choose a partner, each of which reduces the set of partners.

    Attributes:
        name: Unique in the programme; turns are kept by it, across versions.
        version: From 1.
        steps: In order. Without steps every active partner reaches the tie-break.
        tie_break: What happens when several are left.
        default_partner: Id or name of who gets the leads for which nobody is left; None leaves them unassigned.
    """

    name: str
    steps: tuple[Step, ...] = field(default=(), converter=_steps)
    version: int = field(default=1, validator=whole(1))
    tie_break: TieBreak = TieBreak.REVIEW
    default_partner: str | None = None

    def _repr_html_(self) -> str:
        return to_html(self)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": to_html(self), "text/vnd.mermaid": to_mermaid(self), "text/plain": repr(self)}


@checked
@frozen(kw_only=True)
class CurrentModule(KeepsUnknown):
    """
    Says which version of a module is in force.

    Attributes:
        name: Of the module.
        version: The latest one. Versions are kept forever, this is replaced when one is published.
    """

    name: str = field(validator=filled)
    version: int = field(validator=whole(1))
