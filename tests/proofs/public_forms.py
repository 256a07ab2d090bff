"""Nonsense at every form and every page of the public site: no error, no leak, and a refusal changes nothing.

What is spoiled are the looks, which no address can be without: each is filled in well but for a thing or two.
"""

from __future__ import annotations

from zlib import crc32

from caseclose.casework.models import Person
from caseclose.public.access.table import access_table
from tests.proofs.proof import Planted, Proof, Setting
from tests.public.acting import a_noticed_case
from tests.public.fuzzing.judging import CANARY, run
from tests.public.fuzzing.planting import PLANTS
from tests.public.fuzzing.spoiling import form_spoiled, page_spoiled
from tests.public.looks.acts import offices
from tests.public.looks.look import Look
from tests.public.looks.table import LOOKS
from tests.public.site import on_the_public_site
from tests.staff.fuzzing.repeating import Run

DATABASE = True
ENOUGH, ROUNDS = 30, 20
"""How often a form is sent that has a fault put in, and how many times at most."""


def prove(setting: Setting) -> Proof:
    """Send nonsense to every address; then see that faults are found."""
    forms, pages = _looks("POST"), _looks("GET")
    each_form, each_page = setting.many(sample=4, whole=200), setting.many(sample=2, whole=80)
    with on_the_public_site():
        _records()
        tried = Run()
        for addresses, spoils, many in ((forms, form_spoiled, each_form), (pages, page_spoiled, each_page)):
            for name, looks in addresses.items():
                tried.add(run(spoils(looks), many, setting.seed + crc32(name.encode())))
        planted = [Planted(what, _found(forms, what, setting.seed)) for what in PLANTS]
    return Proof(
        claim="No form and no page of the public site answers nonsense with a server error, shows anything of somebody "
        "whose code was not given, or changes a record where it refuses; what is taken is valid",
        count=tried.statuses.total(),
        things="requests",
        counted="each address by each method, in both languages and every state: its looks, spoiled in a thing or two",
        wrongs=sorted(set(tried.faults)),
        planted=planted,
        uncovered="what a browser's scripts do, hostile files (they have tests of their own), and requests that the "
        "web server refuses before the site sees them",
        figures={"forms": len(forms), "pages": len(pages)}
        | {f"answered {status}": many for status, many in sorted(tried.statuses.items())},
    )


def _looks(method: str) -> dict[str, list[Look]]:
    """Return the looks of each address that has this method."""
    found: dict[str, list[Look]] = {name: [] for name, row in access_table().items() if method in row.methods}
    for look in LOOKS:
        if look.name and look.method == method and (look.send or method == "GET") and look.state != "too many":
            found[look.name].append(look)
    return {name: looks for name, looks in found.items() if looks}


def _records() -> None:
    """Make what all looks need, and a case that must not be seen: its notice went out, to somebody with a name."""
    offices()
    a_noticed_case("9")
    Person.objects.update(family_name=CANARY, given_name=CANARY)


def _found(forms: dict[str, list[Look]], what: str, chance: int) -> bool:
    """Whether a fault is told, once it is put in."""
    name, put_in, told = PLANTS[what]
    with put_in():
        return any(told in each for nth in range(ROUNDS)
                   for each in run(form_spoiled(forms[name]), ENOUGH, chance + nth).faults)  # fmt: skip
