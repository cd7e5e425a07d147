"""The reader of finished PDF files: objects, pages, content streams and colour spaces, read-only.

    document = Document(content)                    # opened by qpdf within bounds; Locked, Unreadable
    leaf     = all_pages(document.catalogue())[0]   # a page's dictionary, and what it inherits
    content  = page_content(leaf.entries)           # its streams, decoded within bounds
    for each in instructions(content): ...          # operators with operands; makes_sense(each)
    space    = space_of(value, resources)           # a colour space by its name; nothing is converted

Objects are plain Python (`objects`); `bounds` holds every bound. The code that writes PDF files never imports this
package.
"""
