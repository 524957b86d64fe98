import type { SbomFormat } from "@slipway/model";
import { type Bill, type BillFacts, makeBill } from "./documents/bill.ts";
import { cyclonedx } from "./documents/cyclonedx.ts";
import { spdx } from "./documents/spdx.ts";

export type { BillFacts } from "./documents/bill.ts";

const WRITERS: Readonly<Record<SbomFormat, (bill: Bill) => string>> = { cyclonedx, spdx };

/** A bill of materials as it becomes an asset. */
export interface WrittenSbom {
  readonly name: string;
  /** Name of the archive that it describes; absent: the release. */
  readonly of: string | undefined;
  readonly text: string;
}

/**
 * Every planned bill of materials. Equal facts give equal bytes: times come from the plan, serial numbers from the content.
 * @throws {Problem} `inventory-missing`, `other-plan`
 */
export function writeSboms(facts: BillFacts): readonly WrittenSbom[] {
  return (facts.plan.sboms ?? []).map(({ name, format, of }) => {
    const bill = makeBill(facts, name.replace(/\.(?:cdx|spdx)\.json$/, ""), of);
    return { name, of, text: WRITERS[format](bill) };
  });
}
