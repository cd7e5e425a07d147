"""Letters to officials, as Word files that members overwrite.

The way of a letter, in order:

    forms    = forms.read(root)                       forms of address and the controls' words, from YAML
    letter   = compose.letter(spec, campaign, forms)  words with their figures and typography
    file     = compose.generic(letter, template)      the letter with everything about it that is known to all
    values   = address.values(official, forms, ...)   what is known of one recipient and one sender
    finished = word.filled(file, values)              the same file, addressed

It stands beside the pipeline and calls it, never the other way round.
"""
