"""
Cells of text files that hold what a spreadsheet could not calculate.
"""

from __future__ import annotations

import pytest

from leadflow.core.tables.cell_faults import cell_fault, faulty_cells


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "cell_error") for text in ("#N/A", "#REF!", "#NAME?", "#DIV/0!", "#NV", "#BEZUG!", "#ERROR!", "#n/a")),
        *((text, "cell_error") for text in ("#¡VALOR!", "#VALEUR!", "#NÚM!", "#VERW!", "#RIF!", "Err:502", "########")),
        *((text, "formula_without_value") for text in ('=B2&" x"', '=HYPERLINK("http://x.example","Granit")', "=A1")),
        *((text, "formula_without_value") for text in ("=SUM(A1:A3)", "=-$B$7*2", '="a"&B2', "=Sheet1!A1", "=1+1")),
    ],
)
def test_errors_and_formulas_are_told(text: str, code: str) -> None:
    """
    In every language that spreadsheets have them.
    """
    fault = cell_fault(text)

    assert fault is not None
    assert fault[0] == code


@pytest.mark.parametrize(
    "text",
    [
        "#1 Bakery",
        "#hashtag",
        "#12",
        "# 7",
        "= see notes",
        "=> call",
        "=)",
        '="01067"',
        "'=A1",
        "#WOW!",
        "a=b",
        "",
        "=5",
    ],
)
def test_other_texts_are_texts(text: str) -> None:
    """
    A mark at the beginning alone says nothing, and a guard is no formula.
    """
    assert cell_fault(text) is None


def test_a_column_is_looked_at_as_a_whole() -> None:
    """
    The places of the faulty cells, and nothing of the others.
    """
    texts = ["Granit", "#N/A", "#1 Bakery", "=A1+1"]

    assert sorted(faulty_cells(texts, "\n" + "\n".join(texts))) == [1, 3]
    assert faulty_cells(["Granit"], "\nGranit") == {}
