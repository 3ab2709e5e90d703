"""Typesetting: everything about paper that is not about one document.

`names` and `breaking` are pure; the others load ReportLab, which is slow: documents import them, and pages import
documents only when one is printed.
"""
