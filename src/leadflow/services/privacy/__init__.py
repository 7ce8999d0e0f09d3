"""
Data about persons: found, shown and erased.
"""
