"""
scikit-learn's logistic regression and gradient boosting, with usual settings, on the same leads.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from leadflow.core.assessment import PastLead
from leadflow.core.assessment.answers import plain_answer, word_of

__all__ = ["peers"]

Predict = Callable[[Sequence[PastLead]], list[float]]
Learn = Callable[[Sequence[PastLead]], Predict]


def peers() -> Mapping[str, Learn]:
    """
    Return each peer by its name; none if scikit-learn is not installed.
    """
    try:
        from sklearn.ensemble import GradientBoostingClassifier
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        return {}
    return {
        "logistic regression": lambda past: _learnt(LogisticRegression(max_iter=1_000), past),
        "gradient boosting": lambda past: _learnt(GradientBoostingClassifier(random_state=0), past),
    }


def _learnt(model: Any, past: Sequence[PastLead]) -> Predict:
    won = [one.won for one in past]
    if len(set(won)) < 2:
        share = (sum(won) + 0.5) / (len(won) + 1)
        return lambda leads: [share] * len(leads)
    names = sorted({name for one in past for name in one.answers})
    words = frozenset(name for name in names if _has_words(past, name))
    fitted = _encoded(names, words, model).fit(_table(past, names, words), won)

    def predict(leads: Sequence[PastLead]) -> list[float]:
        chances: list[float] = fitted.predict_proba(_table(leads, names, words))[:, 1].tolist()
        return chances

    return predict


def _has_words(past: Sequence[PastLead], name: str) -> bool:
    return any(isinstance(plain_answer(one.answers.get(name)), str) for one in past)


def _encoded(names: Sequence[str], words: Collection[str], model: Any) -> Any:
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    places = {kind: [at for at, name in enumerate(names) if (name in words) is kind] for kind in (True, False)}
    return make_pipeline(
        ColumnTransformer(
            [
                ("numbers", make_pipeline(SimpleImputer(keep_empty_features=True), StandardScaler()), places[False]),
                ("words", OneHotEncoder(handle_unknown="ignore", max_categories=1_000), places[True]),
            ],
            sparse_threshold=0,
        ),
        model,
    )


def _table(leads: Sequence[PastLead], names: Sequence[str], words: Collection[str]) -> Any:
    import numpy

    def cell(name: str, given: object) -> object:
        answer = plain_answer(given)
        if name in words:
            return word_of(answer)
        return answer if isinstance(answer, float) else numpy.nan

    return numpy.array([[cell(name, one.answers.get(name)) for name in names] for one in leads], dtype=object)
