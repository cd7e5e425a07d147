"""Letters to officials, as Word files that members complete and sign.

From YAML to an addressed file, in order:

    letter = resolve.letter.letter(job, name)                       text with its figures and typography
    file   = compose.generic_file(letter, template)                 the Word file, with prompts for sender and recipient
    values = address.values(letter, official, forms, sender, day)   the text of each content control
    file   = word.fill(file, values)                                the same file, addressed

`generic` writes the generic letters into out/; `mailing` addresses them to the officials of a commune or a department.
This package calls the pipeline; the pipeline does not import it.
"""
