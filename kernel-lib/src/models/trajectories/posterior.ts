/** Posterior probabilities of the groups of one component, from those of the classes; persons × groups. */
export function groupPosteriors(
  posteriors: Float64Array,
  classGroup: Int32Array,
  groups: number,
): Float64Array {
  const classes = classGroup.length;
  if (classes === groups && classGroup.every((group, c) => group === c)) return posteriors;
  const persons = posteriors.length / classes;
  const out = new Float64Array(persons * groups);
  for (let i = 0; i < persons; i++) {
    for (let c = 0; c < classes; c++) out[i * groups + classGroup[c]!]! += posteriors[i * classes + c]!;
  }
  return out;
}

/** The most probable group of each person, from 0; the first of equals. */
export function assign(posteriors: Float64Array, groups: number): Int32Array {
  const assigned = new Int32Array(posteriors.length / groups);
  for (let i = 0; i < assigned.length; i++) {
    for (let g = 1; g < groups; g++) {
      if (posteriors[i * groups + g]! > posteriors[i * groups + assigned[i]!]!) assigned[i] = g;
    }
  }
  return assigned;
}
