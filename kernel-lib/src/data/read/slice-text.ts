// A TextDecoder takes longer to call than to decode a short field; Buffer's own methods do not, and work on any bytes.
type Slice = (this: Uint8Array, start: number, end: number) => string;
const { latin1Slice, utf8Slice } = Buffer.prototype as unknown as { latin1Slice: Slice; utf8Slice: Slice };

/** The bytes from `start` up to `end` as text, a sign a byte. */
export const sliceLatin1 = (bytes: Uint8Array, start: number, end: number): string =>
  latin1Slice.call(bytes, start, end);

/** The bytes from `start` up to `end`, which are valid UTF-8, as text. */
export const sliceUtf8 = (bytes: Uint8Array, start: number, end: number): string =>
  utf8Slice.call(bytes, start, end);
