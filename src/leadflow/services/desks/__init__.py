"""
The desks that a host opens: each says what a party can do, and passes it on.
"""
