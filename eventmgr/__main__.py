"""`python -m eventmgr` is `eventmgr`."""

from eventmgr.cli import main

main()
