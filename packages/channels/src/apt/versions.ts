/**
 * Debian's order of versions, `[epoch:]upstream[-revision]` (Debian Policy, section 5.6.12; deb-version(7)): negative when `a`
 * comes before `b`. A tilde sorts before everything, even the end.
 */
export function compareDebianVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  return (
    left.epoch - right.epoch || comparePart(left.upstream, right.upstream) || comparePart(left.revision, right.revision)
  );
}

function parts(version: string) {
  const colon = version.indexOf(":");
  const rest = version.slice(colon + 1);
  const dash = rest.lastIndexOf("-");
  return {
    epoch: colon < 0 ? 0 : Number(version.slice(0, colon)),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    // An absent revision is equal to "0".
    revision: dash < 0 ? "" : rest.slice(dash + 1),
  };
}

function comparePart(a: string, b: string): number {
  let [left, right] = [a, b];
  while (left !== "" || right !== "") {
    const [wordA, wordB] = [/^\D*/.exec(left)?.[0] ?? "", /^\D*/.exec(right)?.[0] ?? ""];
    for (let at = 0; at < Math.max(wordA.length, wordB.length); at++) {
      const difference = weight(wordA[at]) - weight(wordB[at]);
      if (difference !== 0) return difference;
    }
    [left, right] = [left.slice(wordA.length), right.slice(wordB.length)];
    const [digitsA, digitsB] = [/^\d*/.exec(left)?.[0] ?? "", /^\d*/.exec(right)?.[0] ?? ""];
    const [numberA, numberB] = [BigInt(digitsA || "0"), BigInt(digitsB || "0")];
    if (numberA !== numberB) return numberA < numberB ? -1 : 1;
    [left, right] = [left.slice(digitsA.length), right.slice(digitsB.length)];
  }
  return 0;
}

function weight(sign: string | undefined): number {
  if (sign === undefined) return 0;
  if (sign === "~") return -1;
  return /[A-Za-z]/.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256;
}
