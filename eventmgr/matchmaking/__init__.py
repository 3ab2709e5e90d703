"""Matchmaking: who should meet (`matching`) and when (`scheduling`). Plain values in, plain values out.

Neither part knows Flask, a database or the time of day; pages and tables of meetings stand on top of them.
"""
