"""The API against its own description: requests made up by Schemathesis, within bounds."""

import sys

import hypothesis
import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from baramad.web.app import create_app
from baramad.web.jobs import Jobs
from baramad.web.throttle import Throttle

CHECKS = (
    not_a_server_error, content_type_conformance, response_schema_conformance,
    status_code_conformance,
)  # fmt: skip


@pytest.fixture(scope="module")
def schema(client):
    document = client.get("/api/v1/openapi.json").json()
    app = create_app("pk", Throttle(burst=1e9))  # Schemathesis closes what it has called
    # Jobs are begun and done at once: what they do is tested elsewhere.
    app.state.jobs = Jobs(queue=10_000, program=(sys.executable, "-c", "pass"))
    return schemathesis.openapi.from_dict(document), app


def test_made_up_requests_get_documented_answers_and_never_a_crash(schema):
    document, app = schema
    for result in document.get_all_operations():
        operation = result.ok()

        @hypothesis.given(case=operation.as_strategy())
        @hypothesis.settings(
            max_examples=8,
            database=None,
            suppress_health_check=list(hypothesis.HealthCheck),
            phases=[hypothesis.Phase.generate],
        )
        def holds(case):
            found = case.call(app=app, base_url="http://testserver")
            case.validate_response(found, checks=CHECKS)

        holds()
