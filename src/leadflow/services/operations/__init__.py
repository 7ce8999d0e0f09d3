"""
What every operation is made of: the setting, the caller, and how a plan is committed once.
"""
