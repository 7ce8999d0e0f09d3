"""
Converts values to JSON and back, for stores, files and hosts.
"""

from __future__ import annotations

from leadflow.wire.connections import dump_connection, load_connection, read_connection
from leadflow.wire.converter import make_converter
from leadflow.wire.decisions import pack_trace
from leadflow.wire.documents import Wire
from leadflow.wire.forms import form_of
from leadflow.wire.modules import FORMAT, dump_module, load_module, read_module

__all__ = [
    "FORMAT",
    "Wire",
    "dump_connection",
    "dump_module",
    "form_of",
    "load_connection",
    "load_module",
    "make_converter",
    "pack_trace",
    "read_connection",
    "read_module",
]
