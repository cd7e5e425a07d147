"""Pressroom: a campaign's words and looks are YAML; its pieces come out ready for the press and the wall.

The whole program, in order (`pipeline.build` says it in code):

    campaign = load.campaign(root)            YAML to checked models that remember their lines
    piece    = resolve.piece(job)             names to things: inks, fonts, links; {headline} to its words
    sheets   = fit.fit(piece)                 elements to marks at fixed places; one Sheet a page
    file     = paint.press(sheets)            marks to the bytes of a PDF (press or members)
    report   = preflight.judge(file, brief)   the finished bytes are judged by code that shares nothing with paint
    outcome  = publish.publish(files)         out/ is written at once or not at all

Each stage takes one noun (nouns.py) and returns the next; stages never import each other.
"""

__version__ = "0.1.0"
