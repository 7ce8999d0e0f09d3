#!/usr/bin/env bash
# simple-salesforce 1.12.10 writes a moment for the Bulk API 2.0 as Python prints it, and nothing, an empty text and a missing field alike.
#
# Expected by most: a datetime is written with a T, as Salesforce reads it, or refused, as the JSON of the same package refuses it; None empties a
#   field (#N/A in this API), as it does when a record is updated alone.
# Seen: 2026-06-16 14:00:00+02:00, with a blank; None is an empty cell, as is a field that another record of the list has and this one has
#   not; a list of choices is written with its brackets and quotes.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check simple-salesforce==1.12.10
cat > "$folder/seen.py" <<'CODE'
import csv
import io
import json
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import requests
from simple_salesforce.bulk2 import SFBulk2Handler

put = []

class Server(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"id": "7501", "state": "Open"})

    def do_PUT(self):
        put.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.answer({})

    def do_PATCH(self):
        self.do_POST()

    def do_GET(self):
        self.answer({"id": "7501", "state": "JobComplete", "numberRecordsProcessed": 2, "numberRecordsFailed": 0})

    def answer(self, what):
        body = json.dumps(what).encode()
        self.send_response(201 if self.command == "PUT" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

server = HTTPServer(("127.0.0.1", 0), Server)
Thread(target=server.serve_forever, daemon=True).start()
bulk = SFBulk2Handler("token", f"http://127.0.0.1:{server.server_port}/", session=requests.Session())
moment = datetime(2026, 6, 16, 14, tzinfo=timezone(timedelta(hours=2)))
bulk.Lead.update(records=[{"Id": "1", "Phone": None, "At": moment, "Tags": ["a", "b"]}, {"Id": "2", "Fax": ""}])
first, second = csv.DictReader(io.StringIO(put[0]))
assert first == {"Id": "1", "Phone": "", "At": "2026-06-16 14:00:00+02:00", "Tags": "['a', 'b']", "Fax": ""}
assert second == {"Id": "2", "Phone": "", "At": "", "Tags": "", "Fax": ""}
CODE
"$folder/env/bin/python" -W ignore "$folder/seen.py"
echo "still so: the moment has a blank"
