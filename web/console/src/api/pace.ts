// How often a page looks again by itself: at its own pace while answers come, seldom while they do not.

/** After a failure a server or a network gets this long before it is asked again. */
const AFTER_FAILURE_MS = 20_000;

/** For `refetchInterval`. */
export const every =
  (usual_ms: number) =>
  (query: { state: { error: Error | null } }): number =>
    query.state.error === null ? usual_ms : AFTER_FAILURE_MS;
