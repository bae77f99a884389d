import { useRef } from "react";
import type { ColumnDescription } from "quetelet/contract";
import type { Trans } from "../../ui/translation";
import { withFamily } from "../draft/family";
import type { Draft, Problem } from "../draft/types";

interface TakenFamily {
  /** A draft whose outcome is another, with the family that goes with it, unless somebody chose one. */
  suit: (draft: Draft) => Draft;
  /** The same for a draft that is going to be shown. */
  take: (draft: Draft) => Draft;
  /** The person chose a family. */
  choose: () => void;
  /** What is to be told of the family that was taken. */
  notes: Problem[];
}

/** Takes the family that the outcome looks made for, as long as nobody has chosen one. */
export function useFamily(
  { config }: Draft,
  columns: ReadonlyMap<string, ColumnDescription>,
  trans: Trans,
): TakenFamily {
  const isChosen = useRef(config.family !== undefined);
  /** The family that was taken here; another in the config is somebody's. */
  const taken = useRef<unknown>(undefined);
  const { model, outcome, family } = config;
  const isTaken = model === "glm" && !isChosen.current && family !== undefined && family === taken.current;
  const suit = (draft: Draft) =>
    isChosen.current || draft.config.family !== taken.current ? draft : withFamily(draft, columns);
  return {
    suit,
    take: (draft) => {
      const suited = suit(draft);
      if (suited !== draft) taken.current = suited.config.family;
      return suited;
    },
    choose: () => void (isChosen.current = true),
    notes:
      isTaken && typeof outcome === "string"
        ? [
            {
              field: "family",
              kind: "note",
              message:
                family === "poisson"
                  ? trans.__("‘%1’ looks like counts, so it is taken as Poisson counts.", outcome)
                  : trans.__("‘%1’ has two values, so it is taken as yes or no.", outcome),
            },
          ]
        : [],
  };
}
