import { useRouteError } from "react-router";
import { ErrorState } from "./states";

/** A page that broke, or whose code did not come. */
export function PageError() {
  return <ErrorState error={useRouteError()} retry={() => location.reload()} />;
}
