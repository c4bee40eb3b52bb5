"""Measurements, one file per subject: `make bench` prints them as a table.

A subject is a module with a function `measures()`, which yields (what is measured, function to call, most queries,
most seconds); the tables are made anew, in a folder of their own.
"""
