/**
 * Classes of a dual model, one for each pair of a group of the first outcome and one of the second: the group, from
 * 0, of each class in either outcome. With one group of the second, classes are the first's groups.
 */
export function productClasses(groups: number, dualGroups: number): { main: Int32Array; dual: Int32Array } {
  const classes = groups * dualGroups;
  return {
    main: Int32Array.from({ length: classes }, (_, c) => Math.floor(c / dualGroups)),
    dual: Int32Array.from({ length: classes }, (_, c) => c % dualGroups),
  };
}
