/** A tag lives as long as its document: those of earlier tests still say goodbye, and there is nobody to hear it. */
Object.defineProperty(navigator, "sendBeacon", { configurable: true, writable: true, value: () => true });
