"""
Charts, plain and strange, and what a browser shows of them: ``python -m tests.browser.pictures [FOLDER]``.

With a folder, each chart is kept there as it is shown in each way, to be looked at.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from tests.browser.packages import in_browser, installed

from leadflow.core.views import Chart, bar_chart, column_chart

__all__ = ["CHARTS", "MEASURED", "looked_at"]

MEASURED: Final = Path(__file__).parent / "texts.json"
"""
How wide a browser drew the texts of each chart.
"""

_WIDE: Final = (
    ("WM" * 20, 12),
    ("株式会社" * 10, 7),
    ("😀" * 30, 5),
    ("شركة المثال للتجارة والخدمات العامة", 3),
    ("ЖШЩЮ" * 9, 2),
    ("Παράδειγμα Ανώνυμη Εταιρεία Αθηνών", 2),
    ("बहुराष्ट्रीय उदाहरण प्राइवेट लिमिटेड", 1),
    ("ตัวอย่างบริษัทจำกัดมหาชนกรุงเทพ", 1),
)
CHARTS: Final[dict[str, Chart]] = {
    "bars": bar_chart("Leads", [("Nordlys AS", 12), ("Globex GmbH", 7.5), ("Initech", 0)]),
    "shares": bar_chart("Acceptance rate", [("Nordlys AS", 1.0), ("Globex GmbH", 1 / 3)], percent=True),
    "wide letters": bar_chart("WM " * 30, _WIDE),
    "large numbers": bar_chart("Leads", [("Nordlys AS", 10**12), ("Globex GmbH", 123456789012.5)]),
    "many bars": bar_chart("Leads", [(f"Partner {one}", one) for one in range(30)]),
    "no bars": bar_chart("Leads", []),
    "a month": column_chart("Events by day", [(f"2026-03-{day:02}", day * 7 % 13) for day in range(1, 32)]),
    "a year": column_chart("Events by day", [(f"day {day}", day * 1234567) for day in range(365)]),
    "a day": column_chart("Events by day", [("2026-03-01", 1)]),
    "no days": column_chart("Events by day", []),
    "wide columns": column_chart("Events", [("WM" * 20, 10**9), ("MW" * 20, 5)]),
}
"""
One of each kind, and what is longest, largest and emptiest.
"""


def looked_at(folder: str = "") -> dict[str, Any]:
    """
    Return what each chart measures and says in a browser, and the contrasts in each way of showing it.

    Args:
        folder: Where pictures of it are kept; empty for nowhere.
    """
    found: dict[str, Any] = in_browser(
        "charts.mjs", charts={name: one.svg for name, one in CHARTS.items()}, shots=folder
    )
    return found


if __name__ == "__main__":
    reason = installed()
    if reason:
        raise SystemExit(f"nothing was written: {reason}")
    seen = looked_at(*sys.argv[1:])
    lines = [
        f" {json.dumps(name)}: {json.dumps([[one['said'], one['width']] for one in chart['texts']], ensure_ascii=False)}"
        for name, chart in seen.items()
    ]
    MEASURED.write_text("{{\n{}\n}}\n".format(",\n".join(lines)), encoding="utf-8")
    print(f"{MEASURED.name} is written")
