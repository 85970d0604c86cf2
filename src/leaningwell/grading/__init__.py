"""Grading: nbgrader's plug-ins, and what a test cell needs.

Imports nothing here: a learner's kernel loads ``checks``, and should not load nbgrader with it.
"""
