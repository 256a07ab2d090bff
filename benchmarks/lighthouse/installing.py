"""Lighthouse itself: a program for Node, installed beside the figures at one version."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from benchmarks.worker import WorkFailedError

VERSION = "12.8.2"
"""The newest for Node 20, which Debian has."""
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""What the browser is called. The shell without a window draws the same pages for half the work, and so goes first."""


def lighthouse(build: Path) -> Path:
    """Return the folder in which Lighthouse is installed, and install it where it is not there."""
    folder = build / f"lighthouse-{VERSION}"
    if _installed(folder) != VERSION:
        print(f"  installing Lighthouse {VERSION} in {folder} …", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n', encoding="ascii")
        words = ["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", f"lighthouse@{VERSION}"]
        if subprocess.run([program("npm"), *words], cwd=folder, stdout=subprocess.DEVNULL, check=False).returncode:
            raise WorkFailedError("npm could not install Lighthouse")
    return folder


def _installed(folder: Path) -> str:
    """Return the version that is there, whole; empty where none is."""
    try:
        page = json.loads((folder / "node_modules/lighthouse/package.json").read_text(encoding="utf-8"))
    except OSError:
        return ""
    whole = (folder / "node_modules/.package-lock.json").is_file()  # npm writes it last
    return str(page["version"]) if whole else ""


def program(*names: str) -> str:
    """Return where the first program of these names is. Raises WorkFailedError where there is none."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise WorkFailedError(f"not on this machine: {' or '.join(names)}")
    return found
