"""Runs many AWS CLI commands in one interpreter: one JSON document per line in and out.

In: {"args": [...], "env": {...}}. Out: {"exit": 0, "output": "..."}. Starting the CLI takes ten times as long as its work.
"""

import contextlib
import io
import json
import os
import sys

from awscli.clidriver import create_clidriver
from botocore.loaders import JSONFileLoader

read = JSONFileLoader.load_file
known = {}


def load_file(self, file_path):
    """Each command reads the descriptions of its services again, which is half of its work."""
    if file_path not in known:
        known[file_path] = read(self, file_path)
    return known[file_path]


JSONFileLoader.load_file = load_file


def run(args, env):
    os.environ.update(env)
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            code = create_clidriver().main(args)
        except SystemExit as stopped:
            code = stopped.code if isinstance(stopped.code, int) else 255
    return {"exit": code, "output": output.getvalue()}


for line in sys.stdin:
    job = json.loads(line)
    print(json.dumps(run(job["args"], job["env"])), flush=True)
