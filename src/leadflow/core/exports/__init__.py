"""
Exports that are stored: how far they are, who gets them, and for how long.
"""

from __future__ import annotations

from leadflow.core.exports.policy import ExportPolicy
from leadflow.core.exports.stored_export import ExportState, StoredExport

__all__ = ["ExportPolicy", "ExportState", "StoredExport"]
