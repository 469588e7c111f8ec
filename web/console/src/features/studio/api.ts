// What the studio asks the API: drafts, what publishing would say, who else is here, and what was said about a step.

import { queryOptions } from "@tanstack/react-query";
import type { components } from "../../../../api-types/schema";
import { api } from "../../api/client";
import { keys } from "../../api/keys";
import type { Standing } from "./life/keeper";
import { standingOf } from "./life/keeper";
import type { Text } from "./model/text";

type Schemas = components["schemas"];
export type DraftCheck = Schemas["Check"];
/** The description says of the text only that it is an object. */
export type Draft = Omit<Schemas["Draft"], "text"> & { text: Text };
export type FirstStatus = Schemas["FirstStatus"];

export const siteTextQuery = queryOptions({
  queryKey: keys.site,
  queryFn: ({ signal }) => api.get("/api/site", { signal }),
});

/** The draft, else what is published; null where there is neither. Asked of the lists first: what is absent is no error. */
export async function standing(key: string): Promise<Standing | null> {
  const path = { key };
  const [{ drafts }, { texts }] = await Promise.all([api.get("/api/drafts"), api.get("/api/campaigns")]);
  if (drafts.some((draft) => draft.key === key)) {
    return standingOf((await api.get("/api/campaigns/{key}/draft", { path })) as Draft);
  }
  const live = texts.find((one) => one.key === key);
  if (!live) return null;
  return {
    text: live.text as unknown as Text,
    revision: 0,
    base_version: live.version,
    live_version: live.version,
    edited_by: null,
    edited_at: null,
    proposal: null,
    check: null,
  };
}

export async function putDraft(
  key: string,
  text: Text,
  base_version: number,
  revision: number,
): Promise<Draft> {
  const body = { text: text as Record<string, unknown>, base_version };
  const draft = await api.put("/api/campaigns/{key}/draft", { path: { key }, version: revision, body });
  return draft as Draft;
}

export const discardDraft = (key: string) => api.delete("/api/campaigns/{key}/draft", { path: { key } });

export const publishDraft = (key: string, revision: number, status: FirstStatus) =>
  api.post("/api/campaigns/{key}/draft/publish", { path: { key }, body: { revision, status } });

export const propose = async (key: string, revision: number, note: string): Promise<Draft> =>
  (await api.post("/api/campaigns/{key}/draft/proposal", {
    path: { key },
    body: { revision, note },
  })) as Draft;

export const withdraw = async (key: string): Promise<Draft> =>
  (await api.delete("/api/campaigns/{key}/draft/proposal", { path: { key } })) as Draft;

export const checkText = (key: string, text: Text) =>
  api.post("/api/campaigns/{key}/check", { path: { key }, body: text as unknown as Schemas["Campaign"] });

export const tellPresence = (key: string, client: string, part: string) =>
  api.post("/api/campaigns/{key}/presence", { path: { key }, body: { client, part } });

export const startPreview = (key: string, body: Schemas["NewPreview"]) =>
  api.post("/api/campaigns/{key}/preview", { path: { key }, body });

export type Comment = Schemas["Comment"];
export type CommentedStep = Schemas["StepPlace"];

export const commentsQuery = (key: string) =>
  queryOptions({
    queryKey: keys.comments(key),
    queryFn: ({ signal }) => api.get("/api/campaigns/{key}/comments", { path: { key }, signal }),
    refetchInterval: 30_000,
  });

export const addComment = (key: string, step: CommentedStep | null, text: string) =>
  api.post("/api/campaigns/{key}/comments", { path: { key }, body: { step, text } });

export const settleComment = (key: string, id: number, resolved: boolean) =>
  api.patch("/api/campaigns/{key}/comments/{id}", { path: { key, id }, body: { resolved } });

export const removeComment = (key: string, id: number) =>
  api.delete("/api/campaigns/{key}/comments/{id}", { path: { key, id } });
