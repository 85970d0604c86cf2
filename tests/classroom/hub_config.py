"""The class's hub as a test starts it: the file in docs/, with made-up accounts that are numbers of the system.

Where the tests may not change accounts, or others may not run this Python, all servers run as whoever runs the tests.
"""

import os
import subprocess
import sys
from pathlib import Path

from jupyterhub.auth import DummyAuthenticator
from jupyterhub.spawner import SimpleLocalProcessSpawner

NUMBERS = {"ada": 20001, "bela": 20002, "cleo": 20003}


def others_may(*command: str) -> bool:
    """Whether another account can do this here."""
    number = NUMBERS["bela"]
    try:
        done = subprocess.run(command, user=number, group=number, extra_groups=[], capture_output=True, check=False)
    except PermissionError:
        return False
    return done.returncode == 0


class Accounts(SimpleLocalProcessSpawner):
    """Everybody's folder, and for learners a number of their own, which nobody else's files belong to."""

    numbers = NUMBERS if others_may(sys.executable, "-c", "") else {}

    def user_env(self, env):
        return env | {"USER": self.user.name, "HOME": self.home_dir}

    def make_preexec_fn(self, name):
        number = self.numbers.get(name)

        def become() -> None:
            if number:
                os.setgroups([])
                os.setgid(number)
                os.setuid(number)
            os.chdir(self.home_dir)

        return become

    async def start(self):
        home = Path(self.home_dir)
        home.mkdir(mode=0o700, exist_ok=True)
        if number := self.numbers.get(self.user.name):
            os.chown(home, number, number)
        return await super().start()


if "get_config" in globals():
    c = get_config()  # noqa: F821 - JupyterHub defines it
    place = Path(os.environ["HUB_PLACE"])
    load_subconfig(str(place / "classroom" / "jupyterhub_config.py"))  # noqa: F821 - and this
    c.JupyterHub.authenticator_class = DummyAuthenticator
    c.Authenticator.allow_all = True
    c.JupyterHub.spawner_class = Accounts
    c.Accounts.home_dir_template = str(place / "people" / "{username}")
    c.JupyterHub.hub_port = int(os.environ["HUB_PORT"])
    c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{os.environ['HUB_PROXY_PORT']}"
    c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}  # all servers start at the same time
    if os.geteuid() == 0:
        c.Spawner.args = ["--allow-root"]
    # Who starts the servers and gives out tokens, so that the tests can try other people's.
    c.JupyterHub.services = [{"name": "test", "api_token": os.environ["HUB_TOKEN"]}]
    c.JupyterHub.load_roles = [
        {"name": "test", "services": ["test"], "scopes": ["admin:users", "admin:servers", "tokens"]},
    ]
