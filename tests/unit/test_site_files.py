"""What stands in docs/ for whoever runs a public site names only what the code has, and says what it does."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
import typer
import yaml

from leaningwell.cli import app
from leaningwell.serving import site
from leaningwell.serving.prepared import handlers, pool, store
from unit.test_docs import ROOT

FOLDER = ROOT / "docs" / "site"
OPTION = re.compile(r"(?<![-\w])--[a-z][a-z-]*")
ADDRESS = re.compile(r"(?<![a-z.-])/(?:voila|leaningwell)/[\w/]*")
REQUIRED = {
    "Deployment": ("apps/v1", {"replicas", "selector", "template", "strategy"}),
    "Service": ("v1", {"selector", "ports"}),
    "Ingress": ("networking.k8s.io/v1", {"ingressClassName", "rules", "tls"}),
}


def read(name):
    return (FOLDER / name if "/" not in name else ROOT / name).read_text(encoding="utf-8")


def command():
    """`leaningwell serve`, as the command line has it."""
    return typer.main.get_command(app).commands["serve"]


def options():
    return {name for parameter in command().params for name in parameter.opts if name != "--help"}


def default(name):
    (found,) = (parameter.default for parameter in command().params if parameter.name == name)
    return found


def container():
    """The lines of the Containerfile by their first word, each as one line."""
    text = re.sub(r"(?m)^#.*\n", "", read("Containerfile")).replace("\\\n", " ")
    return [line.split(None, 1) for line in text.splitlines() if line.strip()]


def of_container(word):
    return [rest for first, rest in container() if first == word]


def cluster():
    return {part["kind"]: part for part in yaml.safe_load_all(read("kubernetes.yaml"))}


@pytest.fixture
def deployed():
    """The pods of the Deployment, and their one container."""
    pod = cluster()["Deployment"]["spec"]["template"]["spec"]
    (one,) = pod["containers"]
    return pod, one


def served():
    """The addresses that a site has."""
    unused = dict.fromkeys(("config", "template_paths", "voila_configuration", "prepared"))
    nothing = SimpleNamespace(base_url="/", options=site.SiteOptions("127.0.0.1", 1), **unused)
    return [pattern for pattern, *_ in site.Site.init_handlers(nothing)]


@pytest.mark.parametrize("name", ["docs/site.md", "nginx.conf", "Containerfile", "kubernetes.yaml"])
def test_every_option_that_is_named_is_there(name):
    text = read(name)
    if name == "Containerfile":  # pip, useradd and podman have options of their own
        text = " ".join([*of_container("ENTRYPOINT"), *re.findall(r"`[^`]+`", text)])
    assert set(OPTION.findall(text)) <= options()


def test_the_page_says_what_each_option_is_for():
    table = re.findall(r"^\| `(--[a-z-]+)` \|", read("docs/site.md"), re.M)
    assert set(table) == options()


@pytest.mark.parametrize("name", ["docs/site.md", "nginx.conf", "Containerfile", "kubernetes.yaml"])
def test_every_address_that_is_named_is_served(name):
    named = ADDRESS.findall(read(name))
    assert named
    for address in named:
        whole = f"{address}some/file" if address.endswith("/") else address
        assert any(re.fullmatch(pattern, whole) for pattern in served()), address


def test_whoever_watches_asks_for_health_and_for_readiness(deployed):
    _, one = deployed
    asked = {name: one[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "readiness", "liveness")}
    assert asked == {
        "startup": "/leaningwell/ready",
        "readiness": "/leaningwell/ready",
        "liveness": "/leaningwell/health",
    }
    assert f"http://127.0.0.1:{default('port')}/leaningwell/health" in of_container("HEALTHCHECK")[0]
    # A server waits for its workers for so long, and whoever asks the server has to wait longer.
    assert min(one[f"{name}Probe"]["timeoutSeconds"] for name in ("startup", "readiness")) > site.READY_SECONDS


@pytest.mark.parametrize("name", ["Containerfile", "kubernetes.yaml"])
def test_a_file_that_nobody_has_run_says_so_first(name):
    assert read(name).startswith("# Syntax checked, not run.\n")


def test_the_container_is_made_from_what_is_there_and_serves_without_rights():
    for sources in of_container("COPY"):
        for source in sources.split()[:-1]:
            assert (ROOT / source).exists(), source
    assert json.loads(of_container("ENTRYPOINT")[0]) == ["leaningwell", "serve", "--host", "0.0.0.0"]
    assert of_container("EXPOSE") == [str(default("port"))]
    assert of_container("USER") == ["10001"]


def test_the_cluster_has_what_its_kinds_require():
    assert {kind: part["apiVersion"] for kind, part in cluster().items()} == {
        kind: version for kind, (version, _) in REQUIRED.items()
    }
    for kind, (_, required) in REQUIRED.items():
        assert required <= set(cluster()[kind]["spec"]), kind
        assert cluster()[kind]["metadata"]["name"] == "leaningwell"


def test_the_parts_of_the_cluster_find_each_other(deployed):
    _, one = deployed
    deployment, service, ingress = (cluster()[kind]["spec"] for kind in REQUIRED)
    labels = deployment["template"]["metadata"]["labels"]
    assert deployment["replicas"] == 2
    assert deployment["selector"]["matchLabels"] == service["selector"] == labels
    (port,), (rule,) = service["ports"], ingress["rules"]
    assert one["ports"] == [{"name": port["targetPort"], "containerPort": default("port")}]
    (path,) = rule["http"]["paths"]
    assert path["backend"]["service"] == {"name": "leaningwell", "port": {"name": port["name"]}}
    assert ingress["tls"][0]["hosts"] == [rule["host"]]


def test_in_the_cluster_it_may_write_where_it_keeps_pages_and_nowhere_else(deployed):
    pod, one = deployed
    assert one["securityContext"]["readOnlyRootFilesystem"] is True
    assert one["securityContext"]["allowPrivilegeEscalation"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert [str(pod["securityContext"]["runAsUser"])] == of_container("USER")
    empty = {volume["name"] for volume in pod["volumes"] if "emptyDir" in volume}
    writable = {mount["mountPath"] for mount in one["volumeMounts"] if mount["name"] in empty}
    assert writable == {"/tmp", dict(line.split("=") for line in of_container("ENV"))["XDG_CACHE_HOME"]}


def test_a_server_has_time_to_end_what_it_has_begun(deployed):
    pod, one = deployed
    before = int(one["lifecycle"]["preStop"]["exec"]["command"][1])
    assert pod["terminationGracePeriodSeconds"] > before + site.GRACE_SECONDS


@pytest.mark.parametrize(
    "words",
    [
        f"{handlers.LARGEST_PUBLIC_QUESTION:,} bytes",
        f"{site.AT_ONCE} times at once and {site.A_SECOND} times a second",
        f"At most {pool.WAITING} questions wait",
        f"beyond {pool.LARGEST // 1024**2} MB is replaced",
        f"at most {store.ON_DISK} of them",
        f"`--port` | where it listens, {default('port')} unless",
        f"questions, {default('workers')} unless",
    ],
)
def test_the_page_names_the_limits_that_the_code_has(words):
    assert words in " ".join(read("docs/site.md").split())


def test_nginx_lets_through_what_a_server_takes_and_not_much_more():
    (size,) = re.findall(r"client_max_body_size (\d+)k;", read("nginx.conf"))
    assert handlers.LARGEST_PUBLIC_QUESTION < int(size) * 1024 < 3 * handlers.LARGEST_PUBLIC_QUESTION
    assert f"{handlers.LARGEST_PUBLIC_QUESTION:,} bytes" in read("nginx.conf")
    (kept,) = re.findall(r"keepalive_timeout (\d+)s;  # the server", read("nginx.conf"))
    assert int(kept) < site.IDLE_SECONDS
    assert f"after {site.IDLE_SECONDS}" in read("nginx.conf")
