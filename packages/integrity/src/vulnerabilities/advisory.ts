import { z } from "zod";

/** An advisory in OSV's schema (https://ossf.github.io/osv-schema/), as far as the gate reads it. */

const Severity = z.looseObject({ type: z.string(), score: z.string() });

const Event = z.looseObject({
  introduced: z.string().optional(),
  fixed: z.string().optional(),
  last_affected: z.string().optional(),
  limit: z.string().optional(),
});
export type Event = z.output<typeof Event>;

const Range = z.looseObject({ type: z.string(), events: z.array(Event).default([]) });
export type Range = z.output<typeof Range>;

const Own = z.record(z.string(), z.unknown()).nullish();

export const Affected = z.looseObject({
  package: z.looseObject({ ecosystem: z.string(), name: z.string() }).optional(),
  ranges: z.array(Range).nullish(),
  versions: z.array(z.string()).nullish(),
  severity: z.array(Severity).nullish(),
  ecosystem_specific: Own,
  database_specific: Own,
});
export type Affected = z.output<typeof Affected>;

export const Advisory = z.looseObject({
  id: z.string().min(1),
  withdrawn: z.string().nullish(),
  aliases: z.array(z.string()).nullish(),
  summary: z.string().nullish(),
  details: z.string().nullish(),
  severity: z.array(Severity).nullish(),
  affected: z.array(Affected).nullish(),
  database_specific: Own,
});
export type Advisory = z.output<typeof Advisory>;
