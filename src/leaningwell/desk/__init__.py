"""The teacher's desk: each step of a round with a class, from a list of learners to feedback, as a plain function.

The command line and the dashboard call the same functions. Each gives a ``Result``: what was done and what somebody
should see to, in whole sentences, and data for a table. What cannot be done raises ``CannotDo`` with a sentence.
"""
