/** Order of names by their UTF-8 bytes: the same on every machine and in every language. */
export function compareNames(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
