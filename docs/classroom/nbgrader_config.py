"""nbgrader's settings for everybody in the class; an instructor's course has its own file on top of it."""

import os
from pathlib import Path

c = get_config()  # noqa: F821 - nbgrader defines it

c.Exchange.root = "/srv/leaning-well/exchange"  # CHANGE, if the class's files are elsewhere
c.CourseDirectory.course_id = "leaning-well"

if os.environ.get("LEANING_WELL_COURSE"):  # a learner's server, as jupyterhub_config.py says
    # Grades go by the name somebody has on the hub, and exercises come to where lessons lead to them.
    c.CourseDirectory.student_id = os.environ["JUPYTERHUB_USER"]
    c.Exchange.assignment_dir = str(Path.home() / "leaning-well" / "exercises")
