// A visitor for tests.

import type { LiveVisitor } from "../../../api/types";

export function liveVisitor(about: Partial<LiveVisitor>): LiveVisitor {
  return {
    profile: "e11fa175f8765dc20ebb9ecae5f85cec",
    anonymous_id: "a-1",
    user_id: null,
    name: null,
    started_at: "2026-11-30T02:00:00.000Z",
    last_at: "2026-11-30T02:05:00.000Z",
    visit: 1,
    page_count: 1,
    page: { path: "/", title: "おりふし", url: "https://shop.example/" },
    last_event: "page",
    device: "desktop",
    referrer: null,
    cart: { subtotal: 0, quantity: 0 },
    orders: 0,
    segments: [],
    dialogue: null,
    held_out: false,
    ...about,
  };
}
