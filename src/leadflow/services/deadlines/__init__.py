"""
What is due: the steps of a deadline, and the end of a protection.
"""
