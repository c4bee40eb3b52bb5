"""Write the file of expected answers: `python -m tests.matrix`, then read what changed in it."""

import os
import sys

import pytest

from . import WRITE

os.environ[WRITE] = "1"
sys.exit(pytest.main(["-q", "-n0", "tests/test_matrix.py", *sys.argv[1:]]))
