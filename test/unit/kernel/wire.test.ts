import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ConnectionInfo, decode, encode, type Header } from "../../../kernel-lib/src/kernel/wire.js";

const connection = { key: "secret", signature_scheme: "hmac-sha256" } as ConnectionInfo;
const parent = { msg_id: "p", msg_type: "execute_request" } as Header;
const bytes = (text: string) => new TextEncoder().encode(text);

function frames(content: unknown, buffers: Uint8Array[] = []): Uint8Array[] {
  const text = JSON.stringify(content);
  return encode(connection, "session", {
    identities: [bytes("client")],
    type: "stream",
    parent,
    content: text,
    metadata: "{}",
    buffers,
  });
}

describe("wire", () => {
  test("what is encoded comes back", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.uint8Array(), (content, buffer) => {
        const message = decode(connection, frames(content, [buffer]));
        expect(JSON.stringify(message.content)).toBe(JSON.stringify(content));
        expect(message.header).toMatchObject({ msg_type: "stream", session: "session", version: "5.3" });
        expect(message.identities).toEqual([bytes("client")]);
        expect(message.buffers).toEqual([buffer]);
      }),
    );
  });

  test("a changed part is refused", () => {
    for (const part of [3, 4, 5, 6]) {
      const changed = frames({ n: 1 });
      changed[part] = bytes('{"n": 2}');
      expect(() => decode(connection, changed)).toThrow("wrong signature");
    }
  });

  test("another key is refused; without a key nothing is signed", () => {
    expect(() => decode({ ...connection, key: "other" }, frames({}))).toThrow("wrong signature");
    expect(decode({ ...connection, key: "" }, frames({ n: 1 })).content).toEqual({ n: 1 });
  });

  test("frames from strangers throw, and nothing else happens", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array(), { maxLength: 8 }), (any) => {
        expect(() => decode(connection, any)).toThrow();
      }),
    );
    expect(() => decode(connection, [bytes("<IDS|MSG>")])).toThrow("parts missing");
  });
});
