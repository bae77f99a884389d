import { expect, test } from "vitest";
import { InputError } from "../../../kernel-lib/src/contract/index.js";

test("a message is one printable line, whatever the names it quotes", () => {
  const { message } = new InputError("ols: no column 'a\nb\u001b[2J\u202e\u009b'");
  expect(message).toBe("ols: no column 'a\\nb\\u001b[2J\\u202e\\u009b'");
});
