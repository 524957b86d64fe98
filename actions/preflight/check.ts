/** What a check found. `skipped` and `warning` do not stop a release. */
export type Outcome =
  | { readonly status: "passed" | "warning" | "skipped"; readonly detail: string }
  | { readonly status: "failed"; readonly detail: string; readonly remedy: string };

export interface Check {
  readonly name: string;
  run(): Promise<Outcome>;
}

export interface Finding {
  readonly name: string;
  readonly outcome: Outcome;
  readonly seconds: number;
}

export const passed = (detail: string): Outcome => ({ status: "passed", detail });
export const warning = (detail: string): Outcome => ({ status: "warning", detail });
export const skipped = (detail: string): Outcome => ({ status: "skipped", detail });
export const failed = (detail: string, remedy: string): Outcome => ({ status: "failed", detail, remedy });
