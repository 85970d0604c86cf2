"""Grades a whole class: nbgrader's own steps, with the learners' code in processes of its own, behind a border.

* ``grading`` goes through the submissions, ``steps`` does what nbgrader does before and after the code, and
  ``running`` has the code run, all in the process of the command, which runs no learner's code.
* ``nursery`` is a process that forks, shut in by ``sandbox``: a ``learner`` for each notebook, a ``tester`` for each
  test cell. It knows nothing of anybody, since what it forks takes a copy of all it knows.
* What crosses the border is JSON in ``wire``, and ``values`` says what a value looks like there.

Imports nothing here: what is forked should load no more than it needs.
"""
