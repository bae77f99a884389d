/** Rows, units or patterns sorted into groups. */
export interface Groups {
  /** Group of each, from 0. */
  ids: Int32Array;
  count: number;
}

/** Splits groups by a code; the new groups are numbered by first appearance. */
export function split({ ids, count }: Groups, codeOf: (i: number) => number, levels: number): Groups {
  const out = new Int32Array(ids.length);
  let next = 0;
  if (count * levels <= 8 * ids.length + 1024) {
    const found = new Int32Array(count * levels);
    for (let i = 0; i < ids.length; i++) {
      const key = ids[i]! * levels + codeOf(i);
      if (found[key] === 0) found[key] = ++next;
      out[i] = found[key]! - 1;
    }
  } else {
    const found = new Map<number, number>();
    for (let i = 0; i < ids.length; i++) {
      const key = ids[i]! * levels + codeOf(i);
      let id = found.get(key);
      if (id === undefined) found.set(key, (id = next++));
      out[i] = id;
    }
  }
  return { ids: out, count: next };
}
