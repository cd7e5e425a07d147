"""Who is in office: the open files of the French state, in a small database, looked up by commune.

`imports.read_all` reads the files (`files` opens them, `headers` recognises the tables, `rows` understands a row) and
`store` writes the database, at once or not at all. `register.Register` answers who is written to from a commune;
`recipients` adds what the campaign says (ministers, addresses); `departments` cuts the register into static JSON.

Birth dates and professions stand in these files. No column of the database takes them, and nothing here reads them.
"""
