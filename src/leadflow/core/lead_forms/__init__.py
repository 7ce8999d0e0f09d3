"""
Lead forms of advertising networks: who sent one, and what the prospect answered.
"""

from __future__ import annotations

from leadflow.core.lead_forms.entries import FormEntry
from leadflow.core.lead_forms.google_ads import read_google_ads_form
from leadflow.core.lead_forms.linkedin import (
    LinkedInNotice,
    answer_linkedin_challenge,
    linkedin_entry,
    read_linkedin_notices,
)
from leadflow.core.lead_forms.meta import MetaNotice, answer_meta_handshake, meta_entry, read_meta_notices

__all__ = [
    "FormEntry",
    "LinkedInNotice",
    "MetaNotice",
    "answer_linkedin_challenge",
    "answer_meta_handshake",
    "linkedin_entry",
    "meta_entry",
    "read_google_ads_form",
    "read_linkedin_notices",
    "read_meta_notices",
]
