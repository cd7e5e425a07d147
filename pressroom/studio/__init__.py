"""Pages on this machine for people who write: they fill fields, look at the sheet, and send it to the printer.

The studio calls the stages and knows nothing that they do not: what it shows is drawn from the bytes that are printed.
"""
