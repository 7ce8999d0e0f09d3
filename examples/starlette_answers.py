"""
The pages behind a mail's buttons, with Starlette: GET shows and changes nothing, POST performs.
"""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from leadflow import AlreadyDecided, LinkDesk, LinkUnusable, Programme, Refusal
from leadflow.services import LINK_HEADERS, confirmation_page, message_page, unsubscribe_page


def make_app(answers: LinkDesk, programme: Programme) -> Starlette:
    def page(html: str, status: int = 200) -> HTMLResponse:
        return HTMLResponse(html, status, LINK_HEADERS)

    async def unusable(request: Request, error: Exception) -> HTMLResponse:
        return page(message_page(str(error)), 410)

    async def show(request: Request) -> HTMLResponse:
        preview = await run_in_threadpool(answers.preview, request.path_params["token"])
        return page(confirmation_page(preview, programme))

    async def act(request: Request) -> HTMLResponse:
        form = {name: str(value) for name, value in (await request.form()).items()}
        said = {name: form.get(name) for name in ("reason", "comment", "assignee_id")}
        token, action, nonce = request.path_params["token"], form.get("action", ""), form.get("nonce", "")
        try:
            done = await run_in_threadpool(answers.perform, token, action, nonce, **said)
        except AlreadyDecided as error:
            return page(message_page(str(error)), 409)
        if isinstance(done, Refusal):
            return page(message_page(done.problems[0].message), 422)
        return page(message_page("Thank you, that is done."))

    async def ask(request: Request) -> HTMLResponse:
        return page(unsubscribe_page(programme))

    async def leave(request: Request) -> HTMLResponse:
        await run_in_threadpool(answers.unsubscribe, request.path_params["token"])
        return page(unsubscribe_page(programme, done=True))

    routes = [
        Route("/answer/{token}", show),
        Route("/answer/{token}", act, methods=["POST"]),
        Route("/unsubscribe/{token}", ask),
        Route("/unsubscribe/{token}", leave, methods=["POST"]),
    ]
    return Starlette(routes=routes, exception_handlers={LinkUnusable: unusable})
