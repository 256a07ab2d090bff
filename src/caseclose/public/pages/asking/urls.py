"""Addresses of asking. A step has a number: its name would tell in a list of pages what it is about."""

from __future__ import annotations

from functools import partial

from django.urls import path

from caseclose.public.pages.asking import on_paper, steps, views

urlpatterns = [
    path("ask/", views.begin, name="ask"),
    *(
        path(f"ask/{number}/", partial(views.step, name=name), name=f"ask_{name}")
        for number, name in enumerate(steps.FORMS, start=1)
    ),
    path("ask/talk/", views.talk, name="ask_talk"),
    path("ask/6/", views.foreseen, name="ask_foreseen"),
    path("ask/7/", views.sign, name="ask_sign"),
    path("ask/print/", on_paper.form_to_print, name="ask_print"),
    path("ask/paper/", on_paper.sign_on_paper, name="ask_on_paper"),
    path("ask/later/", views.later, name="ask_later"),
    path("ask/again/", views.again, name="ask_again"),
]
