"""
Stores for the bytes of attachments, and malware scanners.
"""

from __future__ import annotations

from leadflow.adapters.attachments.clamd import ClamdScanner
from leadflow.adapters.attachments.folders import FsspecAttachments
from leadflow.adapters.attachments.macros import MacroScanner
from leadflow.adapters.attachments.memory import MemoryAttachments
from leadflow.adapters.attachments.scanners import ScannerChain

__all__ = ["ClamdScanner", "FsspecAttachments", "MacroScanner", "MemoryAttachments", "ScannerChain"]
