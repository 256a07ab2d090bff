"""What is printed when the application is up: where it is, as whom to sign in, and what to try first."""

from __future__ import annotations

from collections.abc import Iterator

TRY = """\
What to try first:
  1. Sign in as worker one: the work queue shows the closings in this worker's care, and what is next in each.
  2. Open one: the page of the case says where its closing stands, what is next, when, and why.
  3. Sign out, and sign in as supervisor one: a proposal is approved by another person than the one who proposed it."""
WHOLE_WAY = """\
The whole way of a request:
  1. On the public site, ask to close one of the cases above. Nobody gets aid or got it. You get a reference.
  2. As worker one, a few seconds later, find it in the work queue: The whole office, Requests to answer. Open the case
     and choose Approve the closing: it names what is not known yet. Record each as not so.
  3. As supervisor one, open the case, read what would follow and the letter that would go, and approve the closing.
  4. A few seconds later, the case's Papers and letters has the letter as it was mailed. At its foot is a code.
  5. On the public site, see how things stand with this code. There the letter is too."""
STOP = "Press Ctrl-C to stop."


def first_words(address: str, public: str, *, demo: bool) -> Iterator[str]:
    """Yield the lines. `public` is where the public site is; empty where it is not served beside."""
    yield f"Caseclose is at {address}"
    if public:
        yield f"The public site is at {public}"
    if not demo:
        yield f"Accounts are made with: caseclose account add. {STOP}"
        return
    from caseclose.staff.screens.signing_in.demo import demo_accounts  # needs the models of accounts

    yield f"This is a demonstration with made cases. Choose a role at {address}demo/"
    for account in demo_accounts():
        yield f"  {', '.join(account.roles):<16} {account.name}"
    if public:
        yield from _to_try()
    yield TRY
    if public:
        yield WHOLE_WAY
    yield STOP


def _to_try() -> Iterator[str]:
    """Yield what to type on the public site: each is of made people."""
    from caseclose.casework.models import Office
    from caseclose.practice.from_the_web import to_try
    from caseclose.web.clock import today

    zone = Office.objects.order_by("code").values_list("zone", flat=True).first()
    says = {
        "notice": "Answer a letter, or see how things stand: code {code}, last name {name}",
        "reference": "See that a request arrived, or take it back: reference {code}, last name {name}",
        "case": "Ask to close: case number {code}, {name}",
    }
    if zone:
        yield "On the public site:"
        for what, code, name in to_try(today(zone)):
            yield f"  {says[what].format(code=code, name=name)}"


def public_words(address: str) -> Iterator[str]:
    """Yield the lines for the public site alone."""
    yield f"The public site is at {address}"
    yield STOP
