import { colours } from "./spec.js";

/** Told apart with every kind of colour vision as long as they are few; shapes tell the same once more. */
export const palette = [
  colours.blue,
  colours.vermilion,
  colours.green,
  "#C77CB0",
  "#A87900",
  "#6F63D9",
  colours.grey,
];

export const shapes = [
  "circle",
  "square",
  "triangle-up",
  "diamond",
  "cross",
  "triangle-down",
  "triangle-right",
];
