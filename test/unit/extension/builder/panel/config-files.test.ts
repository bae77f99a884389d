import type { Contents } from "@jupyterlab/services";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../../../extension/src/builder/panel/read-config";
import { configFileName, exists } from "../../../../../extension/src/builder/panel/save-config";
import { refusedTexts } from "../hostile-configs";

describe("configFileName", () => {
  it("gives a name its ending, once", () => {
    for (const given of [
      "streets",
      "streets.json",
      "streets.quetelet-config",
      "streets.quetelet-config.json",
    ]) {
      expect(configFileName(given)).toBe("streets.quetelet-config.json");
    }
  });

  it("stays in the folder", () => {
    expect(configFileName("../../etc/streets")).toBe("streets.quetelet-config.json");
    expect(configFileName("a\\b\\streets")).toBe("streets.quetelet-config.json");
  });
});

describe("readConfig", () => {
  it("takes a config and keeps what the form does not know", () => {
    const read = readConfig('{"model": "glm", "data": "a.csv", "outcome": "y", "later": 1}');
    expect(read.ok && read.draft.config).toMatchObject({
      model: "glm",
      outcome: "y",
      later: 1,
      data: "a.csv",
    });
  });

  it("says what is wrong with anything else", () => {
    expect(readConfig('{"model":')).toMatchObject({ ok: false, problem: "not-json" });
    expect(readConfig('{"model": "gml"}')).toMatchObject({ ok: false, problem: "unknown" });
    expect(readConfig("[]")).toMatchObject({ ok: false, problem: "unknown" });
  });

  it.each(Object.entries(refusedTexts))("refuses %s with one sentence", (_, { text }) => {
    const read = readConfig(text);
    expect(read.ok).toBe(false);
    expect(!read.ok && read.detail.length).toBeLessThan(400);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(typeof readConfig(text).ok).toBe("boolean");
      }),
    );
  });
});

describe("exists", () => {
  const contents = {
    get: () => Promise.resolve({ content: [{ name: "a.quetelet-config.json" }] }),
  } as unknown as Contents.IManager;

  it("looks into the folder", async () => {
    expect(await exists(contents, "work/a.quetelet-config.json")).toBe(true);
    expect(await exists(contents, "work/b.quetelet-config.json")).toBe(false);
  });
});
