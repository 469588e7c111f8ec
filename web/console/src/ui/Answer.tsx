// One answer of the API on the page: a skeleton in the shape of what comes, the error where it fails, or the content.
// What is already there stays on the screen when a renewal fails.

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorView } from "./ErrorView";

export interface AnswerProps<T> {
  query: UseQueryResult<T, unknown>;
  /** In the shape of the content, so that nothing moves when it comes. */
  skeleton: ReactNode;
  /** Shown in place of the content when `isEmpty` says so. */
  empty?: ReactNode;
  isEmpty?: (data: T) => boolean;
  children: (data: T) => ReactNode;
}

export function Answer<T>({ query, skeleton, empty, isEmpty, children }: AnswerProps<T>) {
  const { data, error, isPending, refetch } = query;
  if (data !== undefined) return empty !== undefined && isEmpty?.(data) ? empty : children(data);
  if (error) return <ErrorView error={error} retry={() => void refetch()} />;
  return isPending ? skeleton : null;
}
