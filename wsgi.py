from eventmgr.app import create_app

app = create_app()
