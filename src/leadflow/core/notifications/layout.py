"""
The design of the default mail, as HTML and plain text.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Final

__all__ = ["html_page", "text_page"]

Pairs = tuple[tuple[str, str], ...]

# Mail about one lead goes to several people in a row, and most of it says the same to each.
_RECALLED: Final = 16


@lru_cache(maxsize=_RECALLED)
def text_page(intro: str, rows: Pairs, buttons: Pairs, leave: tuple[str, str] | None) -> str:
    """
    Lay out the plain part: the sentence, a line for each detail, and a line for each link, *leave* the last.

    Further lines of a detail are below its first.
    """
    width = max((len(label) for label, _ in rows), default=0) + 1
    below = "\n" + " " * (width + 1)
    lines = [f"{label + ':':<{width}} {below.join(value.splitlines())}" for label, value in rows]
    links, last = ([f"{label}: {url}" for label, url in some] for some in (buttons, [leave] if leave else []))
    parts = [[intro], lines, links, last]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


# Colours are said for light and dark, both with a contrast above 4.5; clients that know no media queries show the light
# ones, and those that invert colours automatically find every background beside its text.
_PAGE: Final = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{subject}</title>
<style>
:root {{ color-scheme: light dark; supported-color-schemes: light dark }}
@media (prefers-color-scheme: dark) {{
  .page {{ background: #111827 !important }}
  .card {{ background: #1f2937 !important; border-color: #374151 !important }}
  .card p, .card td, .card th, .card div {{ color: #f3f4f6 !important }}
  .card .quiet {{ color: #cbd5e1 !important }}
  .card a.plain {{ color: #93c5fd !important }}
  .card a.first {{ background: #93c5fd !important; color: #111827 !important; border-color: #93c5fd !important }}
  .card a.other {{ background: #1f2937 !important; color: #93c5fd !important; border-color: #93c5fd !important }}
}}
@media (max-width: 480px) {{
  .row th, .row td {{ display: block !important; width: auto !important; padding-right: 0 !important }}
  .row th {{ padding-bottom: 0 !important }}
  .button {{ display: block !important; margin-right: 0 !important; text-align: center !important }}
}}
</style>
</head>
<body class="page" style="margin:0;padding:16px;background:#f3f4f6">
<div class="card" style="box-sizing:border-box;max-width:600px;margin:0 auto;padding:24px;background:#ffffff;\
border:1px solid #d1d5db;border-radius:8px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
<p dir="auto" style="margin:0 0 16px;color:#111827">{intro}</p>
<table role="presentation" cellpadding="0" cellspacing="0" width="100%" style="border-collapse:collapse">
{rows}
</table>
{buttons}{unsubscribe}</div>
</body>
</html>
"""

_ROW: Final = """\
<tr class="row"><th class="quiet" align="left" valign="top" width="30%" style="padding:4px 16px 4px 0;font-weight:600;\
color:#4b5563">{label}</th><td dir="auto" valign="top" style="padding:4px 0;white-space:pre-line;overflow-wrap:anywhere;\
color:#111827">{value}</td></tr>"""

_FILLED: Final = "background:#1d4ed8;color:#ffffff;border:2px solid #1d4ed8"
_OUTLINED: Final = "background:#ffffff;color:#1d4ed8;border:2px solid #1d4ed8"

_BUTTON: Final = """\
<a class="button {weight}" href="{url}" style="display:inline-block;margin:0 12px 12px 0;padding:10px 24px;border-radius:6px;\
font-weight:600;text-decoration:none;{colours}">{label}</a>"""

_UNSUBSCRIBE: Final = """\
<p class="quiet" style="margin:16px 0 0;font-size:13px;color:#4b5563">\
<a class="plain" href="{url}" style="color:#1d4ed8">{label}</a></p>
"""


@lru_cache(maxsize=_RECALLED)
def html_page(
    language: str, subject: str, intro: str, rows: Pairs, buttons: Pairs, leave: tuple[str, str] | None
) -> str:
    """
    Lay out the HTML part; everything that is given is escaped.
    """
    table = "\n".join(_ROW.format(label=escape(label), value=escape(value)) for label, value in rows)
    pressed = "\n".join(
        _BUTTON.format(
            url=escape(url),
            label=escape(label),
            weight="other" if number else "first",
            colours=_OUTLINED if number else _FILLED,
        )
        for number, (label, url) in enumerate(buttons)
    )
    last = _UNSUBSCRIBE.format(label=escape(leave[0]), url=escape(leave[1])) if leave else ""
    return _PAGE.format(
        language=escape(language),
        subject=escape(subject),
        intro=escape(intro),
        rows=table,
        buttons=f'<div style="margin:24px 0 0">\n{pressed}\n</div>\n' if pressed else "",
        unsubscribe=last,
    )
