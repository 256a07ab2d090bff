"""The screens, one folder an area: pages, their access rows, templates and translations."""
