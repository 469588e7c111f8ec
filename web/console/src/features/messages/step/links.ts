// Addresses that a message may have, as the server judges them.

const schemeOf = (address: string): string | undefined => {
  const rest = address.search(/[/?#]/);
  const colon = address.indexOf(":");
  return colon >= 0 && (rest < 0 || colon < rest) ? address.slice(0, colon).toLowerCase() : undefined;
};

/** Placeholders empty: they are parts of an address, never its beginning. */
const emptied = (address: string) => address.replace(/\{\{.*?\}\}/g, "");

const isPlain = (address: string): boolean => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
  return address !== "" && !/[\u0000-\u001f\u007f\\]/.test(address) && !address.startsWith(" ");
};

/** http(s), relative, mailto or tel. */
export function isLink(address: string): boolean {
  const plain = emptied(address);
  return isPlain(plain) && [undefined, "http", "https", "mailto", "tel"].includes(schemeOf(plain));
}

/** Of a picture or film: http(s) or relative. */
export function isSource(address: string): boolean {
  const plain = emptied(address);
  return isPlain(plain) && [undefined, "http", "https"].includes(schemeOf(plain));
}
