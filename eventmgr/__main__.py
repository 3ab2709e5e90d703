"""`python -m eventmgr` is `eventmgr`."""

from eventmgr.console.cli import main

main()
