"""
The pages behind a mail's buttons, with Flask: GET shows and changes nothing, POST performs.
"""

from __future__ import annotations

from flask import Flask, request
from flask.typing import ResponseReturnValue

from leadflow import AlreadyDecided, LinkDesk, LinkUnusable, Programme, Refusal
from leadflow.services import LINK_HEADERS, answer_page, confirmation_page, unsubscribe_page


def make_app(answers: LinkDesk, programme: Programme) -> Flask:
    app = Flask(__name__)

    def page(html: str, status: int = 200) -> ResponseReturnValue:
        return html, status, dict(LINK_HEADERS)

    @app.errorhandler(LinkUnusable)
    def unusable(error: LinkUnusable) -> ResponseReturnValue:
        token = (request.view_args or {})["token"]
        return page(answer_page(error, programme, answers.languages(token)), 410)

    @app.get("/answer/<token>")
    def show(token: str) -> ResponseReturnValue:
        return page(confirmation_page(answers.preview(token), programme))

    @app.post("/answer/<token>")
    def act(token: str) -> ResponseReturnValue:
        languages = answers.languages(token)
        said = {name: request.form.get(name) for name in ("reason", "comment", "assignee_id", "stage")}
        try:
            done = answers.perform(token, request.form.get("action", ""), request.form.get("nonce", ""), **said)
        except AlreadyDecided as error:
            return page(answer_page(error, programme, languages), 409)
        return page(answer_page(done, programme, languages), 422 if isinstance(done, Refusal) else 200)

    @app.get("/unsubscribe/<token>")
    def ask(token: str) -> ResponseReturnValue:
        return page(unsubscribe_page(programme, answers.languages(token)))

    @app.post("/unsubscribe/<token>")
    def leave(token: str) -> ResponseReturnValue:
        answers.unsubscribe(token)
        return page(unsubscribe_page(programme, answers.languages(token), done=True))

    return app
