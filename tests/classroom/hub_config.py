"""The class's hub as a test starts it: the file in docs/, with made-up accounts that are numbers of the system.

Where the tests may not change accounts, all servers run as whoever runs the tests.
"""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from jupyterhub.auth import DummyAuthenticator
from jupyterhub.spawner import SimpleLocalProcessSpawner

NUMBERS = {"ada": 20001, "bela": 20002, "cleo": 20003}
NEEDED = (Path(sys.base_prefix), Path(sys.prefix), Path(__file__).parents[2])
"""What a server runs."""
OWN_MOUNTS, RECURSIVE, BIND, PRIVATE = 0x20000, 0x4000, 0x1000, 0x40000


def account(number: int) -> Callable[[], None]:
    """What a forked process does to go on with this number, and with nothing of the one that forked it."""

    def become() -> None:
        show_what_is_needed()
        os.setgroups([])
        os.setgid(number)
        os.setuid(number)

    return become


def show_what_is_needed() -> None:
    """For this process alone, put what is needed where a folder above it, such as /root, is shut for others."""
    shut = {path: [up for up in (*reversed(path.parents), path) if not up.stat().st_mode & 0o001] for path in NEEDED}
    if not any(shut.values()):
        return
    libc = ctypes.CDLL(None, use_errno=True)

    def mount(*arguments: object) -> None:
        if libc.mount(*(each.encode() if isinstance(each, str) else each for each in arguments)):
            raise OSError(ctypes.get_errno(), "mount")

    if libc.unshare(OWN_MOUNTS):
        raise OSError(ctypes.get_errno(), "unshare")
    mount("none", "/", None, RECURSIVE | PRIVATE, None)
    found = {path: os.open(path, os.O_PATH) for path in NEEDED if shut[path]}
    for cover in {ups[0] for ups in shut.values() if ups}:
        mount("tmpfs", str(cover), "tmpfs", 0, "mode=755")
    for path, place in found.items():
        path.mkdir(parents=True, exist_ok=True)
        mount(f"/proc/self/fd/{place}", str(path), None, BIND | RECURSIVE, None)
        os.close(place)


def others_may(*command: str) -> bool:
    """Whether another account can do this here."""
    try:
        done = subprocess.run(command, preexec_fn=account(NUMBERS["bela"]), capture_output=True, check=False)
    except (OSError, subprocess.SubprocessError):
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
                account(number)()
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
