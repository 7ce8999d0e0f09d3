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
from leadflow.services import LINK_HEADERS, answer_page, confirmation_page, unsubscribe_page


def make_app(answers: LinkDesk, programme: Programme) -> Starlette:
    def page(html: str, status: int = 200) -> HTMLResponse:
        return HTMLResponse(html, status, LINK_HEADERS)

    async def unusable(request: Request, error: Exception) -> HTMLResponse:
        assert isinstance(error, LinkUnusable)
        languages = await run_in_threadpool(answers.languages, request.path_params["token"])
        return page(answer_page(error, programme, languages), 410)

    async def show(request: Request) -> HTMLResponse:
        preview = await run_in_threadpool(answers.preview, request.path_params["token"])
        return page(confirmation_page(preview, programme))

    async def act(request: Request) -> HTMLResponse:
        form = {name: str(value) for name, value in (await request.form()).items()}
        said = {name: form.get(name) for name in ("reason", "comment", "assignee_id", "stage")}
        token, action, nonce = request.path_params["token"], form.get("action", ""), form.get("nonce", "")
        languages = await run_in_threadpool(answers.languages, token)
        try:
            done = await run_in_threadpool(answers.perform, token, action, nonce, **said)
        except AlreadyDecided as error:
            return page(answer_page(error, programme, languages), 409)
        return page(answer_page(done, programme, languages), 422 if isinstance(done, Refusal) else 200)

    async def ask(request: Request) -> HTMLResponse:
        languages = await run_in_threadpool(answers.languages, request.path_params["token"])
        return page(unsubscribe_page(programme, languages))

    async def leave(request: Request) -> HTMLResponse:
        token = request.path_params["token"]
        await run_in_threadpool(answers.unsubscribe, token)
        languages = await run_in_threadpool(answers.languages, token)
        return page(unsubscribe_page(programme, languages, done=True))

    routes = [
        Route("/answer/{token}", show),
        Route("/answer/{token}", act, methods=["POST"]),
        Route("/unsubscribe/{token}", ask),
        Route("/unsubscribe/{token}", leave, methods=["POST"]),
    ]
    return Starlette(routes=routes, exception_handlers={LinkUnusable: unusable})
