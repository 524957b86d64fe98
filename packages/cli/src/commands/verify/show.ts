import type { Check, CheckResult, Mismatch, VerifyReport } from "@slipway/integrity/verify";
import { type Output, plainLine, type Style, styleOf, type TerminalTraits } from "@slipway/rehearsal";

interface Shown {
  readonly output: Output;
  readonly traits: TerminalTraits;
  /** Every check; else those that passed alike share a row. */
  readonly verbose: boolean;
}

const MARK: Readonly<Record<CheckResult, string>> = {
  passed: "✓",
  unpinned: "!",
  noted: "–",
  unchecked: "?",
  failed: "✗",
};
/** Of many rows of a kind that passed. */
const TOGETHER: Readonly<Record<Check["check"], string>> = {
  manifest: "",
  carried: "",
  server: "listed with the size and digest that release.json has",
  files: "size, SHA-256, SHA-512 and MD5 equal release.json",
  checksums: "every line holds, and no package is left out",
  signature: "",
  provenance: "",
  contents: "every entry equals release.json in path, type, mode and SHA-256",
  binaries: "programs have the digests that were taken where they were built",
  sbom: "well-formed, with the hashes of this release",
  rebuild: "packed again from their own entries, they have the same bytes",
};

/** The report as a table: what was checked, how it came out, and why. Names in a release are foreign text, and shown as such. */
export function showReport(report: VerifyReport, { output, traits, verbose }: Shown): void {
  const style = styleOf(traits);
  const print = (line = "") => output.write(`${line}\n`);
  const { release, target } = report;
  print(style.bold(plainLine(release === undefined ? target : `${release.project} ${release.version}`)));
  if (release !== undefined) {
    print(
      style.dim(
        plainLine(
          `${release.tag}, commit ${release.commit}${release.repository === undefined ? "" : ` of ${release.repository}`}`,
        ),
      ),
    );
    print(style.dim(`release.json ${release.manifest}`));
    if (release.carries !== undefined) {
      const { tag, from, reason } = release.carries;
      print(style.dim(plainLine(`carries ${tag} in place of ${from}: ${reason}`)));
    }
  }
  print();
  const rows = verbose ? report.checks : together(report.checks);
  const subjectWidth = Math.min(30, Math.max(...rows.map(({ subject }) => plainLine(subject).length), 8));
  const indent = 2 + 12 + subjectWidth + 2;
  for (const row of rows) {
    const subject = plainLine(row.subject);
    const head = `${paint(row.result, style)(MARK[row.result])} ${row.check.padEnd(12)}`;
    const [first = "", ...rest] = wrap(plainLine(row.detail), Math.max(30, traits.width - indent));
    const pad = " ".repeat(indent);
    if (subject.length > subjectWidth) print(`${head}${subject}\n${pad}${first}`);
    else print(`${head}${subject.padEnd(subjectWidth)}  ${first}`);
    for (const line of rest) print(`${pad}${line}`);
    for (const each of (row.mismatches ?? []).slice(0, verbose ? Number.POSITIVE_INFINITY : MOST_MISMATCHES))
      sides(each, style, print);
    const hidden = (row.mismatches?.length ?? 0) - MOST_MISMATCHES;
    if (hidden > 0 && !verbose) print(`    and ${hidden} more, which --verbose shows`);
  }
  print();
  conclude(report, traits, style, print);
}

const MOST_MISMATCHES = 4;
/** What is worst comes first, and alone. */
const WORTH_A_REMEDY: Readonly<Record<VerifyReport["result"] | "pinned", readonly CheckResult[]>> = {
  failed: ["failed"],
  incomplete: ["unchecked"],
  verified: ["unpinned", "noted"],
  pinned: [],
};

function sides({ what, expected, found }: Mismatch, style: Style, print: (line: string) => void): void {
  print(`    ${plainLine(what)}`);
  print(`      expected  ${plainLine(expected.value)}  ${style.dim(`(${plainLine(expected.from)})`)}`);
  print(`      found     ${style.red(plainLine(found.value))}  ${style.dim(`(${plainLine(found.from)})`)}`);
}

function conclude(
  { result, checks, signerPinned }: VerifyReport,
  traits: TerminalTraits,
  style: Style,
  print: (line: string) => void,
): void {
  const count = (wanted: CheckResult) => checks.filter((check) => check.result === wanted).length;
  const paragraph = (text: string) => {
    for (const line of wrap(text, traits.width)) print(line);
  };
  if (result === "failed")
    print(
      style.red(
        style.bold(`Not verified: ${count("failed")} of ${checks.length} checks failed. Do not use these files.`),
      ),
    );
  else if (result === "incomplete")
    print(
      style.yellow(style.bold(`Not verified: ${count("unchecked")} of ${checks.length} checks could not be made.`)),
    );
  else if (signerPinned)
    print(
      style.green(style.bold("Verified: the files are those of the release, and the release is by whom you said.")),
    );
  else {
    const signed = count("unpinned") > 0;
    print(style.yellow(style.bold("The files fit together; who made them is not established.")));
    paragraph(
      signed
        ? "The signatures hold, by keys or identities that the release itself names: whoever replaced all of it would have named their own."
        : "Nobody that you named signed this release: whoever replaced all of it would have replaced release.json as well.",
    );
  }
  const matters = WORTH_A_REMEDY[result === "verified" && signerPinned ? "pinned" : result];
  const remedies = new Set(
    checks.filter((check) => matters.includes(check.result)).flatMap(({ remedy }) => remedy ?? []),
  );
  for (const remedy of remedies) paragraph(`→ ${plainLine(remedy)}`);
}

function paint(result: CheckResult, style: Style): (text: string) => string {
  if (result === "passed") return style.green;
  return result === "failed" ? style.red : result === "noted" ? style.dim : style.yellow;
}

/** Rows of checks that came out alike, in the order of the first of each. */
function together(checks: readonly Check[]): readonly Check[] {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const alike = check.mismatches === undefined && (check.result === "passed" || check.result === "unpinned");
    const detail = TOGETHER[check.check] || check.detail.replace(/^signs \S+ /, "");
    const key = alike ? `${check.check} ${check.result} ${detail}` : `${groups.size} alone`;
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [Check];
    if (group.length === 1) return first;
    const detail = TOGETHER[first.check] || first.detail.replace(/^signs \S+ /, "sign what they are named after, ");
    return { ...first, subject: `${group.length} files`, detail };
  });
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
