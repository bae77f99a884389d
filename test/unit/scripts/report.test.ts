// What `npm test` counts decides whether a change lands, so the counting is tested too.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { countJunit } from "../../../scripts/report/junit.mjs";
import { root } from "../../../scripts/setup/shell.mjs";

mkdirSync(join(root, ".cache"), { recursive: true });
const place = mkdtempSync(join(root, ".cache/report-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

it("counts vitest's tests, broken files and failing hooks, and keeps the reasons of skips", () => {
  const runs = `import { beforeAll, describe, expect, it } from "vitest";
it("passes", () => {});
it("fails", () => expect(1).toBe(2));
it("skips", (context) => context.skip(true, "no GPU here"));
describe("a hook that fails", () => {
  beforeAll(() => { throw new Error("hook"); });
  it("never runs", () => {});
});`;
  writeFileSync(join(place, "runs.test.ts"), runs);
  writeFileSync(join(place, "broken.test.ts"), `import "./nothing.js";`);
  writeFileSync(join(place, "vitest.config.mjs"), "export default {};");
  const counts = join(place, "counts.json");
  const reporter = join(root, "scripts/report/vitest-reporter.mjs");
  const { status } = spawnSync(
    process.execPath,
    [join(root, "node_modules/vitest/vitest.mjs"), "run", "--root", place, `--reporter=${reporter}`],
    { env: { ...process.env, QUETELET_COUNTS: counts } },
  );
  expect(status).toBe(1);
  expect(JSON.parse(readFileSync(counts, "utf8"))).toEqual({
    passed: 1,
    failed: 3,
    skipped: [
      { name: "skips", reason: "no GPU here" },
      { name: "a hook that fails > never runs", reason: expect.any(String) },
    ],
  });
});

it("counts pytest's tests and keeps the reasons of skips", () => {
  const xml = `<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest"
errors="1" failures="1" skipped="1" tests="4"><testcase classname="test_a" name="test_ok[a&gt;b]" time="0.001" />
<testcase classname="test_a" name="test_bad" time="0.001"><failure message="AssertionError: &lt;testcase">trace
</failure></testcase><testcase classname="test_a" name="test_gone" time="0.001"><skipped type="pytest.skip"
message="no &quot;gpu&quot; &amp; no driver">a.py:5: no gpu</skipped></testcase><testcase classname="test_a"
name="test_set_up" time="0.1"><error message="failed on setup with &quot;x&quot;">trace</error></testcase>
</testsuite></testsuites>`;
  expect(countJunit(xml)).toEqual({
    passed: 1,
    failed: 2,
    skipped: [{ name: "test_a > test_gone", reason: 'no "gpu" & no driver' }],
  });
  expect(countJunit("")).toEqual({ passed: 0, failed: 0, skipped: [] });
});
