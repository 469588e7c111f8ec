// Keeps a picture with Kizukai, for shops that have no place for it at hand.

import { api } from "../../api/client";
import type { Uploaded } from "./designer/context";

/** The description knows the bytes as text, and calls the answer as it calls the picture of a message. */
const calls = api as unknown as {
  post: (path: "/api/images", options: { body: File }) => Promise<Uploaded>;
};

export const uploadImage = (file: File): Promise<Uploaded> => calls.post("/api/images", { body: file });
