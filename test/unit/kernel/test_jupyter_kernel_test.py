"""The suite that Jupyter itself offers for kernels."""

import jupyter_kernel_test
import pytest

pytestmark = pytest.mark.usefixtures("kernel_prefix")


class QueteletKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "quetelet"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oops")'
    completion_samples = [{"text": "Math.ab", "matches": {"abs"}}]
    complete_code_samples = ["1", "function f() { return 1 }"]
    incomplete_code_samples = ["function f() {", "f("]
    code_generate_error = 'throw new Error("x")'
    code_execute_result = [{"code": "6 * 7", "result": "42"}]
    code_display_data = [
        {
            "code": '(globalThis as any)[Symbol.for("quetelet.kernel")].display({ "text/html": "<b>x</b>" })',
            "mime": "text/html",
        }
    ]
    code_history_pattern = "6?*"
    supported_history_operations = ("tail", "search", "range")
    code_inspect_sample = "parseInt"
    code_clear_output = '(globalThis as any)[Symbol.for("quetelet.kernel")].clearOutput()'
