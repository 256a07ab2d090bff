from tests.cli.malformed.broken import Broken

CASES: list[Broken] = []
