"""
Assessment: what assesses leads, and how a model learns from past ones.
"""
