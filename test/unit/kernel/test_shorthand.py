"""`{ name }` reaches variables of earlier cells, which tslab by itself does not."""

import pytest


@pytest.fixture(scope="module")
def variables(kernel):
    assert kernel.run("const a = 5; let q = 1; const text = (o: object) => JSON.stringify(o)").reply["status"] == "ok"
    return kernel


@pytest.mark.parametrize(
    "code, shown",
    [
        ("text({ a })", '{"a":5}'),
        ("const awaited = await text({ x: 1, a }); awaited", '{"x":1,"a":5}'),
        ("const made = (a: number) => ({ a, q }); text(made(9))", '{"a":9,"q":1}'),
        ("for (const a of [7]) q = a; text({ a, q })", '{"a":5,"q":7}'),
        ("const { a: copied } = { a }; String(copied)", "5"),
        ("({ q } = { q: 3 }); String(q)", "3"),
    ],
)
def test_shorthand_properties(variables, code, shown):
    assert variables.run(code).value == f"'{shown}'"
