"""A mail server that keeps nothing: prints its port, then each letter it takes as a line of JSON.

sink.py PLAIN|STARTTLS|TLS|NO_TLS  [USER PASSWORD]

What it answers depends on who is written to: unknown@ 550, later@ 451, spam@ 554 after the letter, hangup@ nothing.
"""
import asyncio
import base64
import json
import pathlib
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

# It tells of what is asked of it here on purpose: passwords without TLS, so that a client that would send one is found out.
warnings.simplefilter("ignore")
CERTIFICATE = pathlib.Path(__file__).with_name("localhost.pem")


class Answers:
    connections = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("unknown@"):
            return f"550 5.1.1 <{address}>: user unknown"
        if address.startswith("later@"):
            return "451 4.7.1 greylisted, come again"
        if address.startswith("hangup@"):
            server.transport.abort()
            return "421 4.3.0 gone"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("spam@"):
            return "554 5.7.1 looks like spam"
        letter = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "secure": server.transport.get_extra_info("ssl_object") is not None,
            "user": (session.auth_data.login.decode() if session.auth_data else None),
            "connection": session.connection,
            "letter": base64.b64encode(envelope.original_content).decode(),
        }
        print(json.dumps(letter), flush=True)
        return "250 2.0.0 queued as 4F2"


async def serve(security, credentials):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)

    def authenticate(server, session, envelope, mechanism, data):
        is_right = [data.login.decode(), data.password.decode()] == credentials
        return AuthResult(success=is_right, handled=False, auth_data=data if is_right else None)

    answers = Answers()

    def connection():
        answers.connections += 1
        server = SMTP(
            answers,
            hostname="localhost",
            tls_context=context if security == "STARTTLS" else None,
            authenticator=authenticate if credentials else None,
            auth_required=bool(credentials),
            auth_require_tls=False,
        )
        number = answers.connections
        made = server.connection_made

        def connection_made(transport):
            made(transport)
            server.session.connection = number

        server.connection_made = connection_made
        return server

    loop = asyncio.get_running_loop()
    listening = await loop.create_server(
        connection, "127.0.0.1", 0, ssl=context if security == "TLS" else None
    )
    print(listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


asyncio.run(serve(sys.argv[1], sys.argv[2:4]))
