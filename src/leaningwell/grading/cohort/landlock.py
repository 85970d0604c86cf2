"""Linux's Landlock: what a process may do with files, and that it reaches no other process.

See https://docs.kernel.org/userspace-api/landlock.html. Once in force it can only grow stricter.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

CREATE, ADD, RESTRICT = 444, 445, 446
EVERY_RIGHT = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""By version of Landlock, how many rights over files it knows."""
READ = 0b1101
"""To execute, to read a file, to list a folder."""
OF_FILES = 0b1000000000000111 | 1 << 14
NO_NETWORK = 0b11
NO_OTHER_PROCESS = 0b11

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """The kernel's version of Landlock; 0 where it has none."""
    return max(int(_libc.syscall(CREATE, None, ctypes.c_size_t(0), 1)), 0)


def restrict(readable: Iterable[str], writable: Iterable[str]) -> None:
    """Allow this process these paths alone, and what is below them. Raises OSError."""
    known = version()
    if not known:
        return
    rights = (1 << EVERY_RIGHT[min(known, 5)]) - 1
    attributes = struct.pack("QQQ", rights, NO_NETWORK, NO_OTHER_PROCESS)[: 8 if known < 4 else 16 if known < 6 else 24]
    rules = _call(CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    for paths, allowed in ((readable, READ), (writable, rights)):
        for path in paths:
            _add(rules, path, allowed & rights)
    _call(RESTRICT, rules, 0)
    os.close(rules)


def _add(rules: int, path: str, allowed: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not os.path.isdir(path):
            allowed &= OF_FILES
        _call(ADD, rules, 1, struct.pack("=Qi", allowed, place), 0)
    finally:
        os.close(place)


def _call(number: int, *arguments: object) -> int:
    done = int(_libc.syscall(number, *arguments))
    if done < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return done
