"""Offices, settings, and how the system does. Nothing that is secret is shown."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseclose.casework.selectors.health import Health, health
from caseclose.casework.selectors.law import policy_in_use
from caseclose.embedded.folder import default_folder
from caseclose.law.safeguards import safeguards
from caseclose.staff.people.reading import offices as offices_on_record
from caseclose.web.clock import now, today

GOOD, LOOK, UNKNOWN = "met", "not_met", "unknown"
SILENT = timedelta(minutes=3)
"""A worker is heard of every ten seconds; one that is silent for so long is not there."""
LEAST_ROOM = 0.1
"""Below this share of free room somebody must look."""
LONGEST_WAIT = timedelta(days=1)
"""A message that waits longer than this is late: the worker looks for some every minute."""


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that was looked at: what it is, how it does, what was found, and what to do where that is not well."""

    name: str
    state: str
    found: str
    todo: str = ""


def offices(request: HttpRequest) -> HttpResponse:
    """Show the offices, as the records have them."""
    return render(request, "administration/offices.html", {"offices": offices_on_record()})


def settings_shown(request: HttpRequest) -> HttpResponse:
    """Show how the application is set, without its secrets."""
    return render(request, "administration/settings.html", {"groups": _settings(), "rules": safeguards()})


def _settings() -> list[tuple[str, list[tuple[str, object]]]]:
    rules, database = safeguards(), connection.settings_dict
    agency: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]  # type: ignore[assignment]
    yes, no = _("yes"), _("no")
    embedded = bool(database.get("EMBEDDED"))
    return [
        (_("Version"), [
            ("Caseclose", _version()),
            ("Django", django.get_version()),
            ("Python", sys.version.split()[0]),
            (_("Policy files"), policy_in_use()),
        ]),
        (_("Signing in"), [
            (_("Demonstration"), yes if settings.DEMO else no),
            (_("Second factor needed"), yes if settings.SECOND_FACTOR else no),
            (_("Identity provider of the agency"), agency[0]["settings"]["server_url"] if agency else _("none")),
            (_("A session ends after"), _minutes(rules.idle_minutes)),
            (_("An account is locked after"), ngettext("%(n)s wrong password", "%(n)s wrong passwords", rules.failures)
             % {"n": rules.failures}),
            (_("It stays locked for"), _minutes(rules.lock_minutes)),
            (_("A password has at least"), ngettext("%(n)s sign", "%(n)s signs", rules.password_length)
             % {"n": rules.password_length}),
        ]),
        (_("Addresses"), [
            (_("Hosts"), ", ".join(settings.ALLOWED_HOSTS)),
            (_("Only by HTTPS"), yes if settings.SECURE_SSL_REDIRECT else no),
        ]),
        (_("Database"), [
            (_("Where"), _("Caseclose's own server") if embedded else database.get("HOST") or _("this machine")),
            (_("Name"), database.get("NAME", "")),
            (_("Folder on this machine"), str(default_folder(os.environ))),
        ]),
    ]  # fmt: skip


def _minutes(count: int) -> str:
    return ngettext("%(n)s minute", "%(n)s minutes", count) % {"n": count}


def _version() -> str:
    try:
        return version("caseclose")
    except PackageNotFoundError:
        return "-"


def health_shown(request: HttpRequest) -> HttpResponse:
    """Show how the system does."""
    found, at = health(), now()
    looks = [
        *_of_database(found),
        _of_room(),
        *_of_work(found, at),
        _of_public_site(found, at),
        *_of_records(found, at),
    ]
    wrong = sum(look.state == LOOK for look in looks)
    return render(request, "administration/health.html", {"looks": looks, "at": at, "wrong": wrong, "health": found})


def _of_database(found: Health) -> Iterator[Look]:
    told = _("PostgreSQL %(version)s, %(size)s, connections: %(count)s")
    size = _size(found.size)
    yield Look(_("Database"), GOOD, told % {"version": found.version, "size": size, "count": found.connections})
    count = len(found.migrations)
    yield Look(
        _("Tables"),
        LOOK if count else GOOD,
        ngettext("%(n)s change has not been made", "%(n)s changes have not been made", count) % {"n": count}
        if count
        else _("up to date"),
        _("Run: caseclose db start"),
    )


def _of_room() -> Look:
    folder = default_folder(os.environ)
    there = next(each for each in (folder, *folder.parents) if each.exists())
    room = shutil.disk_usage(there)
    told = _("%(free)s of %(all)s free on this machine") % {"free": _size(room.free), "all": _size(room.total)}
    state = LOOK if room.free < LEAST_ROOM * room.total else GOOD
    return Look(_("Room on the disk"), state, told, _("Make room, or give the machine a larger disk."))


def _of_work(found: Health, at: datetime) -> Iterator[Look]:
    heard = found.heard_of
    alive = heard is not None and at - heard < SILENT
    told = _("last heard of %(ago)s ago") % {"ago": timesince(heard, at)} if heard else _("no worker was ever heard of")
    yield Look(_("Worker process"), GOOD if alive else LOOK, told, _("Start one with: caseclose worker"))
    for day in found.worked:
        yield _of_day(day, today(day["zone"]))
    if not found.worked:
        yield Look(
            _("Work of the day"), UNKNOWN, _("no day was worked by a worker yet"), _("A worker does it by itself.")
        )
    waiting = _("%(waiting)s wait, %(running)s are being done")
    told = waiting % {"waiting": found.jobs_waiting, "running": found.jobs_running}
    yield Look(_("Jobs"), GOOD, told)
    parked = "; ".join(each["words"] for each in found.parked)
    yield Look(_("Parked jobs"), LOOK if parked else GOOD, parked or _("none"),
               _("Mend what broke, and end the task. The job then begins again."))  # fmt: skip


def _of_day(day: dict[str, Any], there: date) -> Look:
    name = _("Work of the day, %(zone)s") % {"zone": day["zone"].replace("_", " ")}
    if day["ended_at"] is None:
        return Look(
            name, UNKNOWN, _("of %(day)s: begun, and not ended") % {"day": _day(day["on"])}, _("See the parked jobs.")
        )
    late = there - day["on"] > timedelta(days=1)
    return Look(name, LOOK if late else GOOD, _("done up to %(day)s") % {"day": _day(day["on"])}, _("See the worker."))


def _of_public_site(found: Health, at: datetime) -> Look:
    name, watch = _("Public site"), found.watch
    if watch is None:
        return Look(name, UNKNOWN, _("nobody watches it"), _("Name it in CASECLOSE_PUBLIC_URL for the worker."))
    if at - watch["looked_at"] > SILENT:
        told = _("not looked at for %(ago)s") % {"ago": timesince(watch["looked_at"], at)}
        return Look(name, LOOK, told, _("The worker looks each minute: see if it runs."))
    answered = watch["answered_at"]
    last = _("last answer %(ago)s ago") % {"ago": timesince(answered, at)} if answered else _("it never answered")
    if watch["silent_since"]:
        told = _("silent for %(ago)s; %(last)s") % {"ago": timesince(watch["silent_since"], at), "last": last}
        return Look(name, LOOK, told, _("People cannot answer letters there. Bring it back."))
    return Look(name, GOOD, last)


def _of_records(found: Health, at: datetime) -> Iterator[Look]:
    oldest = found.outbox_oldest
    late = oldest is not None and at.date() - oldest > LONGEST_WAIT
    told = ngettext("%(n)s message waits", "%(n)s messages wait", found.outbox_waiting) % {"n": found.outbox_waiting}
    since = _(", since %(day)s") % {"day": _day(oldest)} if oldest else ""
    yield Look(_("Messages to send"), LOOK if late else GOOD, told + since, _("See the worker, and the parked jobs."))
    running = ", ".join(_("extract of %(day)s, begun %(ago)s ago") % {"day": _day(each["on"]), "ago": timesince(
        each["begun_at"], at)} for each in found.imports)  # fmt: skip
    yield Look(_("Imports under way"), UNKNOWN if running else GOOD, running or _("none"),
               _("Cases are not closed meanwhile. One that was broken off goes on when it is run again."))  # fmt: skip
    if found.journal_at is None:
        yield Look(_("Journal"), UNKNOWN, _("empty"))
    else:
        told = _("entry %(n)s, written %(ago)s ago")
        yield Look(_("Journal"), GOOD, told % {"n": found.journal_head, "ago": timesince(found.journal_at, at)})


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


_UNITS = ("B", "kB", "MB", "GB", "TB")
_THOUSAND, _TEN = 1000, 10


def _size(count: float) -> str:
    """Return a number of bytes as people read it."""
    unit = 0
    while count >= _THOUSAND and unit < len(_UNITS) - 1:
        count, unit = count / _THOUSAND, unit + 1
    return f"{count:.0f} {_UNITS[unit]}" if count >= _TEN or unit == 0 else f"{count:.1f} {_UNITS[unit]}"
