"""
The machinery that makes criteria fast; what criteria mean stands in the package above.
"""
