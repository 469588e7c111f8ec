// Paper is white: while the page is printed it takes the light colours, whatever the screen has.

import { useEffect } from "react";

const attribute = "data-mantine-color-scheme";

export function usePaper(): void {
  useEffect(() => {
    const page = document.documentElement;
    let before: string | null = null;
    const lighten = () => {
      before = page.getAttribute(attribute);
      page.setAttribute(attribute, "light");
    };
    const restore = () => {
      if (before !== null) page.setAttribute(attribute, before);
    };
    window.addEventListener("beforeprint", lighten);
    window.addEventListener("afterprint", restore);
    return () => {
      window.removeEventListener("beforeprint", lighten);
      window.removeEventListener("afterprint", restore);
    };
  }, []);
}
