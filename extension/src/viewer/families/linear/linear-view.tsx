import React from "react";
import { Charts } from "../../charts";
import type { FamilyViewProps } from "../family";

export default function LinearView(props: FamilyViewProps): JSX.Element {
  return <Charts {...props} />;
}
