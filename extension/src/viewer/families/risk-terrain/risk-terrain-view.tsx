import React from "react";
import { Tables } from "../../tables";
import type { FamilyViewProps } from "../family";

export default function RiskTerrainView(props: FamilyViewProps): JSX.Element {
  return <Tables {...props} />;
}
