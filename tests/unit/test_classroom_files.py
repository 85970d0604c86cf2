"""What stands in docs/classroom/ for whoever runs a class's hub fits together, and says what it was held against."""

from __future__ import annotations

import ast
import json
import re

import pytest
import yaml

from unit.test_docs import ROOT

FOLDER = ROOT / "docs" / "classroom"
PAGE = (ROOT / "docs" / "classroom.md").read_text(encoding="utf-8")
# The parts of the JupyterHub chart that are used, as its schema has them.
CHART = {
    "hub": {"db", "config", "extraConfig"},
    "singleuser": {
        "image",
        "cmd",
        "defaultUrl",
        "startTimeout",
        "cloudMetadata",
        "serviceAccountName",
        "uid",
        "fsGid",
        "allowPrivilegeEscalation",
        "extraEnv",
        "cpu",
        "memory",
        "storage",
    },
    "proxy": {"https"},
    "cull": {"enabled", "timeout"},
}


def read(name):
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.fixture
def values():
    return yaml.safe_load(read("values.yaml"))


def test_the_values_say_first_that_nobody_has_run_them():
    assert read("values.yaml").startswith("# Syntax checked, not run.\n")


def test_the_values_name_only_what_the_chart_has(values):
    assert {part: set(names) for part, names in values.items()} == CHART


def test_the_cluster_keeps_records_in_postgresql_and_the_exchange_on_a_shared_volume(values):
    assert values["hub"]["db"]["type"] == "postgres"
    assert values["hub"]["db"]["url"].startswith("postgresql+psycopg2://")
    storage = values["singleuser"]["storage"]
    (volume,), (mount,) = storage["extraVolumes"], storage["extraVolumeMounts"]
    assert volume["name"] == mount["name"] == "exchange"
    assert f'c.Exchange.root = "{mount["mountPath"]}"' in read("nbgrader_config.py")


def test_what_the_cluster_runs_in_the_hub_is_python_that_gives_each_account_its_number(values):
    (code,) = values["hub"]["extraConfig"].values()
    ast.parse(code)
    assert "spawner.uid = 20000 + spawner.user.id" in code
    assert "c.KubeSpawner.pre_spawn_hook = prepare" in code


def test_the_cluster_starts_servers_as_the_hub_on_one_machine_does(values):
    local, single = read("jupyterhub_config.py"), values["singleuser"]
    assert single["defaultUrl"] in local
    assert single["cmd"] == ["sh", "/srv/leaning-well/classroom/start.sh"]
    assert values["hub"]["config"]["JupyterHub"]["subdomain_host"] in local
    assert set(single["extraEnv"]) <= set(re.findall(r'"([A-Z_]+)":', local))


def test_learners_have_none_of_an_instructors_tools():
    lab = json.loads(read("learners/labconfig/page_config.json"))["disabledExtensions"]
    server = json.loads(read("learners/jupyter_server_config.d/leaningwell-class.json"))["ServerApp"]
    assert lab["@jupyter/nbgrader:formgrader"] is True
    assert server["jpserver_extensions"]["nbgrader.server_extensions.formgrader"] is False


def test_every_test_that_the_page_names_is_there():
    named = re.findall(r"^\|.*\| `(test_\w+)` \|$", PAGE, re.M)
    there = re.findall(r"^def (test_\w+)", (ROOT / "tests" / "classroom" / "test_hub.py").read_text(), re.M)
    assert named == there


def test_the_page_installs_the_versions_that_are_tested():
    (proxy,) = re.findall(r"configurable-http-proxy@[\d.]+", (ROOT / "Makefile").read_text())
    (hub,) = re.findall(r'"(jupyterhub>=[^"]+)"', (ROOT / "pyproject.toml").read_text())
    assert proxy in PAGE
    assert f"'{hub}'" in PAGE
