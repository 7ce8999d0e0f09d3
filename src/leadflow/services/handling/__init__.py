"""
Operations on one existing lead and its opportunities.
"""
