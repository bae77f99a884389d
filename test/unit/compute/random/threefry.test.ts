import { expect, it } from "vitest";
import { threefry2x32 } from "../../../../kernel-lib/src/compute/random/threefry.js";

// Known answers of Random123 1.14 (kat_vectors, threefry2x32, 20 rounds): key, counter, result.
it.each([
  [0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x6b200159, 0x99ba4efe],
  [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
  [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 0xc4923a9c, 0x483df7a0],
])("encrypts under key %x %x the counter %x %x as the reference does", (k0, k1, c0, c1, r0, r1) => {
  const out = new Int32Array(2);
  threefry2x32(k0, k1, c0, c1, out);
  expect([...out].map((word) => word >>> 0)).toEqual([r0, r1]);
});
