import type { TemplateToken } from "@actions/workflow-parser/templates/tokens/index";
import type { Scope } from "../expressions/evaluate.ts";
import { TemplateEvaluation, unexpected } from "../expressions/template.ts";
import { isObject, type Json } from "../expressions/values.ts";
import type { JobDefinition, WorkflowDocument } from "../workflow/model.ts";
import { entries, find } from "../workflow/tokens.ts";
import { expandMatrix, type MatrixLeg } from "./matrix.ts";

export interface Strategy {
  readonly legs: readonly MatrixLeg[];
  /** False for a job without a matrix: its one leg has no `matrix` context. */
  readonly isMatrix: boolean;
  readonly failFast: boolean;
  /** 0 for no limit of its own. */
  readonly maxParallel: number;
}

/**
 * Evaluates a job's `strategy` and expands its matrix.
 *
 * @throws Error `Error when evaluating 'strategy' for job …` in GitHub's words
 */
export function evaluateStrategy(workflow: WorkflowDocument, job: JobDefinition, scope: Scope): Strategy {
  const single: Strategy = { legs: [{ matrix: {}, segments: [] }], isMatrix: false, failFast: true, maxParallel: 0 };
  if (!job.strategy) return single;
  const evaluation = new TemplateEvaluation(workflow.fileName, scope);
  const strategy = parts(evaluation, job.strategy);
  const failFast = optional(evaluation, strategy["fail-fast"], "boolean", true) as boolean;
  const maxParallel = optional(evaluation, strategy["max-parallel"], "number", 0) as number;
  const matrix = strategy.matrix;
  let legs = single.legs;
  if (matrix) {
    const { value, token } = matrix;
    if (!isObject(value)) evaluation.error(token, unexpected(value));
    else if (evaluation.errors.length === 0) {
      const expanded = expandMatrix(value);
      // GitHub places an error of a vector at the vector.
      for (const message of expanded.errors) {
        const name = /^Matrix vector '(.*)' does/.exec(message)?.[1];
        evaluation.error((name && find(token, name)) || token, message);
      }
      legs = expanded.legs;
    } else {
      for (const { name, value: vector } of entries(token)) {
        if (value[name] === "") evaluation.error(vector, unexpected(""));
      }
    }
  }
  evaluation.check(`Error when evaluating 'strategy' for job '${job.id}'.`);
  return { legs, isMatrix: matrix !== undefined, failFast, maxParallel };
}

interface Part {
  readonly token: TemplateToken;
  readonly value: Json;
}

/** The keys of `strategy`, which may itself be one expression. */
function parts(evaluation: TemplateEvaluation, token: TemplateToken): Record<string, Part | undefined> {
  if (!token.isExpression) {
    return Object.fromEntries(
      entries(token).map(({ name, value }) => [name, { token: value, value: evaluation.value(value) }]),
    );
  }
  const value = evaluation.value(token);
  if (!isObject(value)) {
    evaluation.error(token, unexpected(value));
    return {};
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, { token, value: part }]));
}

function optional(evaluation: TemplateEvaluation, part: Part | undefined, type: string, absent: Json): Json {
  if (part === undefined) return absent;
  if (typeof part.value === type) return part.value;
  evaluation.error(part.token, unexpected(part.value));
  return absent;
}

/** The `strategy` context of one leg. */
export function strategyContext(strategy: Strategy, index: number): Record<string, Json> {
  const total = strategy.legs.length;
  return {
    "fail-fast": strategy.failFast,
    "job-index": index,
    "job-total": total,
    "max-parallel": strategy.maxParallel > 0 ? strategy.maxParallel : total,
  };
}
