import type { ResultTable } from "quetelet/contract";
import React, { useId, useMemo, useState } from "react";
import { DataTable } from "../../../ui/data-table";
import { formatCell } from "../../../ui/format";
import { useTrans } from "../../../ui/translation";
import type { OutcomeView } from "./read-groups";
import { selectPeople } from "./select-people";

interface PeopleTableProps {
  outcome: OutcomeView;
  group: number | null;
  person: number | null;
  onPerson: (place: number | null) => void;
  source: string;
}

/** The people of a group, or all, with how surely they belong; choosing one shows their own course. */
export function PeopleTable({ outcome, group, person, onPerson, source }: PeopleTableProps): JSX.Element {
  const trans = useTrans();
  const field = useId();
  const [search, setSearch] = useState("");
  const places = useMemo(() => selectPeople(outcome, { group, search }), [outcome, group, search]);
  const table = useMemo((): ResultTable => {
    const groups = outcome.groups.map((each) => each.group);
    return {
      columns: [
        { name: "id", label: trans.__("Person"), type: "text" },
        ...(group === null ? [{ name: "group", label: trans.__("Group"), type: "integer" as const }] : []),
        ...groups.map((each, g) => ({
          name: `p${g}`,
          label: trans.__("Probability of %1", each),
          // A probability of 3e−11 tells nothing that “<0.001” does not.
          type: "p-value" as const,
        })),
      ],
      rows: places.map((place) => {
        const { id, group: own, posteriors } = outcome.people[place]!;
        return {
          id,
          group: own,
          place,
          ...Object.fromEntries(posteriors.map((value, g) => [`p${g}`, value])),
        };
      }),
    };
  }, [outcome, group, places, trans]);
  const title = group === null ? trans.__("All people") : trans.__("People of group %1", group);
  return (
    <section className="qt-People" aria-label={title}>
      <div className="qt-Inline">
        <label htmlFor={field}>{trans.__("Search by id")}</label>
        <input
          id={field}
          type="search"
          className="qt-Inline-input"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <span role="status" className="qt-Inline-note">
          {trans._n("%2 person", "%2 people", places.length, formatCell(places.length, "integer"))}
        </span>
      </div>
      <DataTable
        // What is found begins at its first page.
        key={search}
        table={table}
        title={title}
        source={source}
        rowsPerPage={12}
        order={trans.__(
          "Sorted by how surely each belongs to their group, the surest first. Choose a row to see its course.",
        )}
        link={{
          label: (row) => trans.__("Person %1: show their course", String(row.id)),
          isPicked: (row) => row.place === person,
          isMarked: null,
          onPick: (row) => onPerson(row.place === person ? null : (row.place as number)),
        }}
      />
    </section>
  );
}
