// A page of a feature comes with its words: chunk and catalogue load side by side.

import { lazyRouteComponent } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { loadWords } from "./i18n";

type Pages = Record<string, ComponentType>;

export function page<T extends Pages>(feature: string, load: () => Promise<T>, name: keyof T & string) {
  const withWords = async () => {
    const [pages] = await Promise.all([load(), loadWords(feature)]);
    return pages;
  };
  return lazyRouteComponent(withWords, name);
}
