"""One question at a time, pages that come first, and the answer. A page carries the answers; nothing else does."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from caseclose.interview.questions import Questions
from caseclose.public.pages.questions.answered import answered
from caseclose.public.pages.questions.asking import asked, set_aside
from caseclose.public.pages.questions.sent import Sent, sent
from caseclose.public.place import Place, public


@csrf_exempt  # sending it does nothing: there is nothing to protect, and no cookie is needed
def questions(request: HttpRequest) -> HttpResponse:
    """Ask the next question, or say what closing would mean."""
    place = public(request).place
    given = sent(_questions_of(place), request.POST if request.method == "POST" else QueryDict())
    name, shown = _page(place, given)
    shown |= {"carried": list(given.given.items()), "sent": given}
    response = render(request, f"questions/{name}.html", shown)
    if request.method == "POST" and not given.in_danger:
        response.headers["Cache-Control"] = GO_BACK
    return response


GO_BACK = "no-cache, private"
"""So that the browser's own way back shows the page before. Whoever spoke of danger gives it up: nothing of what comes
after can be shown again by somebody else who goes back."""


def _page(place: Place, given: Sent) -> tuple[str, dict[str, object]]:
    aside = given.aside
    if aside is not None:
        return "aside", set_aside(place, aside)
    question = given.question
    return ("ask", asked(place, given, question)) if question is not None else ("answer", answered(place, given.way))


def _questions_of(place: Place) -> Questions:
    """Return the questions of a state, made ready once for each day."""
    found = _READY.get(place.state)
    if found is None or found.law is not place.law:
        found = _READY[place.state] = Questions(place.law)
    return found


_READY: dict[str, Questions] = {}
"""For each state the questions of its last day. They hold nothing of anybody."""
