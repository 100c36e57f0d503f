"""Answers the `aws` calls of scripts from one process.

The AWS CLI takes half a second to start, and the pages of the rules call it hundreds of times: here it is imported
once, and forked for each call. Ends when its standard input does.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import traceback

import awscli.clidriver
import botocore.session
from botocore.loaders import JSONFileLoader

# Set by the import of awscli: where its own texts are.
DATA_PATH = os.environ["AWS_DATA_PATH"]
resolve = socket.getaddrinfo


def loopback(host, *rest, **more):
    # S3 Control puts the account in front of the endpoint's host, which an address cannot bear.
    if isinstance(host, str) and host.endswith(".127.0.0.1"):
        host = "127.0.0.1"
    return resolve(host, *rest, **more)


def warm():
    """Reads the descriptions of the services that the pages use once, before the forks."""
    read = JSONFileLoader.load_file
    known = {}

    def load_file(self, file_path):
        if file_path not in known:
            known[file_path] = read(self, file_path)
        return known[file_path]

    JSONFileLoader.load_file = load_file
    session = botocore.session.get_session()
    for service in ("cloudtrail", "ec2", "iam", "kms", "logs", "organizations", "s3", "s3control", "sns", "sts"):
        session.create_client(service, "us-east-1", aws_access_key_id="none", aws_secret_access_key="none")
    awscli.clidriver.create_clidriver().create_help_command()


def answer(connection):
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    size, handles, _, _ = socket.recv_fds(connection, 4, 3)
    wanted = int.from_bytes(size, "big")
    data = b""
    while len(data) < wanted:
        data += connection.recv(wanted - len(data))
    call = json.loads(data)
    for number, handle in enumerate(handles):
        os.dup2(handle, number)
        os.close(handle)
    os.environ.clear()
    os.environ.update(call["env"])
    os.environ["AWS_DATA_PATH"] = DATA_PATH
    os.chdir(call["cwd"])
    sys.argv = ["aws", *call["args"]]
    try:
        code = awscli.clidriver.create_clidriver().main(call["args"])
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 1
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(bytes([(code or 0) % 256]))


def serve(path):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    socket.getaddrinfo = loopback
    warm()
    gc.freeze()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    print("ready", flush=True)
    while True:
        ready, _, _ = select.select([listener, sys.stdin], [], [])
        if sys.stdin in ready and not os.read(0, 1):
            return
        if listener in ready:
            connection, _ = listener.accept()
            if os.fork() == 0:
                code = 1
                try:
                    listener.close()
                    answer(connection)
                    code = 0
                except BaseException:
                    traceback.print_exc()
                finally:
                    os._exit(code)
            connection.close()


serve(sys.argv[1])
