"""
Sales progress of a lead: its stage, its score, and what other systems call it.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from leadflow.core.facts.steps import Declared, Happening, Members, Steps
from leadflow.core.leads import ExternalId

__all__ = ["STEPS", "ExternalIdsChanged", "ScoreChanged", "StageChanged"]


@frozen(kw_only=True)
class StageChanged:
    """
    The lead reached another stage.

    Attributes:
        stage: Where it is now.
        before: Where it was.
        skipped: Open stages between the two that it passed on the way; empty on the way back.
    """

    stage: str
    before: str
    skipped: tuple[str, ...] = ()


@frozen(kw_only=True)
class ScoreChanged:
    """
    The lead got another score.
    """

    score: int
    before: int


@frozen(kw_only=True)
class ExternalIdsChanged:
    """
    The lead is called otherwise in other systems.

    Attributes:
        external_ids: All that it has now.
        before: All that it had.
    """

    external_ids: tuple[ExternalId, ...]
    before: tuple[ExternalId, ...] = ()


def _stage(_: Members, __: Happening, fact: StageChanged, ___: Declared) -> Members:
    return {"stage": fact.stage}


def _score(_: Members, __: Happening, fact: ScoreChanged, ___: Declared) -> Members:
    return {"score": fact.score}


def _external_ids(_: Members, __: Happening, fact: ExternalIdsChanged, ___: Declared) -> Members:
    return {"external_ids": fact.external_ids}


STEPS: Final[Steps] = {StageChanged: _stage, ScoreChanged: _score, ExternalIdsChanged: _external_ids}
