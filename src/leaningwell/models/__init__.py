"""Models: the small scientific models behind the explorations, in pure NumPy, one file each.

They illustrate; they are never evidence. Each says what it leaves out.
"""
