"""
Registrations: submitted by people or by rules, and decided by the supplier.
"""
