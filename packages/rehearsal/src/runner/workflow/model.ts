import type { MappingToken, TemplateToken } from "@actions/workflow-parser/templates/tokens/index";
import type { Permissions } from "../../services.ts";

/** Where a workflow or action file comes from: `$/` and messages refer to it. */
export interface FileOrigin {
  /** `owner/name`. */
  readonly repository: string;
  /** Full commit. */
  readonly sha: string;
  /** `refs/…` where known, else what the reference named. */
  readonly ref: string;
  /** Folder that holds the repository's files at that commit. */
  readonly directory: string;
  /** Path inside the repository, with `/`. */
  readonly path: string;
}

export type InputType = "string" | "boolean" | "number" | "choice" | "environment";

export interface InputDefinition {
  readonly name: string;
  readonly type: InputType;
  readonly required: boolean;
  readonly default: TemplateToken | undefined;
  readonly options: readonly string[];
}

export interface NamedToken {
  readonly name: string;
  readonly value: TemplateToken;
}

export interface RunDefaults {
  readonly shell?: TemplateToken;
  readonly workingDirectory?: TemplateToken;
}

interface StepBase {
  /** Only when the file gives one; such a step appears in the `steps` context. */
  readonly id: string | undefined;
  readonly name: TemplateToken | undefined;
  /** Expression with a status function in it. */
  readonly condition: string;
  readonly continueOnError: TemplateToken | undefined;
  readonly timeoutMinutes: TemplateToken | undefined;
  readonly env: TemplateToken | undefined;
}

export interface RunStep extends StepBase {
  readonly kind: "run";
  readonly run: TemplateToken;
  readonly shell: TemplateToken | undefined;
  readonly workingDirectory: TemplateToken | undefined;
}

export interface UsesStep extends StepBase {
  readonly kind: "uses";
  readonly uses: string;
  readonly token: TemplateToken;
  readonly with: TemplateToken | undefined;
}

export type StepDefinition = RunStep | UsesStep;

interface JobBase {
  readonly id: string;
  /** The key in the file: errors of calls are placed there. */
  readonly key: TemplateToken;
  readonly name: TemplateToken | undefined;
  readonly needs: readonly string[];
  readonly condition: string;
  readonly conditionToken: TemplateToken | undefined;
  readonly strategy: TemplateToken | undefined;
  readonly permissions: Permissions | undefined;
  readonly concurrency: TemplateToken | undefined;
}

export interface StepsJob extends JobBase {
  readonly kind: "steps";
  readonly runsOn: TemplateToken;
  readonly env: TemplateToken | undefined;
  readonly defaults: RunDefaults;
  readonly outputs: readonly NamedToken[];
  readonly steps: readonly StepDefinition[];
  readonly timeoutMinutes: TemplateToken | undefined;
  readonly continueOnError: TemplateToken | undefined;
  readonly environment: TemplateToken | undefined;
}

export interface CallJob extends JobBase {
  readonly kind: "call";
  readonly uses: string;
  readonly usesToken: TemplateToken;
  readonly with: MappingToken | undefined;
  readonly secrets: "inherit" | MappingToken | undefined;
}

export type JobDefinition = StepsJob | CallJob;

export interface WorkflowDocument {
  readonly origin: FileOrigin;
  /** As messages name it: the path for the repository that runs, `owner/name/path@ref` for others. */
  readonly fileName: string;
  readonly name: string | undefined;
  readonly events: Readonly<Record<string, unknown>>;
  readonly callInputs: readonly InputDefinition[];
  readonly callSecrets: readonly { readonly name: string; readonly required: boolean }[];
  readonly callOutputs: readonly NamedToken[];
  readonly dispatchInputs: readonly InputDefinition[];
  readonly permissions: Permissions | undefined;
  readonly env: TemplateToken | undefined;
  readonly defaults: RunDefaults;
  readonly concurrency: TemplateToken | undefined;
  readonly jobs: readonly JobDefinition[];
}
