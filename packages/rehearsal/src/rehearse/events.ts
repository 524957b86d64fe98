import type { AnnotationSummary, JobSummary, StepSummary } from "../report/summary.ts";

/** What happens while a rehearsal runs, for whoever shows it. `job` is its id, `name` what GitHub displays. */
export type RehearsalEvent =
  | { readonly type: "note"; readonly text: string }
  | { readonly type: "warning"; readonly text: string }
  | { readonly type: "job-started"; readonly job: string; readonly name: string; readonly runsOn: string }
  | { readonly type: "step-started"; readonly job: string; readonly step: string }
  | {
      readonly type: "step-finished";
      readonly job: string;
      readonly step: string;
      readonly result: StepSummary["result"];
      readonly seconds: number;
    }
  | { readonly type: "log"; readonly job: string; readonly line: string }
  | { readonly type: "annotation"; readonly job: string; readonly annotation: AnnotationSummary }
  | {
      readonly type: "job-finished";
      readonly job: string;
      readonly name: string;
      readonly result: JobSummary["result"];
      readonly seconds: number;
      readonly reason: string;
    };
