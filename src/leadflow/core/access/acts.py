"""
Acts: what roles can allow.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

__all__ = ["PARTNER_ACTS", "SUPPLIER_ACTS", "Act"]


class Act(StrEnum):
    """
    Something that a role allows. Reading a lead needs no act: everybody who sees it may read it.

    Attributes:
        RECEIVE: Bring in single leads.
        IMPORT: Import files of leads, and undo imports.
        REVIEW: See leads without a partner, for a supplier's user who is limited to partner groups.
        ASSIGN: Give a lead that waits to a partner, or have it routed again.
        ACCEPT, REJECT: Decide about a lead of the own partner.
        REASSIGN: Name another of the partner's people on a lead.
        ATTACH: Attach files to leads, and remove them.
        RESEND: Send mail about a lead again.
        RECORD_DELIVERY: Put reports of mail servers on messages.
        REMIND: Remind a partner's people of a lead, or ask them for an update.
        NOTIFY: Send mail that something is done: a registration, an export.
        EDIT: Change what a lead says, its score and its ids in other systems.
        SET_STAGE: Move a lead to another stage.
        TRANSFER: Duplicate a lead to another partner, transfer it, or recall it.
        ASSESS: Learn from past leads, assess leads by them, and rate how one was assessed.
        REGISTER: Bring in private leads and contacts of the own partner, and register leads.
        DECIDE_REGISTRATIONS: Approve, return, deny and extend registrations.
        WORK_OPPORTUNITIES: Register opportunities from leads, and update them.
        RUN_DEADLINES: Do what deadlines of leads are due for, and count them again.
        MANAGE_SUBSCRIPTIONS: Change subscriptions of others among the supplier's people, and have digests made.
        RESOLVE: Rule who was first with a prospect, and merge leads of one prospect.
        DEACTIVATE: Take a lead out of the lists, or bring it back.
        SAVE_PARTNERS: Add and change partners and campaigns.
        SAVE_PEOPLE: Add, change and deactivate the people of partners.
        SAVE_SETTINGS: Switch what the administrators of a partner decide, such as auto-accept.
        ADMINISTER_ROUTING: Publish routing modules, and try them out.
        ERASE: Export everything about a person, erase it, and erase leads whose time is over.
        MAINTAIN: Find and remove files that no lead refers to.
    """

    RECEIVE = "receive"
    IMPORT = "import"
    REVIEW = "review"
    ASSIGN = "assign"
    ACCEPT = "accept"
    REJECT = "reject"
    REASSIGN = "reassign"
    ATTACH = "attach"
    RESEND = "resend"
    RECORD_DELIVERY = "record_delivery"
    REMIND = "remind"
    NOTIFY = "notify"
    EDIT = "edit"
    SET_STAGE = "set_stage"
    TRANSFER = "transfer"
    ASSESS = "assess"
    REGISTER = "register"
    DECIDE_REGISTRATIONS = "decide_registrations"
    WORK_OPPORTUNITIES = "work_opportunities"
    RUN_DEADLINES = "run_deadlines"
    MANAGE_SUBSCRIPTIONS = "manage_subscriptions"
    RESOLVE = "resolve"
    DEACTIVATE = "deactivate"
    SAVE_PARTNERS = "save_partners"
    SAVE_PEOPLE = "save_people"
    SAVE_SETTINGS = "save_settings"
    ADMINISTER_ROUTING = "administer_routing"
    ERASE = "erase"
    MAINTAIN = "maintain"


PARTNER_ACTS: Final = frozenset(
    {
        Act.ACCEPT,
        Act.REJECT,
        Act.REASSIGN,
        Act.EDIT,
        Act.REGISTER,
        Act.SET_STAGE,
        Act.WORK_OPPORTUNITIES,
        Act.ATTACH,
        Act.SAVE_PEOPLE,
        Act.SAVE_SETTINGS,
    }
)
"""
What a partner's people can do at all.
"""

SUPPLIER_ACTS: Final = frozenset(
    {
        Act.RECEIVE,
        Act.IMPORT,
        Act.REVIEW,
        Act.ASSIGN,
        Act.REASSIGN,
        Act.ATTACH,
        Act.RESEND,
        Act.RECORD_DELIVERY,
        Act.REMIND,
        Act.NOTIFY,
        Act.EDIT,
        Act.SET_STAGE,
        Act.TRANSFER,
        Act.ASSESS,
        Act.REGISTER,
        Act.DECIDE_REGISTRATIONS,
        Act.WORK_OPPORTUNITIES,
        Act.RUN_DEADLINES,
        Act.MANAGE_SUBSCRIPTIONS,
        Act.RESOLVE,
        Act.DEACTIVATE,
        Act.SAVE_PARTNERS,
        Act.SAVE_PEOPLE,
        Act.ADMINISTER_ROUTING,
        Act.ERASE,
        Act.MAINTAIN,
    }
)
"""
What a supplier's people and programs can do at all.
"""
