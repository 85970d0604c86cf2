"""Widgets: what a learner sees of an activity. The views are ES modules, served with the Voila template."""
