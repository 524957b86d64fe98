/** `17.2 MB`; decimal, as download pages show sizes. */
export function formatSize(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return power === 0 ? `${bytes} B` : `${(bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}

/** `0.4 s`, `12 s`, `3 min 05 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** `sha256:1a2b…` without its algorithm, cut to twelve digits. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, "").slice(0, 12);
}

/** Assets that people look for, and the files that hold the checksum of one of those (`a.zip.sha256` beside `a.zip`). */
export function byImportance<Asset extends { readonly name: string }>(assets: readonly Asset[]) {
  const names = new Set(assets.map(({ name }) => name));
  const isSidecar = ({ name }: Asset) => /\.(?:sha256|sha512|md5)$/.test(name) && names.has(name.replace(/\.\w+$/, ""));
  return { main: assets.filter((asset) => !isSidecar(asset)), sidecars: assets.filter(isSidecar) };
}

/** A step's name with the commit that an action is pinned to cut short. */
export function shortStep(name: string): string {
  return name.replace(/@([0-9a-f]{7})[0-9a-f]{33}\b/g, "@$1");
}

/** `1 file`, `3 files`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}

/** Share of a whole in per cent; 0 of 0 is 0 %. */
export function percent(part: number, whole: number): string {
  return `${whole > 0 ? Math.round((100 * part) / whole) : 0} %`;
}

/**
 * A line of a runner's log as people read it: `##[error]x` becomes `error: x`, a group's title stays, its end is nothing.
 * Undefined for lines that say nothing.
 */
export function readableLine(line: string): string | undefined {
  const match = /^(?:##)?\[(group|endgroup|section|command|error|warning|notice|debug)\](.*)$/.exec(line);
  if (match === null) return line;
  const [, word = "", text = ""] = match;
  if (word === "endgroup") return undefined;
  if (word === "group" || word === "section") return `▸ ${text}`;
  return word === "command" ? `$ ${text}` : `${word}: ${text}`;
}

/** A whole log, readable. */
export function readableLog(text: string): string {
  return text
    .split(/\r?\n/)
    .map(readableLine)
    .filter((line) => line !== undefined)
    .join("\n");
}

/** The last lines of a log, without the blank ones at its end. */
export function lastLines(text: string, lines: number): string[] {
  return text.replace(/\s+$/, "").split(/\r?\n/).slice(-lines);
}
