"""caseclose serve: the staff application or the public site on this machine, or both, until told to stop."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any

import click

from caseclose.cli.console import err, out, stop
from caseclose.cli.wiring import Wiring
from caseclose.embedded.folder import default_folder
from caseclose.embedded.server import Server, ServerFault
from caseclose.site.web.beside import BOTH, PUBLIC, STAFF, eager_worker, public_site

DSN = "CASECLOSE_DSN"
MOST_WORKERS = 64
WORKERS = min(MOST_WORKERS, 2 * (os.cpu_count() or 1))
"""Two processes for each core: one that prints an act, or waits for the database, keeps nobody else waiting."""
SEED = 7
"""What the chances of a demonstration are drawn from."""


@click.command()
@click.option("--face", type=click.Choice([STAFF, PUBLIC, BOTH]), metavar="SITE",
              help="Which site: staff, public, or both (default: both in a demonstration, else staff).")  # fmt: skip
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True, help="Where it listens.")
@click.option("--public-port", type=click.IntRange(1, 65_535), metavar="PORT",
              help="Where the public site listens beside the staff application (default: the next port).")  # fmt: skip
@click.option("--bind", default="127.0.0.1", show_default=True, metavar="HOST", help="For whom: this machine alone.")
@click.option("--workers", type=click.IntRange(1, MOST_WORKERS), default=WORKERS, metavar="N",
              help="How many processes answer (default: two for each core).")  # fmt: skip
@click.option("--demo", is_flag=True, help="A demonstration: made cases, and anybody signs in as any role.")
@click.option("--cases", type=click.IntRange(1, 20_000), default=300, show_default=True,
              help="How many cases a new demonstration is filled with.")  # fmt: skip
@click.option("--days", type=click.IntRange(1, 1_000), default=72, show_default=True,
              help="For how many days the office of a new demonstration has been at work.")  # fmt: skip
@click.option("--state", default="ca", show_default=True, metavar="XX", help="The state of a new demonstration.")
@click.option("--stop-after", type=click.FloatRange(0.1), metavar="SECONDS", help="Stop by itself after a while.")
@click.pass_obj
def serve(wiring: Wiring, /, face: str | None, port: int, public_port: int | None, stop_after: float | None, *,
          demo: bool, bind: str, workers: int, **made: Any) -> None:  # fmt: skip  # noqa: ANN401 - a new demonstration
    """Serve the staff application, the public site, or both until Ctrl-C. What is in the database stays.

    Each site is a process of its own: they share the database and no address, no cookie and no page. In production run
    each under its own host, with --face. Behind HTTPS, name the host in CASECLOSE_HOSTS.

    A demonstration has a worker beside it, which does at once what waits: letters are mailed as soon as they are owed.

    Caseclose's own database is started where none is named in CASECLOSE_DSN, and stopped afterwards if it was not
    running before.
    """
    from caseclose.site.web.gunicorn import run

    if demo and os.environ.get(DSN):
        stop(f"{DSN} is set, and a demonstration is not for a database that may hold real cases",
             todo=f"Unset {DSN}.")  # fmt: skip
    face = face or (BOTH if demo else STAFF)
    beside = public_port or port + 1
    os.environ["CASECLOSE_DEMO"] = "1" if demo else ""
    os.environ["CASECLOSE_FACE"] = PUBLIC if face == PUBLIC else STAFF
    if demo and face == BOTH:
        os.environ.setdefault("CASECLOSE_REPLY_LINK", f"http://{bind}:{beside}/{{lang}}/{{state}}/{{page}}/#")
    os.environ["CASECLOSE_SECRET"] = os.environ.get("CASECLOSE_SECRET") or _kept_secret()
    with _database():
        _make_ready(face)
        with ExitStack() as running:
            if demo and face != PUBLIC:
                _fill(wiring, **made)
                running.enter_context(eager_worker())
            if face == BOTH:
                running.enter_context(public_site(bind, beside, workers, demo=demo))
            _say(face, f"http://{bind}:{port}/", f"http://{bind}:{beside}/", demo=demo)
            run(bind, port, workers, stop_after)
    out().print("Stopped. What is in the database stays.", markup=False)


def _kept_secret() -> str:
    """Return the secret of this installation, which signs sessions. It is drawn once and kept beside the database."""
    if os.environ.get(DSN):
        stop("CASECLOSE_SECRET is not set", todo="Set it to a long random text, the same for every process.")
    path = default_folder(os.environ) / "secret"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


@contextmanager
def _database() -> Iterator[None]:
    """Run the embedded server meanwhile, where no other database is named."""
    if os.environ.get(DSN):
        yield
        return
    server = Server(default_folder(os.environ), say=lambda words: err().print(words, markup=False))
    try:
        ours = server.start()
        yield
        if ours:
            server.stop()
    except ServerFault as fault:
        stop(str(fault), todo=fault.todo)


def _make_ready(face: str) -> None:
    """Bring tables and static files up to date. The public site leaves tables to staff: it knows not all."""
    from caseclose.casework import schema

    schema.set_up()
    from django.db import Error

    from caseclose.site.web.static import bring_up_to_date

    try:
        if face == PUBLIC:
            pass
        elif not os.environ.get(DSN):
            schema.migrate()
        elif schema.pending("default"):
            stop("the tables are not up to date", todo="Bring them up to date first: caseclose db start")
    except Error as error:
        stop(f"the database cannot be used: {str(error).strip()}")
    bring_up_to_date()


def _fill(wiring: Wiring, cases: int, days: int, state: str) -> None:
    """Fill an empty database with an office that has been at work for a while, and with an account for each role."""
    from caseclose.casework.models import Case
    from caseclose.cli.practice import live_through
    from caseclose.practice.from_the_web import file_request_to_try
    from caseclose.practice.full_desks import fill_desks
    from caseclose.staff.screens.signing_in.demo import make_demo_accounts

    today = wiring.today("America/Los_Angeles")
    if not Case.objects.exists():
        err().print(f"Making {cases} cases, and an office that works on them (once).", markup=False)
        live_through(wiring, state.lower(), cases, SEED, today - timedelta(days), today - timedelta(1), "")
        fill_desks(state=state.lower(), on=today, seed=SEED, ports=wiring.connect("").ports)
    make_demo_accounts(today, wiring.now())
    file_request_to_try(state=state.lower(), on=today, at=wiring.now())


def _say(face: str, address: str, beside: str, *, demo: bool) -> None:
    from caseclose.site.web.first_words import first_words, public_words

    beside = beside if face == BOTH else ""
    for line in public_words(address) if face == PUBLIC else first_words(address, beside, demo=demo):
        out().print(line, markup=False)
