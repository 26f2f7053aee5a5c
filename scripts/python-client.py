"""Lists, watches and patches with the Python client; every step that fails is an exception."""
import sys
import threading

from kubernetes import client, config, watch
from kubernetes.client.rest import ApiException

config.load_kube_config(sys.argv[1])
core, apps, custom = client.CoreV1Api(), client.AppsV1Api(), client.CustomObjectsApi()
GRAPH = ("machinelearning.seldon.io", "v1", "default", "seldondeployments")


def names(items):
    return [item.metadata.name for item in items]


# List, with selectors and pages.
pods = core.list_namespaced_pod("default", label_selector="seldon-deployment-id=echo").items
assert len(pods) == 2 and all(pod.status.phase == "Running" for pod in pods), names(pods)
assert pods[0].status.container_statuses[0].state.running.started_at is not None
page = core.list_namespaced_service("default", limit=1)
seen = names(page.items)
while page.metadata._continue:
    page = core.list_namespaced_service("default", limit=1, _continue=page.metadata._continue)
    seen += names(page.items)
assert seen == names(core.list_namespaced_service("default").items) and len(seen) == 4, seen
assert core.list_node().items[0].metadata.name == "radiant"
assert apps.read_namespaced_deployment_scale("echo-main-0-echo", "default").spec.replicas == 1
graph = custom.get_namespaced_custom_object(*GRAPH, "echo")
assert [p["name"] for p in graph["spec"]["predictors"]] == ["main", "canary"]

# Watch, from a list's version, while somebody else writes.
start = core.list_namespaced_config_map("default").metadata.resource_version
events = []


def follow():
    stream = watch.Watch()
    for event in stream.stream(
        core.list_namespaced_config_map, "default", resource_version=start, timeout_seconds=30
    ):
        events.append((event["type"], event["object"].metadata.name))
        if event["type"] == "DELETED":
            stream.stop()


watcher = threading.Thread(target=follow)
watcher.start()
made = core.create_namespaced_config_map(
    "default", client.V1ConfigMap(metadata=client.V1ObjectMeta(name="python"), data={"a": "1"})
)
assert made.metadata.uid

# Patch, in the forms that the client has.
core.patch_namespaced_config_map("python", "default", {"data": {"b": "2"}})
core.patch_namespaced_config_map(
    "python", "default", [{"op": "replace", "path": "/data/a", "value": "3"}]
)
assert core.read_namespaced_config_map("python", "default").data == {"a": "3", "b": "2"}
custom.patch_namespaced_custom_object(*GRAPH, "echo", {"metadata": {"labels": {"by": "python"}}})
assert custom.get_namespaced_custom_object(*GRAPH, "echo")["metadata"]["labels"]["by"] == "python"
stale = core.read_namespaced_config_map("python", "default")
core.patch_namespaced_config_map("python", "default", {"data": {"c": "4"}})
try:
    core.replace_namespaced_config_map("python", "default", stale)
    raise AssertionError("a stale replace was taken")
except ApiException as error:
    assert error.status == 409, error
core.delete_namespaced_config_map("python", "default")
watcher.join(30)
assert not watcher.is_alive()
assert events == [("ADDED", "python")] + [("MODIFIED", "python")] * 3 + [("DELETED", "python")], events

# What is refused comes as the client's exception.
try:
    core.read_namespaced_pod("nope", "default")
    raise AssertionError("what is not there was found")
except ApiException as error:
    assert error.status == 404 and "not found" in error.body, error
print(core.read_namespaced_pod_log(pods[0].metadata.name, "default", container="echo").strip())
print("done")
