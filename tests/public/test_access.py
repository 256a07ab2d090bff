"""Every address of the public site has a row in its access table, and answers as it says. Nothing else is there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path

from caseclose.law.sources import shipped_policy
from caseclose.public.access.table import WrittenRow, access_table, offered, row_of
from caseclose.site import public_urls
from tests.public.addresses import addresses, names, pages

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert sorted(names()) == sorted(access_table())


def faults() -> Iterator[str]:
    """Ask everything at every address, and tell of each answer that the table does not have so."""
    client = Client(headers={"host": "localhost"})
    for name in names():
        row = access_table().get(name)
        for address in addresses(name):
            for method in METHODS:
                status = client.generic(method, address).status_code
                allowed = row is not None and method in row.methods
                if (status == 405) == allowed or status >= 500 or (row is None and status != 404):
                    yield f"{name} {method} {address}: {status}"


@pytest.mark.usefixtures("clean_database")
def test_every_address_answers_every_method_as_its_row_says() -> None:
    assert list(faults()) == []


def test_an_address_without_a_row_is_found_and_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def planted(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("everything")

    monkeypatch.setattr(public_urls, "urlpatterns", [*public_urls.urlpatterns, path("planted/", planted, name="x")])
    clear_url_caches()
    assert set(names()) - set(access_table()) == {"x"}
    assert Client(headers={"host": "localhost"}).get("/planted/").status_code == 404
    monkeypatch.undo()
    clear_url_caches()


@pytest.mark.parametrize(
    "weak",
    [WrittenRow(who="holder", get=True), WrittenRow(who="holder", get=True, throttled=True, in_history=True)],
)
def test_a_page_for_whoever_holds_a_code_is_slowed_and_never_kept(weak: WrittenRow) -> None:
    with pytest.raises(ValueError, match="throttled"):
        row_of("x", weak)


def test_what_browsers_may_keep_can_only_be_looked_at() -> None:
    with pytest.raises(ValueError, match="never kept"):
        row_of("x", WrittenRow(who="anyone", post=True, in_history=True))


def test_a_form_stands_only_on_a_page_to_which_it_can_be_sent() -> None:
    client = Client(headers={"host": "localhost"})
    only_looked_at = [name for name in names() if "POST" not in access_table()[name].methods]
    shown = {name: client.get(page).content for name in only_looked_at for page in addresses(name)}
    assert [name for name, page in shown.items() if b"csrfmiddlewaretoken" in page] == []


NEVER = {
    each["lang"]: {word.lower() for word in each["words"]}
    for each in tomllib.loads(shipped_policy().joinpath("us", "electronic.toml").read_text(encoding="utf-8"))["never"]
}
"""Words from which somebody who looks over a shoulder could learn something, as the policy has them for messages."""


def told_by(text: str, lang: str) -> set[str]:
    """The words of a text that would tell too much in a list of visited pages."""
    return NEVER[lang] & set(re.findall(r"[\w-]+", text.lower()))


def test_no_address_and_no_title_tells_what_it_is_about() -> None:
    client = Client(headers={"host": "localhost"})
    found = []
    for address in pages():
        title = re.findall(r"<title>(.*?)</title>", client.get(address, follow=True).content.decode())[0]
        lang = "es" if address.startswith("/es/") else "en"
        found += [f"{address}: {word}" for word in told_by(f"{address} {title}", lang)]
    assert found == []
    assert told_by("Close my case", "en") == {"close", "case"}


def test_what_is_offered_is_said_in_both_languages() -> None:
    entries = [entry for where in ("card", "foot") for _, entry in offered(where)]
    assert entries
    assert all(each.en and each.es and each.en != each.es for each in entries)
