"""Weather between the agency and the outside world, drawn from a seed: the same seed always brings the same faults."""

from __future__ import annotations

from dataclasses import dataclass, fields
from hashlib import sha256

_WHOLE = 1 << 64
LONGEST_DELAY = 45


@dataclass(frozen=True, slots=True)
class Weather:
    """How often each fault strikes, as shares of one: lost, late, twice, refused, garbled."""

    seed: int = 0
    lose: float = 0.0
    delay: float = 0.0
    double: float = 0.0
    refuse: float = 0.0
    garble: float = 0.0

    def loses(self, *what: object) -> bool:
        """Say whether this is lost."""
        return self._draw("lose", what) < self.lose

    def doubles(self, *what: object) -> bool:
        """Say whether this comes twice."""
        return self._draw("double", what) < self.double

    def refuses(self, *what: object) -> bool:
        """Say whether this is refused."""
        return self._draw("refuse", what) < self.refuse

    def garbles(self, *what: object) -> bool:
        """Say whether this is garbled."""
        return self._draw("garble", what) < self.garble

    def days_late(self, *what: object) -> int:
        """Return how many days late this comes: mostly none."""
        if self._draw("delay", what) >= self.delay:
            return 0
        return 1 + int(self._draw("days", what) * LONGEST_DELAY)

    def _draw(self, fault: str, what: tuple[object, ...]) -> float:
        said = f"{self.seed}:{fault}:{':'.join(map(str, what))}".encode()
        return int.from_bytes(sha256(said).digest()[:8], "big") / _WHOLE


CALM = Weather()
"""Nothing goes wrong."""


class BadWeather(ValueError):
    """Weather that cannot be read."""


def read_weather(text: str) -> Weather:
    """Read weather as people write it: `seed=7 lose=0.05 delay=0.1`; what is not named never strikes.

    Raises BadWeather.
    """
    kinds = {each.name: int if each.name == "seed" else float for each in fields(Weather)}
    read: dict[str, float] = {}
    for word in text.replace(",", " ").split():
        name, _, value = word.partition("=")
        if name not in kinds:
            raise BadWeather(f"the weather knows no '{name}'; it knows: {', '.join(kinds)}")
        try:
            read[name] = kinds[name](value)
        except ValueError:
            raise BadWeather(f"'{word}' is not weather; write it as lose=0.05 or seed=7") from None
        if name != "seed" and not 0 <= read[name] <= 1:
            raise BadWeather(f"'{word}' is not weather; a share lies between 0 and 1")
    return Weather(**read)  # type: ignore[arg-type]
