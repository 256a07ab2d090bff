"""Faults that are put into the public site, each of which the fuzzing must find."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.http import HttpRequest, HttpResponse

from caseclose.casework.models import Office, Person
from caseclose.public.pages.answering import views as answering
from caseclose.public.pages.following import views as following
from tests.public.fuzzing.judging import CANARY
from tests.staff.fuzzing.planting import instead

_LONG = 20


def _broken_by_some_texts() -> AbstractContextManager[None]:
    """Answering breaks where the words are longer than a few, or have a letter with an accent."""
    whole: Callable[..., Any] = vars(answering)["send"]

    def send(request: HttpRequest, kind: str, said: dict[str, Any], *rest: Any, **more: Any) -> Any:  # noqa: ANN401
        words = said.get("words", "")
        if len(words) > _LONG or not words.isascii():
            raise ZeroDivisionError
        return whole(request, kind, said, *rest, **more)

    return instead(answering, "send", send)


def _shown_to_whoever_guesses() -> AbstractContextManager[None]:
    """A code that leads nowhere is told of somebody on record."""

    def found(_request: HttpRequest, _form: object) -> HttpResponse:
        return HttpResponse(f"This is not the code of {Person.objects.filter(family_name=CANARY)[0].family_name}")

    return instead(following, "_found", found)


def _written_though_refused() -> AbstractContextManager[None]:
    """An answer is written down before it is looked at."""
    whole: Any = vars(answering)["AnswerForm"]

    def form(*data: Any, **more: Any) -> Any:  # noqa: ANN401
        if data:
            Office.objects.create(code="zz", state="ca", name="x", zone="America/Los_Angeles")
        return whole(*data, **more)

    return instead(answering, "AnswerForm", form)


PLANTS: dict[str, tuple[str, Callable[[], AbstractContextManager[None]], str]] = {
    "a server error in answering a letter": ("answer", _broken_by_some_texts, "500, ZeroDivisionError"),
    "somebody on record who is named to whoever guesses": ("follow", _shown_to_whoever_guesses, f"shows {CANARY}"),
    "an answer that is written down though it is refused": ("answer", _written_though_refused, "and yet changed"),
}
"""By what they are: the address of each fault, how it is put in, and what is told of it then."""
