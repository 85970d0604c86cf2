"""Shuts a process in, on Linux, before it runs a learner's code.

It gets a root of its own, with Python's folders to read and one small folder to write; no network; no sight of any
other process; no rights beyond its account's, and an account of nobody's where the grader's is root's. On top of that
comes Landlock, where the kernel has it. Whatever of this cannot be had is refused, not left out.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import sysconfig
from functools import cache
from pathlib import Path

from . import landlock
from .limits import Limits

WORK = "/leaningwell-work"
OLD = "/leaningwell-old"
NOBODYS = 1_900_000_000
"""From here on no system gives numbers to accounts."""
NEW_MOUNTS, NEW_NAMES, NEW_IPC, NEW_USER, NEW_PIDS, NEW_NET = (
    0x20000,
    0x4000000,
    0x8000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
READ_ONLY, NO_SETUID, NO_DEVICES, REMOUNT, BIND, PRIVATE = 1, 2, 4, 32, 4096, 1 << 18
RECURSIVE, DETACH = 16384, 2
NO_NEW_RIGHTS, DIES_WITH_PARENT = 38, 1
THIRD_VERSION = 0x20080522
KEPT_FLAGS = {1: 1, 2: 2, 4: 4, 8: 8, 1024: 1024, 2048: 2048, 4096: 1 << 21}
"""Flags of a mount, as ``statvfs`` tells them and as ``mount`` takes them: a mount's own must be asked for again."""

_libc = ctypes.CDLL(None, use_errno=True)


class CannotShutIn(Exception):
    """There is no sandbox to be had here; the message says what is lacking."""


def unshare() -> None:
    """Leave everything that processes share; what is forked next is shut off. Raises CannotShutIn."""
    if sys.platform != "linux":
        raise CannotShutIn("it is made of what Linux offers")
    shared = NEW_PIDS | NEW_NET | NEW_IPC | NEW_NAMES
    user, group = os.geteuid(), os.getegid()
    try:
        if is_root():
            _check(_libc.unshare(shared))
            return
        _check(_libc.unshare(shared | NEW_USER))
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    except OSError as error:
        raise CannotShutIn(f"the system gives this account no namespaces of its own ({error.strerror})") from None


def shut_in(place: Path, limits: Limits, number: int) -> None:
    """Take away all but what is needed, in a process forked after ``unshare``. Raises CannotShutIn.

    ``place`` is an empty folder. Where the grader is root, the process gets an account of nobody's, by its ``number``.
    """
    of_root = is_root()
    account = NOBODYS + number if of_root else os.geteuid()
    try:
        _new_root(place, limits, account)
        limits.hold()
        if of_root:
            os.setgroups([])
            os.setresgid(account, account, account)
            os.setresuid(account, account, account)
        limits.hold_processes()
        give_up_rights()
        landlock.restrict([*readable(), *devices()], [WORK, "/dev/null"])
    except OSError as error:
        raise CannotShutIn(f"the system refuses to shut it in ({error.strerror})") from None


def is_root() -> bool:
    """Whether this account is the system's root, and not only called so in a container."""
    if os.geteuid():
        return False
    ranges = Path("/proc/self/uid_map").read_text().split()
    return ranges[:2] == ["0", "0"] and int(ranges[2]) > NOBODYS


@cache
def readable() -> list[str]:
    """The folders that Python is in, and the course's package, which holds no key."""
    package = Path(__file__).parents[2]
    found = [sys.prefix, sys.base_prefix, sys.exec_prefix, sysconfig.get_path("stdlib"), sysconfig.get_path("purelib")]
    system = ["/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/alternatives"]
    roots = {str(package), *system, *(path for path in found if path not in ("/", "/usr"))}
    return sorted(path for path in roots if not any(path != other and path.startswith(f"{other}/") for other in roots))


def devices() -> list[str]:
    """What every program expects to be there."""
    return ["/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"]


def control(what: int, value: int) -> None:
    """Set what Linux calls a process control. Raises OSError."""
    _check(_libc.prctl(what, value, 0, 0, 0))


def give_up_rights() -> None:
    """Give up every capability, for good."""
    control(NO_NEW_RIGHTS, 1)
    _check(_libc.capset(struct.pack("Ii", THIRD_VERSION, 0), bytes(24)))


def _new_root(place: Path, limits: Limits, account: int) -> None:
    # Here and not before: a new root is everybody's who shares the mounts, and the warden needs to see processes.
    _check(_libc.unshare(NEW_MOUNTS))
    _mount(None, "/", None, PRIVATE | RECURSIVE)
    root = str(place)
    _mount("tmpfs", root, "tmpfs", NO_SETUID | NO_DEVICES, f"size=1m,nr_inodes={limits.files},mode=755")
    for path in [*readable(), *devices()]:
        _bind(path, root + path)
    os.mkdir(root + WORK)
    size = f"size={limits.disk}m,nr_inodes={limits.files},mode=700,uid={account},gid={os.getegid()}"
    _mount("tmpfs", root + WORK, "tmpfs", NO_SETUID | NO_DEVICES, size)
    if not os.path.exists(f"{root}/tmp"):
        _bind(root + WORK, f"{root}/tmp", writable=True)
    os.mkdir(root + OLD)
    _check(_libc.pivot_root(root.encode(), (root + OLD).encode()))
    os.chdir("/")
    _check(_libc.umount2(OLD.encode(), DETACH))
    os.rmdir(OLD)
    _mount(None, "/", None, REMOUNT | BIND | READ_ONLY | NO_SETUID | NO_DEVICES)
    os.chdir(WORK)


def _bind(path: str, target: str, writable: bool = False) -> None:
    if not os.path.lexists(path):
        return
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(path):
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY))
    _mount(path, target, None, BIND | RECURSIVE)
    if not writable:
        there = os.statvfs(target).f_flag
        kept = sum(flag for told, flag in KEPT_FLAGS.items() if there & told)
        is_device = path.startswith("/dev/")
        _mount(None, target, None, REMOUNT | BIND | READ_ONLY | NO_SETUID | (0 if is_device else NO_DEVICES) | kept)


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    given = [None if one is None else one.encode() for one in (source, target, kind)]
    _check(_libc.mount(*given, ctypes.c_ulong(flags), None if options is None else options.encode()))


def _check(done: int) -> None:
    if done < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
