/** The kinds of reasons, and the words a report may put first for each. */
export const reasonKinds: readonly { kind: string; heads: readonly string[] }[] = [
  { kind: "investigate person", heads: ["INVESTIGATE PERSON", "INVESTIGATIVE PERSON", "INVESTIGATE PRSN"] },
  { kind: "drugs", heads: ["DRUG VIOLATION", "DRUGS VIOLATION", "DRUG VIOLATIONS"] },
  { kind: "traffic", heads: ["TRAFFIC STOP", "TRAFIC STOP", "TRAFFIC STOPPED"] },
  { kind: "firearm", heads: ["GUN FIREARM", "GUN FIREARMS", "GUNS FIREARM"] },
  { kind: "warrant", heads: ["WARRANT ARREST", "WARRANTS ARREST", "WARRENT ARREST"] },
  { kind: "burglary", heads: ["BURGLARY REPORT", "BURGLERY REPORT", "BURGLARY REPORTED"] },
];

/** What a report may add; none for a reason by itself. */
export const reasonTails: readonly string[] = [
  "",
  "NIGHT",
  "PARK",
  "SCHOOL",
  "STATION",
  "LOITERING",
  "KNOWN",
  "GROUP",
  "ALLEY",
  "CALL",
  "FLIGHT",
  "PATROL",
  "VEHICLE",
];

export const garments = ["HOODIE", "JACKET", "SHIRT", "T-SHIRT", "SWEATER", "COAT", "VEST", "TANK TOP"];
export const trousers = ["JEANS", "SWEATPANTS", "SHORTS", "CARGO PANTS", "SLACKS", "TRACK PANTS"];
export const colours = [
  "BLACK",
  "BLUE",
  "WHITE",
  "GREY",
  "RED",
  "GREEN",
  "BROWN",
  "DARK BLUE",
  "YELLOW",
  "TAN",
  "ORANGE",
  "PURPLE",
];

/** Races of the reports, with what complexion is written down for each and how often. */
export const races = ["Black", "White", "Hispanic", "Asian"] as const;
export const complexions = ["Dark", "Medium", "Light"] as const;
export const complexionShares: Record<(typeof races)[number], readonly number[]> = {
  Black: [0.6, 0.35, 0.05],
  White: [0.02, 0.18, 0.8],
  Hispanic: [0.1, 0.6, 0.3],
  Asian: [0.03, 0.42, 0.55],
};

/** Districts of an imaginary city, with the shares of the races in their order. */
export const districts: readonly { district: string; city: string; shares: readonly number[] }[] = [
  { district: "A1", city: "Downtown", shares: [0.3, 0.5, 0.12, 0.08] },
  { district: "B2", city: "Northfield", shares: [0.72, 0.08, 0.18, 0.02] },
  { district: "B3", city: "Eastmoor", shares: [0.85, 0.04, 0.1, 0.01] },
  { district: "C6", city: "Harbour", shares: [0.18, 0.7, 0.1, 0.02] },
  { district: "C11", city: "Westbrook", shares: [0.6, 0.2, 0.12, 0.08] },
  { district: "D4", city: "Southgate", shares: [0.4, 0.38, 0.18, 0.04] },
  { district: "E5", city: "Hillside", shares: [0.12, 0.8, 0.06, 0.02] },
  { district: "E13", city: "Milltown", shares: [0.4, 0.22, 0.36, 0.02] },
];
