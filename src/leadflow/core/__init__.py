"""
Values and decisions, without I/O, clock, randomness or logging.
"""
