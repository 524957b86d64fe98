/** Text of an element (XML 1.0, sections 2.2 and 2.4); what XML cannot hold is left out. */
export function element(text: string): string {
  const allowed = text.replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  return allowed.replace(/[&<>\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Value of an attribute in double quotes; line breaks and tabs survive. */
export function attribute(text: string): string {
  return element(text).replace(/["\n\t]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Text or value as it was before it was written. */
export function plain(text: string): string {
  const names: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(?:#(?<code>\d{1,7})|#x(?<hex>[0-9a-fA-F]{1,6})|(?<name>\w+));/g, (all, code, hex, name) => {
    if (name !== undefined) return names[name] ?? all;
    return String.fromCodePoint(Math.min(code === undefined ? Number.parseInt(hex, 16) : Number(code), 0x10ffff));
  });
}
