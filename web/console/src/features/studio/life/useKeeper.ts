// A keeper for as long as its page is open, with what this browser kept of it the last time.

import { useEffect, useState, useSyncExternalStore } from "react";
import { isRecord } from "../../../words/words";
import { putDraft, standing } from "../api";
import { Keeper, type Left, type Shelf, type Standing, type View } from "./keeper";

const nameOf = (site: string, campaign: string) => `kizukai-draft ${site} ${campaign}`;

function shelfOf(name: string): Shelf {
  return {
    // A full storage must not stop anybody from working: the page itself still has the text.
    put: (left) => {
      try {
        localStorage.setItem(name, JSON.stringify(left));
      } catch {
        localStorage.removeItem(name);
      }
    },
    clear: () => localStorage.removeItem(name),
  };
}

function leftIn(name: string): Left | null {
  try {
    const left: unknown = JSON.parse(localStorage.getItem(name) ?? "null");
    const isLeft =
      isRecord(left) && isRecord(left.text) && isRecord(left.base) && typeof left.revision === "number";
    return isLeft ? (left as unknown as Left) : null;
  } catch {
    return null;
  }
}

export const forget = (site: string, campaign: string): void =>
  localStorage.removeItem(nameOf(site, campaign));

export function useKeeper(site: string, campaign: string, first: Standing): Keeper {
  const [keeper] = useState(() => {
    const name = nameOf(site, campaign);
    const made = new Keeper(
      first,
      {
        put: (text, base, revision) => putDraft(campaign, text, base, revision),
        get: async () => {
          const found = await standing(campaign);
          if (!found) throw new Error("the campaign is gone");
          return found;
        },
      },
      shelfOf(name),
    );
    const left = leftIn(name);
    if (left) made.pickUp(left);
    return made;
  });
  useEffect(() => {
    const again = () => keeper.again();
    window.addEventListener("online", again);
    return () => {
      window.removeEventListener("online", again);
      keeper.close();
    };
  }, [keeper]);
  return keeper;
}

export const useView = (keeper: Keeper): View => useSyncExternalStore(keeper.listen, keeper.read);
