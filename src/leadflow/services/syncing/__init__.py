"""
Exchange with other systems: pulled changes, pushed leads, and turns at each system.
"""
