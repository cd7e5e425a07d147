"""The members' site: static files made from the finished files of the last build.

    freshness.current_site(request)                                the present site, when nothing has changed
    job       = load.job(root)                                     the campaign and its materials
    catalogue = catalogue.gather(job, manifest, index, day)        materials with finished files, not under embargo
    views     = pictures.views(offer, out, cache)                  thumbnails
    shared    = sharing.shared_pictures(job, offer, out, ...)      pictures for social networks, by the same layouts
    files     = pages.pages(contents, static, phrases)             pages in each language, style sheet, feeds
    replace.replace_folder(out / "site", files, links)             the new folder takes the old one's place

The site reads the manifest; it never builds a piece.
"""
