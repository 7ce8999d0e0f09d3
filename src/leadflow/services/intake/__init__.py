"""
Leads that come in one at a time: planned, admitted and routed.
"""
