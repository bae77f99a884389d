/**
 * Okabe and Ito's colours, told apart with every kind of colour vision; the blue is a little lighter than theirs,
 * so that all have a contrast of at least 3 to 1 on white and on near-black.
 */
export const colours = {
  blue: "#1E88C7",
  vermilion: "#D55E00",
  green: "#009E73",
  grey: "#808080",
} as const;

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

/** Colour of a group, which are numbered from 1: the same in a document's charts and in its viewer. */
export const groupColour = (group: number): string => palette[(group - 1) % palette.length]!;
