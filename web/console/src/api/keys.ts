// Names under which answers are kept. First the resource, then what narrows it: `["campaigns"]` renews all of them.

export const keys = {
  session: ["session"] as const,
  signInOptions: ["session", "options"] as const,
  setup: ["setup"] as const,
  account: (part: string) => ["account", part] as const,
  home: ["home"] as const,
  site: ["site"] as const,
  installation: ["installation"] as const,
  visitors: ["visitors"] as const,
  profile: (id: string, ...part: string[]) => ["profiles", id, ...part] as const,
  campaigns: ["campaigns"] as const,
  drafts: ["drafts"] as const,
  campaign: (key: string, ...part: string[]) => ["campaigns", key, ...part] as const,
  segments: ["segments"] as const,
  segment: (key: string, ...part: string[]) => ["segments", key, ...part] as const,
  results: ["results"] as const,
  members: ["members"] as const,
  invitations: ["invitations"] as const,
  apiKeys: ["keys"] as const,
  identity: ["identity"] as const,
  audit: (filter: object) => ["audit", filter] as const,
};
