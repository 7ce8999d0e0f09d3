"""
The machinery that evaluates criteria quickly; the package above defines what they mean.
"""
