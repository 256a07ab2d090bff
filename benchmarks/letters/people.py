"""Made people who get a notice: each with a name, an address, a case and a code of their own, and a language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from caseclose.casework.services.mail.press import Copy
from caseclose.law.reading import shipped
from caseclose.letters.facts import Addressee, ReplyWay
from caseclose.letters.sampling import variations
from caseclose.letters.words import letter_folder

STATE = "ca"
SPANISH = 0.3
"""Of the notices, so many are in Spanish."""
_GIVEN = ("Rosa María", "Daniel", "Thị Hằng", "José Ángel", "Zoë", "Guadalupe", "Ivan", "Mei-Ling", "Aaliyah", "Søren")
_FAMILY = (
    "Ejemplo",
    "Sample",
    "Muestra",
    "Example-Made",
    "Prueba y Modelo",
    "O'Sample",
    "Łodge",
    "Specimen",
    "de la Nada",
)
_STREETS = ("Sample Street", "Example Avenue", "Made Road", "Calle de la Muestra", "Old Specimen Boulevard")
_TOWNS = ("Anytown", "Othertown", "San Ejemplo", "Made City Heights")
_SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ"


def copies(count: int, seed: int) -> Iterator[Copy]:
    """Yield so many notices to print. Criteria and their limbs are equally frequent; each person is one of a kind."""
    chance = Random(seed)  # noqa: S311 - it draws made people, no secret
    kinds = list(variations(shipped(), letter_folder("notice"), STATE))
    for number in range(1, count + 1):
        code = "-".join("".join(chance.choices(_SIGNS, k=5)) for _ in range(2))
        yield Copy(
            replace(
                chance.choice(kinds),
                case=f"{number:010}",
                to=_addressee(number, chance),
                reply=ReplyWay(code, f"https://support.example/r/{code}"),
            ),
            "es" if chance.random() < SPANISH else "en",
        )


def _addressee(number: int, chance: Random) -> Addressee:
    name = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)} {number}"
    street = f"{chance.randrange(1, 20_000)} {chance.choice(_STREETS)}"
    flat = f", Apt {chance.randrange(1, 400)}" if chance.random() < 1 / 3 else ""
    zip_code = f"{chance.randrange(90_000, 97_000)}-{chance.randrange(10_000):04}"
    return Addressee(name, (f"{street}{flat}", f"{chance.choice(_TOWNS)}, CA {zip_code}"))
