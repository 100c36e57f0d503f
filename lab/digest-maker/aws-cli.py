"""Runs many AWS CLI commands in one interpreter: one JSON document per line in and out.

In: {"args": [...], "env": {...}}. Out: {"exit": 0, "output": "..."}. Starting the CLI takes ten times as long as its work.
"""

import contextlib
import io
import json
import os
import sys

from awscli.clidriver import create_clidriver


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
