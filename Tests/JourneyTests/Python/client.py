"""Seldon's own Python client against a gateway; prints one JSON document.

Arguments: transport (rest or grpc), address of the gateway, namespace, deployment, rows as JSON.
"""

import json
import sys

import numpy as np
from google.protobuf import json_format
from seldon_core.seldon_client import SeldonClient

transport, address, namespace, deployment, rows = sys.argv[1:]
client = SeldonClient(
    deployment_name=deployment,
    namespace=namespace,
    gateway="istio",
    gateway_endpoint=address,
    transport=transport,
    payload_type="ndarray",
)
answer = client.predict(data=np.array(json.loads(rows)), names=["a", "b"])
response = answer.response
if response is not None and not isinstance(response, dict):
    response = json_format.MessageToDict(response)
print(json.dumps({"success": answer.success, "msg": str(answer.msg), "response": response}))
