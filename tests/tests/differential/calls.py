"""Makes the calls that a file tells with botocore, without a network.

    calls.py where                  prints botocore's version and the folder of its models
    calls.py CASES OUTCOMES         a case a line in, an outcome a line out

A case has `id`, `service`, `protocol`, `region`, `operation`, `input` and `answer`; an outcome has `id`, the `request` as it would
have gone out, and `output`, `error` or `failed`. Values are written as tests/tests/differential/values.rs
says.
"""

import base64
import datetime
import decimal
import io
import json
import math
import os
import sys

import botocore
import botocore.handlers
import botocore.model
import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.loaders import Loader

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
TOKEN = "00000000-0000-4000-8000-000000000000"
PROTOCOLS = {
    "rpcv2Cbor": "smithy-rpc-v2-cbor",
    "awsJson1_0": "json",
    "awsJson1_1": "json",
    "restJson1": "rest-json",
    "restXml": "rest-xml",
    "awsQuery": "query",
    "ec2Query": "ec2",
}
SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
FLOATS = ("float", "double")


def decode(shape, value):
    """A value of a case as botocore takes it."""
    if value is None:
        return None
    kind = shape.type_name
    if getattr(shape, "is_document_type", False):
        return value
    if shape.serialization.get("jsonvalue"):
        return json.loads(value)
    if kind == "structure":
        return {
            name: decode(shape.members[name], member)
            for name, member in value.items()
        }
    if kind == "list":
        return [decode(shape.member, item) for item in value]
    if kind == "map":
        return {key: decode(shape.value, item) for key, item in value.items()}
    if kind == "blob":
        return base64.b64decode(value)
    if kind == "timestamp":
        microseconds = int(decimal.Decimal(value) * 1_000_000)
        return EPOCH + datetime.timedelta(microseconds=microseconds)
    if kind in FLOATS:
        return SPECIAL[value] if isinstance(value, str) else float(value)
    return value


def encode(shape, value):
    """A value that botocore gave as cases have it."""
    if value is None:
        return None
    kind = shape.type_name
    if getattr(shape, "is_document_type", False):
        return value
    if shape.serialization.get("jsonvalue"):
        return json.dumps(value, separators=(",", ":"))
    if kind == "structure":
        members = {}
        for name, member in value.items():
            if name in shape.members:
                members[name] = encode(shape.members[name], member)
            elif name != "ResponseMetadata":
                members[name] = {"added": repr(member)}
        return members
    if kind == "list" and isinstance(value, list):
        return [encode(shape.member, item) for item in value]
    if kind == "map" and isinstance(value, dict):
        return {key: encode(shape.value, item) for key, item in value.items()}
    if kind == "blob":
        data = value.read() if hasattr(value, "read") else value
        data = data.encode() if isinstance(data, str) else data
        return base64.b64encode(data).decode()
    if kind == "timestamp" and isinstance(value, datetime.datetime):
        seconds = decimal.Decimal((value - EPOCH) // datetime.timedelta(microseconds=1))
        return plain(seconds / 1_000_000)
    if kind in FLOATS and isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
    return value


def plain(number):
    """A decimal number without an exponent and without zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Raw(io.BytesIO):
    """The body of an answer."""

    def stream(self, amount=65536, decode_content=None):
        while chunk := self.read(amount):
            yield chunk


class Services:
    """Clients, each made once."""

    def __init__(self):
        self.session = botocore.session.Session()
        self.session.set_credentials("AKIDTINSMITH", "secret")
        self.session._auth_token = botocore.tokens.FrozenAuthToken("token")
        self.clients = {}
        self.case = None
        self.request = None

    def client(self, service, protocol):
        """The client of a service that speaks the protocol, whichever botocore would take."""
        botocore.model.ServiceModel.resolved_protocol = PROTOCOLS[protocol]
        key = service, protocol, self.case["region"]
        if key not in self.clients:
            config = Config(
                parameter_validation=False,
                retries={"total_max_attempts": 1, "mode": "standard"},
            )
            client = self.session.create_client(
                service, region_name=self.case["region"], config=config
            )
            client.meta.events.register_last("before-send", self.answer)
            self.clients[key] = client
        return self.clients[key]

    def answer(self, request, **_):
        """Takes the place of the network."""
        body = request.body or b""
        if hasattr(body, "read"):
            body = body.read()
        body = body.encode() if isinstance(body, str) else body
        headers = [
            [name, value.decode() if isinstance(value, bytes) else str(value)]
            for name, value in request.headers.items()
        ]
        self.request = {
            "method": request.method,
            "uri": request.url,
            "headers": headers,
            "body": base64.b64encode(bytes(body)).decode(),
        }
        answer = self.case["answer"]
        headers = botocore.awsrequest.HeadersDict()
        for name, value in answer["headers"]:
            headers[name] = value
        body = Raw(base64.b64decode(answer["body"]))
        return AWSResponse(request.url, answer["status"], headers, body)

    def call(self, case):
        self.case, self.request = case, None
        outcome = {"id": case["id"]}
        try:
            client = self.client(case["service"], case["protocol"])
            model = client.meta.service_model.operation_model(case["operation"])
            given = {}
            if model.input_shape is not None:
                given = decode(model.input_shape, case["input"])
            try:
                output = client._make_api_call(case["operation"], given)
                shape = model.output_shape
                outcome["output"] = encode(shape, output) if shape else {}
            except ClientError as error:
                outcome["error"] = self.error(client, model, error.response)
        except Exception as error:
            outcome["failed"] = f"{type(error).__name__}: {error}"
        outcome["request"] = self.request
        return outcome

    def error(self, client, operation, response):
        details = response.get("Error", {})
        error = {"code": details.get("Code"), "message": details.get("Message")}
        shape = client.meta.service_model.shape_for_error_code(details.get("Code"))
        if shape is not None:
            members = {
                name: value
                for name, value in response.items()
                if name in shape.members
            }
            error["members"] = encode(shape, members)
        return error


class FixedUuid:
    """Takes the place of the module that makes tokens up."""

    @staticmethod
    def uuid4():
        return TOKEN


def main(arguments):
    if arguments == ["where"]:
        data = os.path.join(os.path.dirname(botocore.__file__), "data")
        print(json.dumps({"version": botocore.__version__, "data": data}))
        return
    # Nothing of the machine's own settings.
    for name in list(os.environ):
        if name.startswith("AWS_"):
            del os.environ[name]
    os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    botocore.handlers.uuid = FixedUuid
    services = Services()
    with open(arguments[0], encoding="utf-8") as cases, open(
        arguments[1], "w", encoding="utf-8"
    ) as outcomes:
        for line in cases:
            outcomes.write(json.dumps(services.call(json.loads(line))) + "\n")


main(sys.argv[1:])
