"""The Voluntary Case Closure Request: a PDF to fill in, for each office and language, blank or made for a case.

The PDF files in `made/` are built ahead (`build`), because building needs the text shaping libraries of a desktop. At
run time a file is only opened, filled in and written again (`filling`).
"""
