"""nbgrader's settings: stock commands from this folder make, collect and grade the course's exercises."""

from leaningwell.grading.settings import plug_in

c = get_config()  # noqa: F821 - nbgrader defines it

c.CourseDirectory.course_id = "leaning-well"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"

c.ClearSolutions.code_stub = {"python": "# Your code goes here.\nraise NotImplementedError"}

plug_in(c)
