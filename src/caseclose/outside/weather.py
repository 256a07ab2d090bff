"""Weather between the agency and the outside world, drawn from a seed: the same seed always brings the same faults."""

from __future__ import annotations

from dataclasses import dataclass
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
