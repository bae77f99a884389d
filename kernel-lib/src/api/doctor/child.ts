// The process in which `doctor` tries a backend: node child.js BACKEND, prints a Check as one line of JSON.
import type { BackendName } from "../../compute/backends/index.js";
import { checkBackend } from "./check.js";

void checkBackend(process.argv[2] as BackendName).then((check) => {
  process.stdout.write(`${JSON.stringify(check)}\n`);
});
