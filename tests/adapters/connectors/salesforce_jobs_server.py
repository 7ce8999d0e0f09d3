"""
The jobs of Bulk API 2.0 of a small Salesforce, with the rules that its public documentation gives.

A job is asked about until it is done, results of queries come in parts with a locator that stays, files of another end
of line fail the whole job, an empty value changes nothing, and there are three files of results for what was done,
refused and left.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import httpx
from attrs import define, field


@define
class Job:
    """
    A job.

    Attributes:
        body: What it was made of.
        state: How far it is.
        polls: How often it is asked about before it is done.
        names: The columns.
        rows: Those of its file, or of its results.
        done, failed, left: What became of its rows.
        user: Who made it.
    """

    body: dict[str, Any]
    state: str
    polls: int
    names: list[str] = field(factory=list)
    rows: list[dict[str, str]] = field(factory=list)
    done: list[dict[str, str]] = field(factory=list)
    failed: list[dict[str, str]] = field(factory=list)
    left: list[dict[str, str]] = field(factory=list)
    user: str = "0055e000001us01AAA"


@define
class Jobs:
    """
    All jobs.

    Attributes:
        query: Returns the rows of a query as JSON.
        write: Writes a record as a collection does, and returns its outcome.
        polls: How often a new job is asked about before it is done.
        ends: The state in which a new job ends.
        part: How many results are given at once at most.
        begins: False leaves new jobs in the queue.
        stops_after: How many rows a job processes before it ends.
        jobs: By their ids.
    """

    query: Callable[[str], list[dict[str, Any]]]
    write: Callable[[dict[str, Any], str], dict[str, Any]]
    polls: int = 1
    ends: str = "JobComplete"
    part: int = 3
    begins: bool = True
    stops_after: int = 10**6
    jobs: dict[str, Job] = field(factory=dict)

    def answer(self, request: httpx.Request, path: str, lost: list[bool]) -> httpx.Response:
        """
        Answer a request about jobs.
        """
        if request.method == "POST":
            return self._opened(path, json.loads(request.content))
        if path == "/jobs/ingest":
            assert request.url.params["jobType"] == "V2Ingest"
            told = [
                {"id": one, "object": job.body["object"], "state": job.state, "createdById": job.user}
                for one, job in self.jobs.items()
                if "object" in job.body
            ]
            return httpx.Response(200, json={"done": True, "records": told, "nextRecordsUrl": None})
        found = re.fullmatch(r"/jobs/(query|ingest)/(\w+)(?:/(\w+)/?)?", path)
        assert found is not None, path
        if found[2] not in self.jobs:
            return _error(404, "NOT_FOUND")
        job, rest = self.jobs[found[2]], found[3]
        match (request.method, rest):
            case ("PUT", "batches"):
                return self._uploaded(job, request)
            case ("PATCH", None):
                return self._moved(job, json.loads(request.content)["state"], request, lost)
            case ("GET", None):
                return self._asked(job, found[2])
            case ("GET", "results"):
                return self._results(job, request)
            case _:
                rows = {"successfulResults": job.done, "failedResults": job.failed, "unprocessedrecords": job.left}
                own = {"successfulResults": ["sf__Id", "sf__Created"], "failedResults": ["sf__Id", "sf__Error"]}
                return _csv([*own.get(rest, []), *job.names], rows[rest][::-1])

    def go_on(self) -> None:
        """
        Work on each job a little, whether or not somebody asks about it.
        """
        for id, job in self.jobs.items():
            self._asked(job, id)

    def _opened(self, path: str, body: dict[str, Any]) -> httpx.Response:
        assert body["lineEnding"] == "LF"
        assert body["columnDelimiter"] == "COMMA"
        id = f"7505e0000000{len(self.jobs):03d}"
        if path == "/jobs/ingest":
            assert body["operation"] in ("upsert", "update")
            assert ("externalIdFieldName" in body) == (body["operation"] == "upsert")
            self.jobs[id] = Job(body, "Open", self.polls)
        else:
            rows = self.query(body["query"])
            names = [one.strip() for one in body["query"].removeprefix("SELECT ").partition(" FROM ")[0].split(",")]
            texts = [{name: _text(row.get(name)) for name in names} for row in rows]
            self.jobs[id] = Job(body, "UploadComplete", self.polls, names, texts)
        return httpx.Response(
            200, json={"id": id, "state": self.jobs[id].state, "createdById": self.jobs[id].user, **body}
        )

    def _uploaded(self, job: Job, request: httpx.Request) -> httpx.Response:
        assert request.headers["content-type"].startswith("text/csv")
        if job.state != "Open" or job.rows:
            return _error(400, "INVALIDJOBSTATE")
        text = request.content.decode()
        reader = csv.DictReader(StringIO(text, newline=""))
        job.rows = list(reader)
        job.names = list(reader.fieldnames or ())
        assert "\r" not in text, "another end of line fails the whole job"
        return httpx.Response(201)

    def _moved(self, job: Job, state: str, request: httpx.Request, lost: list[bool]) -> httpx.Response:
        if state == "Aborted":
            if job.state in ("JobComplete", "Failed"):
                return _error(400, "INVALIDJOBSTATE")
            job.left = [one for one in job.rows if one not in job.left] if not job.done + job.failed else job.left
            job.state = state
            return httpx.Response(200, json={"state": state})
        assert state == "UploadComplete"
        if lost and not lost[0]:
            lost.pop(0)
            raise httpx.ReadError("connection reset", request=request)
        job.state = state
        if lost:
            lost.pop(0)
            raise httpx.ReadError("connection reset", request=request)
        return httpx.Response(200, json={"state": state})

    def _asked(self, job: Job, id: str) -> httpx.Response:
        if self.begins and job.state in ("UploadComplete", "InProgress"):
            job.polls -= 1
            job.state = "InProgress" if job.polls >= 0 else self.ends
            if job.state == self.ends and "query" not in job.body:
                self._processed(job)
        return httpx.Response(200, json={"id": id, "state": job.state})

    def _processed(self, job: Job) -> None:
        key = job.body.get("externalIdFieldName")
        path = f"/composite/sobjects/{job.body['object']}/{key}" if key else "/composite/sobjects"
        for number, row in enumerate(job.rows):
            if number >= self.stops_after:
                job.left.append(row)
                continue
            said = {name: None if one == "#N/A" else one for name, one in row.items() if one != ""}
            told = self.write({**said, "attributes": {"type": job.body["object"]}}, path)
            if told["success"]:
                made = str(told.get("created", False)).lower()
                job.done.append({"sf__Id": told["id"], "sf__Created": made, **row})
            else:
                (error,) = told["errors"]
                message = f"{error['statusCode']}:{error['message']}:{','.join(error['fields'])} --"
                job.failed.append({"sf__Id": "", "sf__Error": message, **row})

    def _results(self, job: Job, request: httpx.Request) -> httpx.Response:
        if job.state != "JobComplete":
            return _error(400, "INVALIDJOBSTATE")
        start = int(request.url.params.get("locator", "MTAw0").removeprefix("MTAw"))
        end = start + min(self.part, int(request.url.params["maxRecords"]))
        answer = _csv(job.names, job.rows[start:end])
        answer.headers["sforce-numberofrecords"] = str(len(job.rows[start:end]))
        answer.headers["sforce-locator"] = f"MTAw{end}" if end < len(job.rows) else "null"
        return answer


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _csv(names: list[str], rows: list[dict[str, str]]) -> httpx.Response:
    out = StringIO(newline="")
    writer = csv.DictWriter(out, names, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return httpx.Response(200, content=out.getvalue().encode(), headers={"content-type": "text/csv; charset=UTF-8"})


def _error(status: int, code: str, **more: object) -> httpx.Response:
    return httpx.Response(status, json=[{"errorCode": code, "message": code, **more}])
