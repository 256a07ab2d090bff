"""The ways in which DuckDB can count the cases that meet a rule. `BEST` was the fastest and is the contestant."""

BEST = "sum of integers"
SHAPES = {
    BEST: 'sum(CAST("{}" AS INTEGER))',
    "sum of CASE": 'sum(CASE WHEN "{}" THEN 1 ELSE 0 END)',
    "count_if": 'count_if("{}")',
    "FILTER": 'count(*) FILTER ("{}")',
}
OTHER_SHAPES = tuple(shape for shape in SHAPES if shape != BEST)
