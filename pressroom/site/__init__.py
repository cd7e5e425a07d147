"""The members' page: a folder of static files made of what the last build left.

    kept.standing(wanted)                                  the site that stands, where nothing has changed
    job      = load.job(root)                              what the campaign says
    offers   = catalogue.gather(job, manifest, out, day)   what is finished, not under embargo, not expired
    views    = pictures.views(offer)                       thumbnails, by content
    shared   = sharing.shared(job, offer)                  pictures for networks, set by the same layouts
    files    = pages.pages(contents)                       each page in each language, style sheet, feeds
    standing.replace(out / "site", files, downloads)       the new folder beside the old one, then in its place

It stands beside the pipeline: it reads the manifest and never makes a piece.
"""
