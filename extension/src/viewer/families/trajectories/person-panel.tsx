import { groupColour } from "quetelet/contract";
import React from "react";
import { Action } from "../../../ui/action";
import { formatCell, formatNumber } from "../../../ui/format";
import { useTrans } from "../../../ui/translation";
import { Bars } from "../bars";
import { groupMark } from "./group-list";
import type { OutcomeView } from "./read-groups";

interface PersonPanelProps {
  outcome: OutcomeView;
  timeName: string;
  /** Place of the person. */
  person: number;
  onClose: () => void;
}

/** One person: how probable each group is for them, and what was observed. */
export function PersonPanel({ outcome, timeName, person, onClose }: PersonPanelProps): JSX.Element | null {
  const trans = useTrans();
  const found = outcome.people[person];
  if (!found) return null;
  const course = outcome.courses.get(person);
  return (
    <section className="qt-FamilyPanel" aria-label={trans.__("Person %1", found.id)}>
      <div className="qt-FamilyPanel-bar">
        <h3 className="qt-Table-title">{trans.__("Person %1", found.id)}</h3>
        <Action label={trans.__("Close")} done="" run={onClose} />
      </div>
      <Bars
        label={trans.__("Posterior probability of each group")}
        bars={outcome.groups.map(({ group }, g) => ({
          name: trans.__("Group %1", group),
          mark: groupMark(group),
          colour: groupColour(group),
          share: found.posteriors[g] ?? null,
          text: formatCell(found.posteriors[g] ?? null, "percent"),
        }))}
      />
      <p>
        {course
          ? trans.__(
              "Observed (%1: %2): %3. The dashed grey line of the chart.",
              timeName,
              outcome.name,
              course.times
                .map((time, k) => `${observedValue(time)}: ${observedValue(course.values[k]!)}`)
                .join(", "),
            )
          : trans.__(
              "The document does not hold this person's observations: of many people it keeps a sample.",
            )}
      </p>
    </section>
  );
}

const observedValue = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value) : formatNumber(value);
