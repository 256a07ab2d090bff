"""A whole caseload screened: by Caseclose, by Polars written by hand and by DuckDB SQL written by hand."""
