/** What a masked value is shown as. */
const STARS = "***";

/**
 * Replaces secrets in everything a job writes. As the runner does, a value also counts in the forms it takes when a tool
 * encodes it: base64 at each of the three alignments, JSON, URI and XML escapes; a value of several lines counts as a whole
 * and line by line.
 */
export class Masker {
  private readonly values = new Set<string>();
  private pattern: RegExp | undefined;

  /** Empty and blank values are ignored: they would mask everything. */
  add(value: string): void {
    const before = this.values.size;
    for (const part of [value, ...value.split(/\r?\n/)]) {
      const trimmed = part.trim();
      if (trimmed === "") continue;
      for (const form of [part.replace(/\r?\n$/, ""), trimmed, ...encodings(trimmed)]) {
        if (form !== "") this.values.add(form);
      }
    }
    if (this.values.size !== before) this.pattern = undefined;
  }

  mask(text: string): string {
    if (this.values.size === 0) return text;
    this.pattern ??= new RegExp(
      [...this.values]
        .sort((a, b) => b.length - a.length)
        .map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
        .join("|"),
      "g",
    );
    return text.replace(this.pattern, STARS);
  }
}

function encodings(value: string): string[] {
  // A shorter value encodes to a few characters that occur by chance.
  if (value.length < 8) return [];
  const bytes = Buffer.from(value, "utf8");
  const aligned = [0, 1, 2].map((skip) => {
    const rest = bytes.subarray(skip);
    return rest.subarray(0, rest.length - (rest.length % 3)).toString("base64");
  });
  const json = JSON.stringify(value).slice(1, -1);
  const xml = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  return [bytes.toString("base64"), ...aligned, json, encodeURIComponent(value), xml];
}
