"""The shared folder: a file is there whole or not at all, and a name is used once."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from threading import Barrier, Thread

import pytest

from caseclose.outside.exchange import Folder, write_whole
from caseclose.outside.federal_files import read_items
from caseclose.outside.federal_office import FederalOffice
from tests.outside.messages import DAY, release

TEXT = "one line\n" * 5_000


def test_a_file_is_put_in_place_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put("a.jsonl", TEXT)
    assert folder.read("a.jsonl") == TEXT
    assert (tmp_path / "out/a.jsonl").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        folder.put("a.jsonl", "other")
    folder.settle("a.jsonl")
    with pytest.raises(FileExistsError):
        folder.put("a.jsonl", "other")
    assert folder.read("a.jsonl") == TEXT
    assert (list(folder.sent()), list(folder.settled())) == ([], ["a.jsonl"])


def test_settling_what_is_settled_or_gone_is_no_error(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put("a.jsonl", TEXT)
    for name in ("a.jsonl", "a.jsonl", "never"):
        folder.settle(name)
    with pytest.raises(FileNotFoundError):
        folder.read("never")


def test_a_writer_killed_at_any_step_leaves_the_whole_file_or_none(tmp_path: Path) -> None:
    ends = []
    for step in range(1, 9):
        path = tmp_path / f"{step}.jsonl"
        if _killed(path, step):
            ends.append(path.exists())
            assert not path.exists() or path.read_text() == TEXT
        write_whole(path, TEXT)
        assert path.read_text() == TEXT
    assert len(ends) >= 3
    assert set(ends) == {True, False}


def _killed(path: Path, step: int) -> bool:
    """Write the file in a process that is killed before its `step`th open or rename."""
    child = os.fork()
    if child == 0:
        count = 0

        def hook(event: str, _args: object) -> None:
            nonlocal count
            if event in {"open", "os.rename"}:
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(hook)
            write_whole(path, TEXT)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_writers_at_once_never_use_one_sequence_number_twice(tmp_path: Path) -> None:
    Folder(tmp_path)
    start = Barrier(4)

    def one(writer: int) -> None:
        office = FederalOffice("ar", Folder(tmp_path))
        start.wait()
        for nth in range(10):
            office.send([release(writer * 100 + nth)], on=DAY)

    threads = [Thread(target=one, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    folder = Folder(tmp_path)
    assert list(folder.sent()) == [f"federal-{n:06d}.jsonl" for n in range(1, 41)]
    keys = [item.key for name in folder.sent() for item in read_items(folder.read(name))]
    assert len(keys) == len(set(keys)) * 2 == 80
