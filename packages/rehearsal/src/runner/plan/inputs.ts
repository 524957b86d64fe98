import type { TemplateToken } from "@actions/workflow-parser/templates/tokens/index";
import { mistake } from "@slipway/model";
import type { Scope } from "../expressions/evaluate.ts";
import { TemplateEvaluation, unexpected } from "../expressions/template.ts";
import { type Json, scalarText } from "../expressions/values.ts";
import type { CallJob, InputDefinition, WorkflowDocument } from "../workflow/model.ts";

/**
 * Inputs of a called workflow: what the call gives, then the definitions' defaults, then each type's empty value.
 *
 * @param overrides replace what the call gives, where the called workflow knows the name
 * @throws Error with GitHub's message when a value has not the declared type
 */
export function callInputs(
  caller: WorkflowDocument,
  job: CallJob,
  called: WorkflowDocument,
  scope: Scope,
  overrides: Readonly<Record<string, Json>>,
): Record<string, Json> {
  const evaluation = new TemplateEvaluation(caller.fileName, scope);
  const given = new Map<string, Json>();
  const places = new Map<string, TemplateToken>();
  for (const { key, value } of job.with ?? []) {
    const name = key.toString().toLowerCase();
    given.set(name, evaluation.value(value));
    places.set(name, value);
  }
  for (const [name, value] of Object.entries(overrides)) given.set(name.toLowerCase(), value);
  const { github, inputs, vars } = scope.contexts;
  const defaults = new TemplateEvaluation(called.fileName, {
    contexts: { github: github ?? null, inputs: inputs ?? null, vars: vars ?? null },
  });
  const result: Record<string, Json> = {};
  for (const definition of called.callInputs) {
    const value =
      given.get(definition.name.toLowerCase()) ??
      (definition.default ? defaults.value(definition.default) : emptyValue(definition));
    const place = places.get(definition.name.toLowerCase()) ?? job.usesToken;
    result[definition.name] = convert(definition, value, (message) => evaluation.error(place, message));
  }
  evaluation.errors.push(...defaults.errors);
  evaluation.check();
  return result;
}

function emptyValue({ type }: InputDefinition): Json {
  return type === "boolean" ? false : type === "number" ? 0 : "";
}

function convert({ type }: InputDefinition, value: Json, error: (message: string) => void): Json {
  const wanted = type === "boolean" || type === "number" ? type : "string";
  if (wanted === "string" && (value === null || typeof value !== "object")) return scalarText(value);
  if (wanted === "boolean" && typeof value === "boolean") return value;
  if (wanted === "number" && typeof value === "number") return value;
  error(unexpected(value));
  return value;
}

/**
 * Inputs of a manual run, typed.
 *
 * @throws Problem as the API refuses them: unknown, missing, or not one of the options
 */
export function dispatchInputs(
  workflow: WorkflowDocument,
  given: Readonly<Record<string, string | boolean>>,
): Record<string, Json> {
  const refuse = (message: string) =>
    mistake("invalid-dispatch-inputs", message, "Give the inputs that 'on.workflow_dispatch.inputs' declares.", {
      file: workflow.fileName,
    });
  const known = new Set(workflow.dispatchInputs.map(({ name }) => name));
  const unknown = Object.keys(given).filter((name) => !known.has(name));
  if (unknown.length > 0) throw refuse(`Unexpected inputs provided: ${JSON.stringify(unknown)}`);
  const result: Record<string, Json> = {};
  for (const { name, type, required, default: preset, options } of workflow.dispatchInputs) {
    const value = given[name] ?? (preset?.isLiteral ? preset.toString() : undefined);
    if (required && (value === undefined || value === "")) throw refuse(`Required input '${name}' not provided`);
    if (type === "choice" && value !== undefined && !options.includes(String(value))) {
      throw refuse(`Provided value '${value}' for input '${name}' not in the list of allowed values`);
    }
    if (type === "boolean") result[name] = String(value ?? false) === "true";
    else if (type === "number") result[name] = Number(value ?? 0);
    else result[name] = String(value ?? "");
  }
  return result;
}
