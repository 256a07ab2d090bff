"""Offices, settings and health: what is shown is so, and nothing that is secret is shown."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from caseclose.casework.jobs.parking import park
from caseclose.casework.models import ImportRun, OutboxMessage, SiteWatch, WorkedDay
from caseclose.casework.services.web.watching import saw
from caseclose.staff.screens.administration import system
from caseclose.web.clock import now
from tests.casework import factories as make
from tests.staff.counting import questions
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
MOST_QUESTIONS = 12


@pytest.fixture
def browser() -> Client:
    return signed_in(account("admin"))


def page(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def row(shown: str, name: str) -> str:
    """The row of the table that begins with this name."""
    return next(each for each in shown.split("<tr>") if f">{name}" in each)


def a_worker(heard_of: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [heard_of])


def test_a_worker_that_is_silent_is_told(browser: Client) -> None:
    a_worker(now())
    assert "good" in row(page(browser, "/health/"), "Worker")
    a_worker(now() - timedelta(minutes=10))
    shown = row(page(browser, "/health/"), "Worker")
    assert "look at it" in shown
    assert "caseclose worker" in shown


def test_a_day_that_was_not_worked_is_told(browser: Client) -> None:
    zone = "America/Los_Angeles"
    WorkedDay.objects.create(zone=zone, on=date(2020, 1, 1), begun_at=now(), ended_at=now())
    assert "look at it" in row(page(browser, "/health/"), "Work of the day")
    WorkedDay.objects.create(zone=zone, on=now().date(), begun_at=now(), ended_at=now())
    assert "good" in row(page(browser, "/health/"), "Work of the day")


def test_the_public_site_is_told_with_its_last_answer_a_silence_and_a_watch_that_stopped(browser: Client) -> None:
    assert "nobody watches it" in row(page(browser, "/health/"), "Public site")
    at = now()
    saw(answered=True, on=at.date(), at=at - timedelta(minutes=2))
    assert "good" in row(page(browser, "/health/"), "Public site")
    saw(answered=False, on=at.date(), at=at - timedelta(minutes=1))
    shown = row(page(browser, "/health/"), "Public site")
    assert "look at it" in shown
    assert "silent for" in shown
    SiteWatch.objects.update(looked_at=at - timedelta(minutes=9))
    assert "not looked at" in row(page(browser, "/health/"), "Public site")


def test_parked_jobs_late_messages_and_imports_are_told(browser: Client) -> None:
    park("day:zone:2026-11-22", RuntimeError("x"), make.DAY)
    make.a_case("1")
    OutboxMessage.objects.create(key="k", case_id="1", kind="notice", party="mail_vendor", body={},
                                 made_on=date(2020, 1, 1))  # fmt: skip
    ImportRun.objects.create(fingerprint="x", on=make.DAY, by="records.1", begun_at=now())
    shown = page(browser, "/health/")
    assert "day:zone:2026-11-22" in row(shown, "Parked jobs")
    assert "1 message waits" in row(shown, "Messages to send")
    assert "look at it" in row(shown, "Messages to send")
    assert "extract of" in row(shown, "Imports under way")


def test_tables_that_are_not_up_to_date_and_a_full_disk_are_told(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = page(browser, "/health/")
    assert "up to date" in row(shown, "Tables")
    assert "good" in row(shown, "Database")
    monkeypatch.setattr("caseclose.casework.selectors.health.pending", lambda _using: ["casework.0999_new"])
    usage = type("Usage", (), {"free": 5, "total": 1000})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    shown = page(browser, "/health/")
    assert "1 change has not been made" in row(shown, "Tables")
    assert "casework.0999_new" in shown
    assert "look at it" in row(shown, "Room on the disk")


def test_sizes_are_told_as_people_read_them() -> None:
    assert [system._size(each) for each in (0, 999, 1500, 15_000_000, 3 * 10**12)] == [
        "0 B",
        "999 B",
        "1.5 kB",
        "15 MB",
        "3.0 TB",
    ]


def test_no_secret_is_among_the_settings(browser: Client) -> None:
    agency = {"openid_connect": {"APPS": [{"secret": "Zzsecret", "client_id": "Zzclient", "settings": {
        "server_url": "https://idp.example"}}]}}  # fmt: skip
    with override_settings(SOCIALACCOUNT_PROVIDERS=agency):
        shown = page(browser, "/settings/")
    assert "https://idp.example" in shown
    assert "Zz" not in shown
    assert settings.SECRET_KEY not in shown
    password = connection.settings_dict.get("PASSWORD")
    assert not password or password not in shown


def test_offices_are_shown_with_what_they_have(browser: Client) -> None:
    make.a_closing(make.a_case("1"), make.DAY)
    shown = row(page(browser, "/offices/"), '<a href="/people/?office=ca-local"')
    assert "America/Los_Angeles" in shown
    assert shown.count(">1<") == 2


def test_health_asks_few_questions(browser: Client) -> None:
    page(browser, "/health/")
    with questions() as asked:
        page(browser, "/health/")
    assert len(asked) <= MOST_QUESTIONS, "\n".join(asked)


def test_the_pages_are_in_spanish() -> None:
    browser = signed_in(account("admin"), lang="es")
    a_worker(now())
    assert "Estado del sistema" in page(browser, "/health/")
    assert "Oficinas" in page(browser, "/offices/")
    assert "Cuentas" in page(browser, "/people/")
