"""
The pages behind a mail's links.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from types import MappingProxyType
from typing import Final, assert_never

from leadflow.core.arguments import checked
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.handling.link_actions import LinkPreview, link_code
from leadflow.core.notifications.link_grants import LinkAction
from leadflow.core.notifications.occasions import languages_of
from leadflow.core.notifications.rendering import lead_details, lead_history, lead_title, shown_history
from leadflow.core.notifications.wordings import Words, words_in
from leadflow.core.programme import Programme
from leadflow.errors import AlreadyDecided, LinkUnusable

__all__ = [
    "LINK_HEADERS",
    "answer_page",
    "confirmation_page",
    "confirmation_values",
    "message_page",
    "unsubscribe_page",
]

LINK_HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
        "Content-Type": "text/html; charset=utf-8",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex, nofollow",
    }
)
"""
What every answer to a link is sent with: not kept, not framed, not indexed, and the token given to nobody else.
"""

_PAGE: Final = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 2rem auto; padding: 0 1rem }}
form {{ margin: 1rem 0 }}
button {{ font: inherit; padding: .6rem 1.4rem }}
select, textarea {{ font: inherit; display: block; width: 100%; margin: .25rem 0 .5rem }}
th {{ text-align: left; vertical-align: top; padding-right: 1rem }}
td {{ white-space: pre-line }}
</style>
</head>
<body>
<h1 dir="auto">{title}</h1>
{body}
</body>
</html>
"""


@checked
def confirmation_values(preview: LinkPreview, programme: Programme) -> dict[str, object]:
    """
    Return what a host's own page shows, as plain values: title, details, history, actions, nonce, reasons,
    stages and colleagues.
    """
    lead, words = preview.lead, _words(preview, programme)
    people = [one for one in preview.account.people.members if one.active and one.id != lead.assignee_id]
    return {
        "title": f"{programme.title}: {lead_title(lead)}",
        "state": lead.status.value,
        "details": [
            {"label": label, "value": value} for label, value in lead_details(lead, programme.letterhead, words)
        ],
        "history": [{"date": day, "title": title} for day, title in lead_history(lead, programme.letterhead)],
        "actions": [{"action": one.value, "label": words.actions[one]} for one in preview.actions],
        "nonce": preview.nonce,
        "stage": lead.stage,
        "stages": list(programme.stages.all),
        "reason_required": programme.rejections.reason_required,
        "reasons": [
            {"code": one.code, "label": one.label, "comment_required": one.comment_required}
            for one in programme.rejections.reasons
        ],
        "colleagues": [{"id": one.id, "name": one.name or one.email} for one in people],
    }


@checked
def confirmation_page(preview: LinkPreview, programme: Programme) -> str:
    """
    Return a page with the lead's details and one form for each action; it has no script and loads nothing.
    """
    words = _words(preview, programme)
    rows = [*lead_details(preview.lead, programme.letterhead, words)]
    if preview.lead.history:
        rows.append((words.history, shown_history(preview.lead, programme.letterhead, words)))
    details = "\n".join(
        f'<tr><th>{escape(label)}</th><td dir="auto">{escape(value)}</td></tr>' for label, value in rows
    )
    forms = "\n".join(_form(one, preview, programme, words) for one in preview.actions)
    body = f"<table>\n{details}\n</table>\n{forms}"
    if preview.decided is not None and not preview.actions:
        body += f"<p>{escape(words.decided)}</p>"
    title = f"{programme.title}: {lead_title(preview.lead)}"
    return _PAGE.format(language=words.language, title=escape(title), body=body)


@checked
def answer_page(
    outcome: LeadUpdate | Refusal | LinkUnusable | AlreadyDecided, programme: Programme, languages: Iterable[str] = ()
) -> str:
    """
    Return the page that says what a pressed button did, or why its link cannot be used.

    Args:
        outcome: What `LinkDesk.perform` returned or raised, or `LinkDesk.preview` raised.
        programme: Whose language it has where nobody names another.
        languages: What the person reads, the first choice first; see `LinkDesk.languages`.
    """
    words = words_in(*languages, programme.mail.language)
    match outcome:
        case LeadUpdate():
            said = "done"
        case Refusal():
            said = outcome.problems[0].code
        case _:
            said = link_code(outcome)
    text = words.answers.get(said, words.answers["not_done"])
    return message_page(text, language=words.language)


@checked
def message_page(text: str, *, language: str = "en") -> str:
    """
    Return a page that says one sentence: what was done, or why a link is not valid.
    """
    return _PAGE.format(language=escape(language), title=escape(text), body="")


@checked
def unsubscribe_page(programme: Programme, languages: Iterable[str] = (), *, done: bool = False) -> str:
    """
    Return the page that a mail's last link leads to: a form with one button, or what is so after it was pressed.

    It is in the first of *languages* that there is, see `LinkDesk.languages`, else in the programme's.
    """
    words = words_in(*languages, programme.mail.language)
    button = f'<form method="post"><button>{escape(words.unsubscribe)}</button></form>'
    title = words.unsubscribed if done else programme.title
    return _PAGE.format(language=words.language, title=escape(title), body="" if done else button)


def _words(preview: LinkPreview, programme: Programme) -> Words:
    """
    Return the wording in the language of the recipient.
    """
    person = preview.account.person(preview.recipient_id)
    return words_in(*languages_of(person, preview.account.partner, programme.mail.language))


def _form(action: LinkAction, preview: LinkPreview, programme: Programme, words: Words) -> str:
    fields = ""
    match action:
        case LinkAction.ACCEPT:
            pass
        case LinkAction.REJECT:
            options = _options((one.code, one.label) for one in programme.rejections.reasons)
            required = " required" if programme.rejections.reason_required else ""
            fields = (
                f'<label>{escape(words.reason)} <select name="reason"{required}><option value="">-</option>{options}</select></label>\n'
                f'<label>{escape(words.comment)} <textarea name="comment" maxlength="2000"></textarea></label>\n'
            )
        case LinkAction.REASSIGN:
            free = [one for one in preview.account.people.members if one.active and one.id != preview.lead.assignee_id]
            options = _options((one.id, one.name or one.email) for one in free)
            fields = f'<label>{escape(words.colleague)} <select name="assignee_id">{options}</select></label>\n'
        case LinkAction.SET_STAGE:
            options = _options(((one, one) for one in programme.stages.all), preview.lead.stage)
            fields = (
                f'<label>{escape(words.stage)} <select name="stage">{options}</select></label>\n'
                f'<label>{escape(words.comment)} <textarea name="comment" maxlength="2000"></textarea></label>\n'
            )
        case _:
            assert_never(action)
    return (
        f'<form method="post">\n<input type="hidden" name="nonce" value="{escape(preview.nonce)}">\n{fields}'
        f'<button name="action" value="{action.value}">{escape(words.actions[action])}</button>\n</form>'
    )


def _options(pairs: Iterable[tuple[str, str]], chosen: str | None = None) -> str:
    return "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(label)}</option>'
        for value, label in pairs
    )
