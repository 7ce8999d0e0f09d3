"""
Ports implemented: stores, mailers and file readers, each in a module of its own and optional.
"""
