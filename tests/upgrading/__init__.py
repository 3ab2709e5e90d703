"""An installation of before keeps everything: filled databases of earlier versions, and what people saw of them.

`make` fills an installation of the version in which it runs (`filling`), writes both databases down, and notes what
people see (`looking`). `test_upgrade` takes such a database to the present schema and looks at the same addresses.
"""
