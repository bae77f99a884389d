import type { Cells } from "./cells.js";
import { type Groups, split } from "./groups.js";
import type { CodedColumn, Patterns, PatternSums } from "./patterns.js";

/** Cells on the way to a model: design rows of what is chosen so far, still apart where open sets tell them apart. */
export interface Node extends Cells {
  /** A pattern of each cell, by which to look up the open candidates. */
  pattern: Int32Array;
  /** Number of the distinct design row (and offset). */
  base: Int32Array;
  baseCount: number;
}

/** A set by the combinations its candidates' values take. */
export interface SetCode {
  /** Number of its combination, by pattern. */
  codes: Int32Array;
  levels: number;
  /** Candidates in the set. */
  width: number;
  /** Their values, one row a combination. */
  values: Float64Array;
}

export function setCodes(patterns: Patterns, sets: { members: number[] }[]): SetCode[] {
  return sets.map(({ members }) => {
    let groups: Groups = { ids: new Int32Array(patterns.count), count: 1 };
    for (const member of members) {
      const { codes, levels } = patterns.candidates[member]!;
      groups = split(groups, (i) => codes[i]!, levels);
    }
    const width = members.length;
    const values = new Float64Array(groups.count * width);
    groups.ids.forEach((code, p) => {
      members.forEach((member, k) => (values[code * width + k] = patterns.candidates[member]!.values[p]!));
    });
    return { codes: groups.ids, levels: groups.count, width, values };
  });
}

/** Nothing chosen yet; patterns without units are left out. */
export function rootNode(patterns: Patterns, { weight, crimes }: PatternSums): Node {
  const pattern = Int32Array.from([...weight.keys()].filter((p) => weight[p]! > 0));
  const columns = patterns.alwaysCount;
  const design = new Float64Array(pattern.length * columns);
  pattern.forEach((p, cell) => {
    for (let j = 0; j < columns; j++) design[cell * columns + j] = patterns.always[p * columns + j]!;
  });
  return {
    count: pattern.length,
    columns,
    design,
    weight: Float64Array.from(pattern, (p) => weight[p]!),
    crimes: Float64Array.from(pattern, (p) => crimes[p]!),
    offset: patterns.offset && Float64Array.from(pattern, (p) => patterns.offset![p]!),
    pattern,
    base: Int32Array.from(pattern, (p) => patterns.base[p]!),
    baseCount: patterns.baseCount,
  };
}

/** The node below, with one more candidate in the design (or none, for null), apart only by the sets still open. */
export function chooseNode(
  node: Node,
  candidate: CodedColumn | null,
  open: { codes: Int32Array; levels: number }[],
): Node {
  const { pattern, columns } = node;
  let base = { ids: node.base, count: node.baseCount };
  if (candidate) base = split(base, (i) => candidate.codes[pattern[i]!]!, candidate.levels);
  let groups = base;
  for (const { codes, levels } of open) groups = split(groups, (i) => codes[pattern[i]!]!, levels);

  const count = groups.count;
  const wide = columns + (candidate ? 1 : 0);
  const first = new Int32Array(count).fill(-1);
  const weight = new Float64Array(count);
  const crimes = new Float64Array(count);
  const { ids } = groups;
  for (let i = 0; i < node.count; i++) {
    const cell = ids[i]!;
    if (first[cell]! < 0) first[cell] = i;
    weight[cell]! += node.weight[i]!;
    crimes[cell]! += node.crimes[i]!;
  }
  const design = new Float64Array(count * wide);
  const patterns = new Int32Array(count);
  const bases = new Int32Array(count);
  const offset = node.offset ? new Float64Array(count) : null;
  for (let cell = 0; cell < count; cell++) {
    const i = first[cell]!;
    for (let j = 0; j < columns; j++) design[cell * wide + j] = node.design[i * columns + j]!;
    if (candidate) design[cell * wide + columns] = candidate.values[pattern[i]!]!;
    patterns[cell] = pattern[i]!;
    bases[cell] = base.ids[i]!;
    if (offset) offset[cell] = node.offset![i]!;
  }
  return {
    count,
    columns: wide,
    design,
    weight,
    crimes,
    offset,
    pattern: patterns,
    base: bases,
    baseCount: base.count,
  };
}

/** The same cells with open candidates as further columns of the design. */
export function withCandidates(node: Node, candidates: CodedColumn[]): Cells {
  const { count, columns, pattern } = node;
  const wide = columns + candidates.length;
  const design = new Float64Array(count * wide);
  for (let cell = 0; cell < count; cell++) {
    for (let j = 0; j < columns; j++) design[cell * wide + j] = node.design[cell * columns + j]!;
    for (let k = 0; k < candidates.length; k++) {
      design[cell * wide + columns + k] = candidates[k]!.values[pattern[cell]!]!;
    }
  }
  return { ...node, columns: wide, design };
}
