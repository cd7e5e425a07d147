"""One way into the content of a PDF page, read-only, for whoever reads finished files.

    document = Document(content)                    # opened by qpdf within bounds; Locked, Unreadable
    leaf     = all_pages(document.catalogue())[0]   # a page's dictionary, and what it inherits
    content  = page_content(leaf.entries)           # its streams, decoded within bounds
    for each in instructions(content): ...          # operators with operands; makes_sense(each)
    space    = space_of(value, resources)           # a colour space by its name; nothing is converted

Objects are plain Python (`objects`); the bounds stand in one place (`bounds`). What paints never imports this package.
"""
