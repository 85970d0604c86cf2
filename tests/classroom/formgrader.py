"""What a button of Formgrader calls: run as ``python -m classroom.formgrader WHAT ASSIGNMENT EXCHANGE`` in a course."""

import sys

from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

if __name__ == "__main__":
    what, assignment, exchange = sys.argv[1:]
    config = PyFileConfigLoader("nbgrader_config.py", path=".").load_config()
    config.Exchange.root = exchange
    done = getattr(NbGraderAPI(CourseDirectory(config=config, root="."), config=config), what)(assignment)
    print(done.get("log", ""), done.get("error", ""))
    sys.exit(not done["success"])
