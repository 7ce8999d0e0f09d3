"""
scikit-learn's logistic regression and gradient boosting, with usual settings, on the same leads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from leadflow.core.assessment import PastLead
from leadflow.core.assessment.answers import plain_answer

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
    fitted = _encoded(past, names, model).fit(_table(past, names), won)

    def predict(leads: Sequence[PastLead]) -> list[float]:
        chances: list[float] = fitted.predict_proba(_table(leads, names))[:, 1].tolist()
        return chances

    return predict


def _encoded(past: Sequence[PastLead], names: Sequence[str], model: Any) -> Any:
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    numbers: list[int] = []
    words: list[int] = []
    for at, name in enumerate(names):
        said = [plain_answer(one.answers.get(name)) for one in past]
        (words if any(isinstance(one, str) for one in said) else numbers).append(at)
    return make_pipeline(
        ColumnTransformer(
            [
                ("numbers", make_pipeline(SimpleImputer(keep_empty_features=True), StandardScaler()), numbers),
                ("words", OneHotEncoder(handle_unknown="ignore"), words),
            ],
            sparse_threshold=0,
        ),
        model,
    )


def _table(leads: Sequence[PastLead], names: Sequence[str]) -> Any:
    import numpy

    rows = [[plain_answer(one.answers.get(name)) for name in names] for one in leads]
    table = numpy.array(rows, dtype=object)
    table[table == None] = numpy.nan  # noqa: E711  # each cell is compared
    return table
