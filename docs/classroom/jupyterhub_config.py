"""JupyterHub for a class, on one machine where everybody has an account of the system. What to change is marked CHANGE.

docs/classroom.md says what belongs where, and who may read it. The tests start a hub from this same file.
"""

import os
import sys
from pathlib import Path

from leaningwell.serving.environment import JUPYTER

c = get_config()  # noqa: F821 - JupyterHub defines it

PLACE = Path("/srv/leaning-well")  # CHANGE, if the class's files are elsewhere: in nbgrader_config.py as well
HOST = "https://class.example.org"  # CHANGE: where the class is reached, with the port if it is not 443
INSTRUCTORS = {"instructor"}  # CHANGE: the account that has the course with its keys
CLASSROOM = Path(__file__).resolve().parent

# https ends at the proxy. Each account has a host name of its own, so that no page can read what another one's browser
# keeps or ask another one's server.
c.JupyterHub.bind_url = "https://:443"
c.JupyterHub.ssl_key = str(PLACE / "hub" / "class.key")  # CHANGE: a certificate for the host and for all names below it
c.JupyterHub.ssl_cert = str(PLACE / "hub" / "class.crt")  # CHANGE
c.JupyterHub.subdomain_host = HOST

# What the hub keeps: who has a server, and the secret that seals cookies. For root alone.
c.JupyterHub.db_url = f"sqlite:///{PLACE / 'hub' / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(PLACE / "hub" / "cookie-secret")
c.ConfigurableHTTPProxy.pid_file = str(PLACE / "hub" / "proxy.pid")

# Whoever is in this group of the system may log in, with the system's password. Nobody administers from the browser.
c.PAMAuthenticator.allowed_groups = {"leaning-well"}  # CHANGE, if the class logs in another way


def course(spawner):
    """The lessons that a learner's folder is filled with; nothing for an instructor, who has the whole course."""
    return "" if spawner.user.name in INSTRUCTORS else str(PLACE / "course")


def settings(spawner):
    """Where an account's server finds its settings: for learners first those that leave an instructor's tools out."""
    own = [] if spawner.user.name in INSTRUCTORS else [CLASSROOM / "learners"]
    return os.pathsep.join(map(str, [*own, CLASSROOM, JUPYTER / "own", JUPYTER / "config"]))


# The same for everybody: a folder `leaning-well`, and the course's first page to begin with.
c.Spawner.cmd = ["sh", str(CLASSROOM / "start.sh")]
c.Spawner.notebook_dir = "~/leaning-well"
c.Spawner.default_url = "/voila/render/course/00-start-here.ipynb"
c.Spawner.environment = {
    "PATH": os.pathsep.join([str(Path(sys.prefix, "bin")), os.environ["PATH"]]),
    "JUPYTER_PATH": str(JUPYTER),
    "JUPYTER_CONFIG_PATH": settings,
    "JUPYTER_PREFER_ENV_PATH": "1",
    "LEANING_WELL_COURSE": course,
}
c.Spawner.http_timeout = 120
c.Spawner.start_timeout = 120
