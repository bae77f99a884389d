import React, { useMemo, useState } from "react";
import { Chart } from "../../../chart/chart";
import { formatCell, plainNumber } from "../../../ui/format";
import { Picker } from "../../../ui/picker";
import { rounded } from "../../../ui/rounded";
import { useTrans, type Trans } from "../../../ui/translation";
import { usePreferences } from "../../../ui/use-preferences";
import type { FamilyViewProps } from "../family";
import { curvesChart } from "./curves-chart";
import { GroupList } from "./group-list";
import { groupWords } from "./group-words";
import { NumberOfGroups } from "./number-of-groups";
import { PeopleTable } from "./people-table";
import { PersonPanel } from "./person-panel";
import { type OutcomeView, readGroups, type TrajectoriesView as Model } from "./read-groups";
import { drawnPeople } from "./select-people";

/** The groups of a trajectory model, the people of each, and how many groups there should be. */
export default function TrajectoriesView({ result, source }: FamilyViewProps): JSX.Element {
  const trans = useTrans();
  const model = useMemo(() => readGroups(result), [result]);
  const [chosen, setChosen] = useState(0);
  const outcome = model.outcomes[chosen] ?? model.outcomes[0];
  return (
    <div className="qt-Family">
      <Picker
        label={trans.__("Outcome")}
        options={model.outcomes.map(({ name }, i) => ({ name: String(i), label: name }))}
        value={String(outcome ? model.outcomes.indexOf(outcome) : 0)}
        onChange={(name) => setChosen(Number(name))}
      />
      {outcome ? (
        <Groups key={outcome.name} model={model} outcome={outcome} source={source} />
      ) : (
        <p className="qt-quiet">{trans.__("This result holds no groups.")}</p>
      )}
      <NumberOfGroups result={result} source={source} />
    </div>
  );
}

interface GroupsProps {
  model: Model;
  outcome: OutcomeView;
  source: string;
}

function Groups({ model, outcome, source }: GroupsProps): JSX.Element {
  const trans = useTrans();
  const [group, setGroup] = useState<number | null>(null);
  const [person, setPerson] = useState<number | null>(null);
  const view = outcome.groups.find((each) => each.group === group) ?? null;
  const { drawn, known } = useMemo(
    () => (view ? drawnPeople(outcome, view.group) : { drawn: [], known: 0 }),
    [outcome, view],
  );
  const { timeName } = model;
  const { digits } = usePreferences();
  const spec = useMemo(
    () =>
      curvesChart(
        {
          timeName,
          outcome,
          group: view?.group ?? null,
          drawn,
          person,
          title: trans.__("Groups of %1", outcome.name),
          description: descriptionOf(outcome, timeName, trans),
        },
        trans,
      ),
    [outcome, timeName, view, drawn, person, digits, trans],
  );
  const choose = (next: number | null) => {
    setGroup(next);
    setPerson(null);
  };
  return (
    <section className="qt-FamilySection" aria-label={trans.__("Groups and their people")}>
      <div className="qt-Beside">
        <GroupList groups={outcome.groups} value={view?.group ?? null} onChange={choose} />
        <Chart
          spec={spec}
          title={trans.__("Groups of %1", outcome.name)}
          source={source}
          onPick={({ group: picked }) => {
            if (outcome.groups.some((each) => each.group === picked)) choose(picked as number);
          }}
        />
      </div>
      {person !== null && (
        <PersonPanel outcome={outcome} timeName={timeName} person={person} onClose={() => setPerson(null)} />
      )}
      {view ? (
        <div className="qt-Words" role="status">
          <p>
            <strong>{trans.__("Group %1.", view.group)}</strong>{" "}
            {groupWords(view, { level: model.level, isOnly: outcome.groups.length === 1 }, trans).join(" ")}
          </p>
          <p className="qt-quiet">
            {drawnWords({ drawn: drawn.length, known, persons: view.persons }, trans)}
          </p>
        </div>
      ) : (
        <p className="qt-quiet">
          {trans.__("Choose a group, in the list or in the chart, to see its people.")}
        </p>
      )}
      {outcome.people.length > 0 ? (
        <PeopleTable
          // Another group is not searched for the person of the last one.
          key={view?.group ?? "all"}
          outcome={outcome}
          group={view?.group ?? null}
          person={person}
          onPerson={setPerson}
          source={source}
        />
      ) : (
        <p className="qt-quiet">{trans.__("This result does not say who is in which group.")}</p>
      )}
    </section>
  );
}

function drawnWords(
  { drawn, known, persons }: { drawn: number; known: number; persons: number | null },
  trans: Trans,
): string {
  const count = (value: number) => formatCell(value, "integer");
  const all = persons ?? known;
  if (drawn === 0) return trans.__("The document holds no observations of its people, so none are drawn.");
  if (drawn >= all) return trans.__("Thin lines: the courses of all %1.", count(drawn));
  return trans.__(
    "Thin lines: the courses of %1 of the %2, from the surest of the group to the least sure.",
    count(drawn),
    count(all),
  );
}

function descriptionOf({ name, groups }: OutcomeView, timeName: string, trans: Trans): string {
  const highest = groups
    .flatMap(({ curve }) => curve)
    .reduce((most, { mean }) => Math.max(most, Math.abs(mean)), 0);
  // Nobody sees the thousandth part of the chart's height.
  const plain = (value: number) => plainNumber(Math.abs(value) < highest / 1000 ? 0 : value);
  const ends = groups.flatMap(({ group, curve }) => {
    const [first, last] = [curve[0], curve.at(-1)];
    if (!first || !last) return [];
    const peak = curve.reduce((a, b) => (b.mean > a.mean ? b : a));
    return trans.__(
      "group %1 goes from %2 to %3 and is highest, %4, at %5",
      group,
      plain(first.mean),
      plain(last.mean),
      plain(peak.mean),
      rounded(peak.time, 4),
    );
  });
  const hasIntervals = groups.some(({ curve }) =>
    curve.some(({ lower, upper }) => lower !== null && upper !== null),
  );
  const parts = [name, groups.length, timeName, ends.join("; ")];
  return hasIntervals
    ? trans.__(
        "Mean %1 of %2 groups over %3, with intervals, and as points the means observed: %4.",
        ...parts,
      )
    : trans.__("Mean %1 of %2 groups over %3, and as points the means observed: %4.", ...parts);
}
