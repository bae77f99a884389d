// Writes the counts of a vitest run, and every skip with its reason, to the file that QUETELET_COUNTS names.
import { writeFileSync } from "node:fs";

export default class CountsReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) {
      // A file that could not be loaded, or a hook that failed, is a failure though no test says so.
      for (const place of [module, ...module.children.allSuites()]) {
        if (place.errors().length > 0) counts.failed += 1;
      }
      for (const test of module.children.allTests()) count(test, counts);
    }
    writeFileSync(process.env.QUETELET_COUNTS, JSON.stringify(counts));
  }
}

function count(test, counts) {
  const { state, note } = test.result();
  if (state === "passed") counts.passed += 1;
  else if (state === "failed") counts.failed += 1;
  else counts.skipped.push({ name: test.fullName, reason: note ?? "its name says why" });
}
