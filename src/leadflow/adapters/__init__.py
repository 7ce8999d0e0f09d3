"""
Implementations of the ports: stores, mailers and file readers, each in its own optional module.
"""
