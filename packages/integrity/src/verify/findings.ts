import type { Check, CheckName, Mismatch } from "./report.ts";

type More = Partial<Pick<Check, "mismatches" | "remedy">>;

/** Collects what was found, in the order in which it was looked at. */
export class Findings {
  readonly checks: Check[] = [];

  passed(check: CheckName, subject: string, detail: string): void {
    this.checks.push({ check, subject, result: "passed", detail });
  }

  failed(check: CheckName, subject: string, detail: string, more: More = {}): void {
    this.checks.push({ check, subject, result: "failed", detail, ...more });
  }

  unchecked(check: CheckName, subject: string, detail: string, remedy: string): void {
    this.checks.push({ check, subject, result: "unchecked", detail, remedy });
  }

  unpinned(check: CheckName, subject: string, detail: string, remedy: string): void {
    this.checks.push({ check, subject, result: "unpinned", detail, remedy });
  }

  noted(check: CheckName, subject: string, detail: string, remedy?: string): void {
    this.checks.push({ check, subject, result: "noted", detail, ...(remedy !== undefined && { remedy }) });
  }

  /** Passed without mismatches, else failed with them. */
  compared(check: CheckName, subject: string, equal: string, mismatches: readonly Mismatch[], remedy?: string): void {
    if (mismatches.length === 0) {
      this.passed(check, subject, equal);
      return;
    }
    const names = mismatches.slice(0, 3).map(({ what }) => what);
    const more = mismatches.length > 3 ? ` and ${mismatches.length - 3} more` : "";
    this.failed(check, subject, `${names.join(", ")}${more} differ`.replace(/^([^,]*) differ$/, "$1 differs"), {
      mismatches: [...mismatches],
      ...(remedy !== undefined && { remedy }),
    });
  }
}

export function mismatch(
  what: string,
  expected: readonly [string | number, string],
  found: readonly [string | number, string],
): Mismatch {
  return {
    what,
    expected: { value: String(expected[0]), from: expected[1] },
    found: { value: String(found[0]), from: found[1] },
  };
}
