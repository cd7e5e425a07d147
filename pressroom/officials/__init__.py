"""The register of officials in office: the open files of the French state in a small database, looked up by commune.

`imports.read_all` reads the files (`files` opens them, `headers` recognises the tables, `rows` reads a row) and `store`
writes the database atomically. `register.Register` finds the officials of a commune; `recipients` adds the ministers
and addresses of the campaign; `departments` exports the register as static JSON.

The files contain birth dates and professions. The database has no column for them, and no code reads them.
"""
