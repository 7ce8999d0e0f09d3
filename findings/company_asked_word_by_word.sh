#!/usr/bin/env bash
# marketorestpython 0.5.25 asks Marketo for two companies when it is given the name of one.
#
# Expected by most: filterValues='Granit AB' is one value, as a single id or address is.
# Seen: the text is split at its blanks and joined by commas: leads of a company Granit and leads of a company AB are asked for. In a
#   list the name stays whole, but for a comma of its own, which parts it again.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check marketorestpython==0.5.25
"$folder/env/bin/python" -W ignore - <<'CODE'
import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs

from marketorestpython.client import MarketoClient

asked = []

class Server(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer({"access_token": "t", "expires_in": 3600, "token_type": "bearer", "scope": "x"})

    def do_POST(self):
        asked.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["filterValues"][0])
        self.answer({"success": True, "result": []})

    def answer(self, what):
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

server = HTTPServer(("127.0.0.1", 0), Server)
Thread(target=server.serve_forever, daemon=True).start()
client = MarketoClient("x", "id", "secret")
client.host = f"http://127.0.0.1:{server.server_port}"
for companies in ("Granit AB", ["Granit AB"], ["Smith, Jones"]):
    client.execute(method="get_multiple_leads_by_filter_type", filterType="company", filterValues=companies)
assert asked == ["Granit,AB", "Granit AB", "Smith, Jones"]
CODE
echo "still so: Granit AB is Granit or AB"
