"""A config's `data` may be the name of a variable, which the kernel looks up among those of the notebook."""

import pytest

IMPORT = 'import { fitConfig } from "quetelet";'


def fit(name):
    """Code that fits to the variable of that name and shows the slope."""
    config = f'{{ model: "ols", data: "{name}", outcome: "y", terms: ["x"] }}'
    return f"Number((await fitConfig({config})).tables.coefficients.rows[1].estimate).toFixed(6)"


@pytest.fixture(scope="module")
def notebook(kernel):
    assert kernel.run(f"{IMPORT} const city = {{ x: [1, 2, 3, 4, 5], y: [1, 2, 3, 4, 6] }}; const seven = 7").reply["status"] == "ok"
    return kernel


def test_a_table_of_an_earlier_cell(notebook):
    assert notebook.run(fit("city")).value == "'1.200000'"


def test_a_table_of_the_same_cell(notebook):
    code = "let town = { x: [1, 2, 3, 4, 5], y: [1, 2, 3, 4, 6] }; town = { ...town, y: [2, 4, 6, 8, 12] };"
    assert notebook.run(f"{code} {fit('town')}").value == "'2.400000'"


@pytest.mark.parametrize(
    "name, message",
    [
        ("village", "'data' is 'village', which is neither a file in "),
        ("toString", "'data' is 'toString', which is neither a file in "),
        ("seven", "'data' names variable 'seven': the table must be "),
    ],
)
def test_no_table(notebook, name, message):
    reply = notebook.run(fit(name)).reply
    assert reply["ename"] == "InputError"
    assert message in reply["evalue"]
