export interface Evr {
  readonly epoch: string;
  readonly version: string;
  readonly release: string;
}

/** rpm's order (rpm-version(7)): negative when `a` comes before `b`. */
export function compareEvr(a: Evr, b: Evr): number {
  return (
    Number(a.epoch) - Number(b.epoch) || compareSegments(a.version, b.version) || compareSegments(a.release, b.release)
  );
}

/** Segments of digits or letters; `~` sorts before the end, `^` after it and before everything else. */
function compareSegments(a: string, b: string): number {
  const [left, right] = [segments(a), segments(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [one, two] = [left[at], right[at]];
    if (one === two) continue;
    if (one === "~") return -1;
    if (two === "~") return 1;
    if (one === "^") return two === undefined ? 1 : -1;
    if (two === "^") return one === undefined ? -1 : 1;
    if (one === undefined) return -1;
    if (two === undefined) return 1;
    const [digitsA, digitsB] = [/^\d/.test(one), /^\d/.test(two)];
    if (digitsA !== digitsB) return digitsA ? 1 : -1;
    if (!digitsA) return one < two ? -1 : 1;
    const [numberA, numberB] = [BigInt(one), BigInt(two)];
    if (numberA !== numberB) return numberA < numberB ? -1 : 1;
  }
  return 0;
}

const segments = (text: string): readonly string[] => text.match(/\d+|[A-Za-z]+|~|\^/g) ?? [];
