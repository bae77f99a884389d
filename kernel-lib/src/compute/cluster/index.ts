export { type CondensedDistances, condensedIndex, condensedLength } from "./condensed.js";
export { cutClusters } from "./cut.js";
export { bestSilhouette, type ClusterNumber, elbow, judgeClusters } from "./judge.js";
export { hierarchicalClusters, type Linkage, type Merge } from "./linkage.js";
