// A page of a feature comes with its words: chunk and catalogue load side by side. A page that is made of another
// feature's parts as well names both.

import { lazyRouteComponent } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { loadWords } from "./i18n";

type Pages = Record<string, ComponentType>;

export function page<T extends Pages>(
  features: string | readonly string[],
  load: () => Promise<T>,
  name: keyof T & string,
) {
  const withWords = async () => {
    const [pages] = await Promise.all([load(), ...[features].flat().map(loadWords)]);
    return pages;
  };
  return lazyRouteComponent(withWords, name);
}
