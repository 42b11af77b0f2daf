"""The only door to Excel: sheets out as bytes, and a table out of a workbook that somebody sent (`portal.xlsx.reading`)."""

from portal.xlsx.writing import Column, Head, Row, Sheet, Value, placed, write

__all__ = ["Column", "Head", "Row", "Sheet", "Value", "placed", "write"]
