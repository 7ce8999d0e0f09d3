"""
Criteria over batches of rows, alone and in a Spark that runs on this machine.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterator
from datetime import UTC
from typing import Any

import pytest

from leadflow.core.criteria import CheckedCriteria, EvaluationTime, any_of, check_criteria, where
from leadflow.core.partners import PartnerDirectory
from leadflow.core.routing import RoutingModule, TieBreak, check_module
from leadflow.core.schema import Subject
from leadflow.testing import KIT_SCHEMA, NOW, a_lead, a_partner
from leadflow.wire import Wire

pa = pytest.importorskip("pyarrow")

from leadflow.adapters.spark import (  # noqa: E402  # needs PyArrow
    FrameModule,
    match_in_arrow,
    route_frame,
    said_rows,
    stored_rows,
)

MOMENT = EvaluationTime(NOW, UTC)


def ready(*conditions: Any) -> CheckedCriteria:
    """
    Return criteria that can be judged.
    """
    checked, problems = check_criteria(any_of(*conditions), KIT_SCHEMA)
    assert checked is not None, problems
    return checked


def test_rows_of_a_table_are_filtered() -> None:
    """
    Columns called like fields are read as text is, NULL says nothing, and other columns stay as they are.
    """
    batch = pa.RecordBatch.from_pydict({"country": ["Schweden", None, "NO"], "n": [1, 2, 3]})
    match = match_in_arrow(ready(where("country", "equals", "SE")), MOMENT, said_rows(KIT_SCHEMA, NOW))

    kept = list(match(iter([batch])))

    assert [one.to_pydict() for one in kept] == [{"country": ["Schweden"], "n": [1]}]


def test_answers_become_a_column() -> None:
    """
    With a name for the answer every row stays, and the answer is yes or no, never NULL.
    """
    batch = pa.RecordBatch.from_pydict({"country": ["SE", None, "NO"]})
    criteria = ready(where("country", "not_equals", "SE"))
    match = match_in_arrow(criteria, MOMENT, said_rows(KIT_SCHEMA, NOW), answer="wanted")

    (answered,) = match(iter([batch]))

    assert answered.column("wanted").to_pylist() == [False, False, True]


def test_stored_records_are_read() -> None:
    """
    Rows may hold leads as they are stored, with the partner beside them, and be asked with a regular expression.
    """
    pytest.importorskip("re2")
    wire = Wire(KIT_SCHEMA)
    leads = [wire.dumps(a_lead(said={"company": name})) for name in ("Granit AB", "Isar GmbH")]
    batch = pa.RecordBatch.from_pydict({"lead": leads, "partner": [wire.dumps(a_partner()), None]})
    criteria = ready(where("company", "matches", "^isar"), where("name", "is_not_empty", subject=Subject.PARTNER))
    match = match_in_arrow(criteria, MOMENT, stored_rows(KIT_SCHEMA, partner="partner"), answer="wanted")

    (answered,) = pickle.loads(pickle.dumps(match))(iter([batch]))

    assert answered.column("wanted").to_pylist() == [True, True]


@pytest.fixture
def spark() -> Iterator[Any]:
    """
    A Spark on two threads of this machine.
    """
    pyspark = pytest.importorskip("pyspark.sql")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        pyspark.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.mark.filterwarnings("default")
def test_spark_filters_rows(spark: Any) -> None:
    """
    The function travels to Spark's workers and answers there.
    """
    rows = [(f"a{number}@granit.example", "Sweden" if number % 3 else None) for number in range(30)]
    frame = spark.createDataFrame(rows, "email string, country string")
    match = match_in_arrow(ready(where("country", "in", ["SE"])), MOMENT, said_rows(KIT_SCHEMA, NOW))

    kept = frame.mapInArrow(match, frame.schema).collect()

    assert sorted(row.email for row in kept) == sorted(email for email, country in rows if country)


@pytest.mark.filterwarnings("default")
def test_spark_routes_rows(spark: Any) -> None:
    """
    Turns go round in the order of rows, and a second row of one prospect is the first one's duplicate.
    """
    directory = PartnerDirectory.of([a_partner("a"), a_partner("b")])
    checked, _ = check_module(RoutingModule(name="m", tie_break=TieBreak.ROUND_ROBIN), KIT_SCHEMA, directory)
    assert checked is not None
    rows = [(number, f"a{number if number != 3 else 0}@granit.example") for number in (4, 3, 2, 1, 0)]
    frame = spark.createDataFrame(rows, "n long, email string").repartition(3)
    module = FrameModule(module=checked, directory=directory, moment=MOMENT)

    routed = route_frame(frame, module, said_rows(KIT_SCHEMA, NOW), row="n")

    found = {one.n: (one.partner_id, one.turn, one.duplicate_of) for one in routed.frame.collect()}
    assert found == {
        0: ("a", 1, None),
        1: ("b", 2, None),
        2: ("a", 3, None),
        3: (None, None, 0),
        4: ("b", 4, None),
    }
    assert routed.turns.rotation().count == 4
