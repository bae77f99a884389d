import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { shareVariables } from "../../../kernel-lib/src/kernel/shared-variables.js";

const ts = createRequire(import.meta.url)("@tslab/typescript-for-tslab");
const share = (code: string) => shareVariables(ts, code);

describe("shareVariables", () => {
  test("exports let and var where they stand, and leaves what cannot change", () => {
    const { code, exportLines } = share(
      "const a = 1;\nlet b = 2;\nvar c;\nfunction f() { }\nexport { a, b, c, f };",
    );
    expect(code).toBe("const a = 1;\nexport let b = 2;\nexport var c;\nfunction f() { }\nexport { a, f };");
    expect([...exportLines]).toEqual([1, 2]);
  });

  test("takes patterns whole or not at all", () => {
    expect(share("let { a, b: [c = 1], ...d } = x;\nexport { a, c, d };").code).toBe(
      "export let { a, b: [c = 1], ...d } = x;\nexport {  };",
    );
    const half = "let [a, , b] = x;\nexport { a };";
    expect(share(half).code).toBe(half);
  });

  test("leaves renamed exports, those of other modules and what is exported already", () => {
    for (const code of [
      "let a = 1;\nexport { a as b };",
      'let a = 1;\nexport { a } from "x";',
      "export let a = 1;",
      "let a;",
    ]) {
      expect(share(code).code).toBe(code);
    }
  });
});
