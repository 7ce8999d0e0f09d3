"""
The example that writes the default mail to files, as the README's picture shows one.
"""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

from examples.mail_templates import HISTORY, SAID, main

from leadflow.core.notifications import MessageKind
from leadflow.core.notifications.wordings import LANGUAGES


def test_every_kind_is_written_in_every_language(tmp_path: Path) -> None:
    """
    Every kind of mail is written in every language as mail, text and safe HTML.
    """
    written = {path.relative_to(tmp_path).as_posix() for path in main(tmp_path)}
    names = [f"{language}/{kind.value}" for language in LANGUAGES for kind in MessageKind]

    assert written == {f"{name}.{suffix}" for name in names for suffix in ("eml", "txt", "html")}
    for name in names:
        mail = message_from_bytes((tmp_path / f"{name}.eml").read_bytes(), policy=default)
        html, plain = (tmp_path / f"{name}.html").read_text("utf-8"), mail.get_body(("plain",))
        assert plain is not None
        assert plain.get_content().splitlines() == (tmp_path / f"{name}.txt").read_text("utf-8").splitlines()
        assert not any(one in html for one in ("<script", "<img", "src=", "@import", "<link"))


def test_the_new_lead_mail_shows_what_the_picture_shows(tmp_path: Path) -> None:
    """
    What the lead says, its campaign, what happened before, who assigned it, and three buttons.
    """
    main(tmp_path)
    html = (tmp_path / "en" / "new_lead.html").read_text("utf-8")
    shown = [value for name, value in SAID.items() if name != "country"]

    assert all(one in html for one in [*shown, *(one.title for one in HISTORY), "Spring Fair", "Acme Solar"])
    assert [html.count(f">{label}</a>") for label in ("Accept", "Reject", "Reassign")] == [1, 1, 1]
