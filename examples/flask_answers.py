"""
The pages behind a mail's buttons, with Flask: GET shows and changes nothing, POST performs.
"""

from __future__ import annotations

from flask import Flask, request
from flask.typing import ResponseReturnValue

from leadflow import AlreadyDecided, LinkDesk, LinkUnusable, Programme, Refusal
from leadflow.services import LINK_HEADERS, confirmation_page, message_page, unsubscribe_page


def make_app(answers: LinkDesk, programme: Programme) -> Flask:
    app = Flask(__name__)

    def page(html: str, status: int = 200) -> ResponseReturnValue:
        return html, status, dict(LINK_HEADERS)

    @app.errorhandler(LinkUnusable)
    def unusable(error: LinkUnusable) -> ResponseReturnValue:
        return page(message_page(str(error)), 410)

    @app.get("/answer/<token>")
    def show(token: str) -> ResponseReturnValue:
        return page(confirmation_page(answers.preview(token), programme))

    @app.post("/answer/<token>")
    def act(token: str) -> ResponseReturnValue:
        said = {name: request.form.get(name) for name in ("reason", "comment", "assignee_id")}
        try:
            done = answers.perform(token, request.form.get("action", ""), request.form.get("nonce", ""), **said)
        except AlreadyDecided as error:
            return page(message_page(str(error)), 409)
        if isinstance(done, Refusal):
            return page(message_page(done.problems[0].message), 422)
        return page(message_page("Thank you, that is done."))

    @app.get("/unsubscribe/<token>")
    def ask(token: str) -> ResponseReturnValue:
        return page(unsubscribe_page(programme))

    @app.post("/unsubscribe/<token>")
    def leave(token: str) -> ResponseReturnValue:
        answers.unsubscribe(token)
        return page(unsubscribe_page(programme, done=True))

    return app
