"""Stands for `aws` on the path of a script: hands the call, with its three streams, to aws-server.py."""

import json
import os
import socket
import sys

connection = socket.socket(socket.AF_UNIX)
connection.connect(os.environ["SURETY_AWS_SOCKET"])
call = json.dumps({"args": sys.argv[1:], "cwd": os.getcwd(), "env": dict(os.environ)}).encode()
socket.send_fds(connection, [len(call).to_bytes(4, "big")], [0, 1, 2])
connection.sendall(call)
code = connection.recv(1)
sys.exit(code[0] if code else 255)
