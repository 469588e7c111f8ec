/** The two sizes that everything is tried at. */
import type { BrowserContextOptions } from "playwright-core";

export interface Device {
  name: "desktop" | "phone";
  touch: boolean;
  options: BrowserContextOptions;
}

export const DESKTOP: Device = {
  name: "desktop",
  touch: false,
  options: { viewport: { width: 1280, height: 800 } },
};

const PHONE_AGENT =
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

export const PHONE: Device = {
  name: "phone",
  touch: true,
  options: {
    viewport: { width: 375, height: 812 },
    screen: { width: 375, height: 812 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    userAgent: PHONE_AGENT,
  },
};

export const DEVICES = [DESKTOP, PHONE];
