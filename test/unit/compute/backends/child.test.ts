import fc from "fast-check";
import { expect, test } from "vitest";
import { lastJson, runChild, runScript } from "../../../../kernel-lib/src/compute/backends/child.js";

test("runs a script with its arguments", async () => {
  const child = await runScript("console.log(JSON.stringify(process.argv.slice(1)))", ["a", "-b"], {
    timeout: 10_000,
  });
  expect(child).toMatchObject({ ok: true, ending: "ended with code 0" });
  expect(JSON.parse(child.stdout)).toEqual(["a", "-b"]);
});

test("tells how a process ended that crashed, hung, failed or never began", async () => {
  const node = (script: string, timeout = 10_000) => runScript(script, [], { timeout });
  expect(await node("process.abort()")).toMatchObject({ ok: false, ending: "crashed (SIGABRT)" });
  expect(await node("setInterval(() => {}, 1000)", 1000)).toMatchObject({
    ok: false,
    ending: "took longer than 1 s",
  });
  const failed = await node("throw new Error('no such device')");
  expect(failed).toMatchObject({ ok: false, ending: "ended with code 1" });
  expect(failed.stderr).toContain("no such device");
  expect((await runChild("/no/such/program", [])).ending).toMatch(/^did not start \(.*ENOENT.*\)$/);
});

test("lastJson finds the last object among other lines, and survives anything", () => {
  expect(lastJson('{not json\n{"a":1}\nnoise\n')).toEqual({ a: 1 });
  expect(lastJson("")).toBeNull();
  fc.assert(
    fc.property(fc.string(), fc.dictionary(fc.string(), fc.integer()), (noise, value) => {
      expect(lastJson(`${noise}\n${JSON.stringify(value)}\n`)).toEqual(value);
      lastJson(noise);
    }),
  );
});
