"""The pages of the guide."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from caseclose.public.offices import offices_of
from caseclose.public.pages.guide.can import answers
from caseclose.public.pages.guide.drawn import blocks
from caseclose.public.pages.guide.fates import WAYS, fates
from caseclose.public.pages.guide.finding import LONGEST, found
from caseclose.public.pages.guide.readers import READERS, asked_by
from caseclose.public.pages.guide.reasons import reasons_of
from caseclose.public.pages.guide.words import filled
from caseclose.public.place import public


def guide(request: HttpRequest) -> HttpResponse:
    """Show the parts of the guide, for whom it is, and every question."""
    place = public(request).place
    questions = [(each.number, filled(place, each.ask)) for each in place.law.policy.guide(place.state)]
    return render(request, "guide/guide.html", {"questions": questions, "readers": READERS, "longest": LONGEST})


def what_happens(request: HttpRequest, way: str) -> HttpResponse:
    """Show what becomes of every service and remedy, by what the case turns into."""
    chosen = next((each for each in WAYS if each.letter == way), None)
    if chosen is None:
        raise Http404
    return render(request, "guide/happens.html", {"ways": WAYS, "way": chosen, **fates(public(request).place, chosen)})


def can_it(request: HttpRequest) -> HttpResponse:
    """Show who may ask, and when the answer is yes, no, or a part."""
    return render(request, "guide/can.html", {"answers": answers(public(request).place)})


def reasons(request: HttpRequest) -> HttpResponse:
    """Show for which reasons the agency closes a case by itself, and what could keep it open."""
    place = public(request).place
    return render(request, "guide/reasons.html", {"reasons": reasons_of(place)})


def reader(request: HttpRequest, letter: str) -> HttpResponse:
    """Show what is of use to one kind of reader."""
    place = public(request).place
    whom = next((each for each in READERS if each.letter == letter), None)
    if whom is None:
        raise Http404
    return render(request, "guide/reader.html", {"reader": whom, "questions": asked_by(place, whom)})


def question(request: HttpRequest, number: int) -> HttpResponse:
    """Show one question with its answer, and what the rules say."""
    place = public(request).place
    text = next((each for each in place.law.policy.guide(place.state) if each.number == number), None)
    if text is None:
        raise Http404
    drawn = blocks(place, text.shows)
    shown = {
        "number": number,
        "ask": filled(place, text.ask),
        "say": [filled(place, each) for each in text.say],
        "blocks": drawn,
        "cites": text.cites,
        "unverified": text.verified != "seen" or not all(block.verified for block in drawn),
        "offices": offices_of(place) if "offices" in text.shows else [],
        "help_lines": place.law.policy.help_lines(place.state) if "help_lines" in text.shows else [],
    }
    return render(request, "guide/question.html", shown)


@csrf_exempt  # it changes nothing, so it needs no cookie; and it can be sent from pages that browsers keep
def find(request: HttpRequest) -> HttpResponse:
    """Look for a question. What is looked for is sent, so that it stands in no address."""
    place = public(request).place
    wanted = request.POST.get("wanted", "")[:LONGEST].strip()
    results = [(each.number, filled(place, each.ask)) for each in found(place, wanted)]
    return render(request, "guide/find.html", {"wanted": wanted, "results": results, "longest": LONGEST})
