import { groupColour } from "quetelet/contract";
import React, { useId } from "react";
import { formatCell } from "../../../ui/format";
import { useTrans } from "../../../ui/translation";
import type { GroupView } from "./read-groups";

/** The marks of a group's points, in the order of the contract's shapes. */
const marks = ["●", "■", "▲", "◆", "✚", "▼", "▶"];

export const groupMark = (group: number): string => marks[(group - 1) % marks.length]!;

interface GroupListProps {
  groups: GroupView[];
  value: number | null;
  onChange: (group: number | null) => void;
}

/** The groups to choose from, which are the chart's legend too. */
export function GroupList({ groups, value, onChange }: GroupListProps): JSX.Element {
  const trans = useTrans();
  const name = useId();
  const option = (group: number | null, content: JSX.Element) => (
    <label key={group ?? "all"} className="qt-GroupList-option">
      <input
        type="radio"
        className="qt-Picker-input"
        name={name}
        checked={group === value}
        onChange={() => onChange(group)}
      />
      <span className="qt-GroupList-label">{content}</span>
    </label>
  );
  return (
    <fieldset className="qt-GroupList">
      <legend className="qt-hidden">{trans.__("Group")}</legend>
      {option(null, <strong>{trans.__("All groups")}</strong>)}
      {groups.map(({ group, share, persons }) =>
        option(
          group,
          <>
            <span className="qt-GroupList-mark" style={{ color: groupColour(group) }} aria-hidden="true">
              {groupMark(group)}
            </span>
            <span>
              <strong>{trans.__("Group %1", group)}</strong>
              <br />
              <span className="qt-GroupList-share">
                {share === null
                  ? trans.__("%1 people", formatCell(persons, "integer"))
                  : trans.__("%1, %2 people", formatCell(share, "percent"), formatCell(persons, "integer"))}
              </span>
            </span>
          </>,
        ),
      )}
    </fieldset>
  );
}
