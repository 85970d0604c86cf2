"""Serving: one Jupyter server for Lab and lessons, and how Voila shows a lesson."""
