"""
Connectors to CRMs, marketing automation and lead forms, by their documented APIs; they need the extra ``connectors``.

They were written from public documentation and tried against servers that keep its rules; none was tried with an account.
"""

from __future__ import annotations

from leadflow.adapters.connectors.dynamics import Dynamics
from leadflow.adapters.connectors.hubspot import HubSpot, HubSpotJournal
from leadflow.adapters.connectors.lead_forms import LinkedInForms, MetaForms
from leadflow.adapters.connectors.marketo import Marketo
from leadflow.adapters.connectors.oauth import Renew, client_credentials, jwt_bearer
from leadflow.adapters.connectors.salesforce import Salesforce
from leadflow.adapters.outgoing_addresses import AddressPolicy

__all__ = [
    "AddressPolicy",
    "Dynamics",
    "HubSpot",
    "HubSpotJournal",
    "LinkedInForms",
    "Marketo",
    "MetaForms",
    "Renew",
    "Salesforce",
    "client_credentials",
    "jwt_bearer",
]
