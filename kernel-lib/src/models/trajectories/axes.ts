import type { MixtureModel } from "./mixture.js";

/** Components whose groups are the same: all of them, or those of either outcome in a dual model. */
export interface Axis {
  /** Group of each class, from 0. */
  map: Int32Array;
  groups: number;
  /** Places of its components in the model. */
  members: number[];
}

/** The ways in which classes are grouped, that of the first component first. */
export function axesOf({ components, classGroup }: Pick<MixtureModel, "components" | "classGroup">): Axis[] {
  const axes: Axis[] = [];
  classGroup.forEach((map, m) => {
    const axis = axes.find((each) => each.map.every((group, c) => group === map[c]));
    if (axis) axis.members.push(m);
    else axes.push({ map, groups: components[m]!.groups, members: [m] });
  });
  return axes;
}
