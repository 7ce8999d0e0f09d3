"""
Cells of text files that hold what a spreadsheet could not calculate: error texts and formulas.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["CellFault", "cell_fault", "faulty_cells"]

CellFault = tuple[str, str]
"""
A code and a message, as of the same cells of a workbook.
"""

# What spreadsheets write in English, German, French, Spanish, Italian, Dutch and Portuguese.
_ERRORS: Final = frozenset(
    """
    #N/A #NV #N/D #N/B #ND #REF! #BEZUG! #¡REF! #RIF! #VERW! #NAME? #NOM? #¿NOMBRE? #NOME? #NAAM? #VALUE! #WERT!
    #VALEUR! #¡VALOR! #VALOR! #VALORE! #WAARDE! #NUM! #ZAHL! #NOMBRE! #¡NUM! #NÚM! #GETAL! #NULL! #NUL! #¡NULO! #NULO!
    #NULLO! #LEEG! #DIV/0! #¡DIV/0! #DEEL/0! #ERROR! #ERR #SPILL! #ÜBERLAUF! #PROPAGATION! #CALC! #KALK! #FIELD! #FELD!
    #BLOCKED! #BUSY! #CONNECT! #UNKNOWN! #GETTING_DATA #ERROR
    """.split()  # noqa: SIM905  # a list would be a line each
)
_NUMBERED: Final = re.compile(r"Err:\d{3}|#{3,}")
# A call, a reference to a cell, or texts joined: no sentence begins like this.
_FORMULA: Final = re.compile(
    r"""=\s*[-+@]?(?:[A-Za-z_][\w.]*\(|\$?[A-Z]{1,3}\$?[1-9]\d{0,6}(?=\s*(?:[-+*/&^:)=<>,;]|$))
    |"[^"]*"\s*&|[\w' ]+!\$?[A-Z]{1,3}\$?\d|\d[\d.,]*\s*[-+*/&^]\s*[\w$("])""",
    re.VERBOSE,
)
_BEGINNINGS: Final = ("#", "=", "Err:")


def cell_fault(text: str) -> CellFault | None:
    """
    Return what is wrong with a cell that holds an error text or a formula, and is read as blank; None for any other.
    """
    if text.upper() in _ERRORS or _NUMBERED.fullmatch(text):
        return "cell_error", f"the cell contains the error {text} and is read as blank"
    if _FORMULA.match(text):
        return "formula_without_value", "the cell contains a formula and is read as blank; send its result"
    return None


def faulty_cells(texts: Sequence[str], lines: str) -> dict[int, CellFault]:
    """
    Return which of *texts* are faulty; *lines* are the same, each after a line break.
    """
    # Most columns have none of these signs, and one sign is looked for in a hundredth of the time.
    if not any(sign in lines and f"\n{beginning}" in lines for sign, beginning in zip("#=:", _BEGINNINGS, strict=True)):
        return {}
    found = ((at, cell_fault(text)) for at, text in enumerate(texts) if text.startswith(_BEGINNINGS))
    return {at: fault for at, fault in found if fault}
