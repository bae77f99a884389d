import React, { Suspense } from "react";
import { useTrans } from "../../ui/translation";
import { Boundary } from "../../ui/boundary";
import type { FamilyView, FamilyViewProps } from "./family";

/** A family's view once it is fetched. Should it fail, the other tabs still stand. */
export function FamilyTab({ view, ...props }: FamilyViewProps & { view: FamilyView }): JSX.Element {
  const trans = useTrans();
  return (
    <Boundary title={trans.__("This view cannot be shown")} input={props.result}>
      <Suspense fallback={<p className="qt-quiet">{trans.__("Loading…")}</p>}>
        <view.Component {...props} />
      </Suspense>
    </Boundary>
  );
}
