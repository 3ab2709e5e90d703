"""Figures of deals as pages, charts, paper and workbook show them."""
