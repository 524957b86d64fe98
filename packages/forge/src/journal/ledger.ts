import type { JournalEntry, JournalState } from "@slipway/model";
import type { Guard, JournalPlace, Survey } from "../forge.ts";
import { problem } from "../remedies.ts";

/** A run's hand on the journal of one release, as the publishing engine needs it. */
export interface Ledger {
  /** What to ask for in a survey; undefined without a journal. */
  readonly place: JournalPlace | undefined;
  /** Whether no other run acts on this release while the lock is ours. */
  readonly exclusive: boolean;
  /** Readable entries of earlier runs, oldest first. */
  readonly known: readonly JournalEntry[];

  /** Earlier entries, without taking the lock. */
  look(survey: Survey): readonly JournalEntry[];
  /** Takes the lock, waiting for a run that has it. */
  open(survey: Survey): Promise<void>;
  /** Before anything that changes the server: throws unless the lock is ours for longer than one request may take. */
  hold(): Promise<void>;
  /** The job is cancelled: from now on `hold` refuses every change. */
  leave(): void;
  /** Keeps the lock during long work. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  write(event: "intent" | "receipt", step: string, state: States): Promise<void>;
  /**
   * Takes the turn at "latest", which releases of one repository take one after another.
   * @param seen a survey of this moment, which saves another
   * @returns a survey since which nobody else had the turn
   */
  turn(seen?: Survey): Promise<Survey>;
  /** What was decided in it is done; nothing where it is not ours. It also ends with the lock. */
  endTurn(): Promise<void>;
  /** The last entry of this run; gives the lock back. */
  close(event: "receipt" | "end", step: string, state: States & { readonly note?: string }): Promise<void>;
}

export interface States {
  readonly before?: JournalState;
  readonly after?: JournalState;
}

export const cancelled = (tag = "the release") =>
  problem("cancelled", { message: `the job was cancelled; nothing further of ${tag} is changed` });

/** A release without journal: nothing is remembered, and concurrent runs are held apart by nothing but `guard`. */
export function noLedger(survey: () => Promise<Survey>, guard?: Guard): Ledger {
  const nothing = async () => {};
  let leaving = false;
  return {
    place: undefined,
    exclusive: false,
    known: [],
    look: () => [],
    open: nothing,
    hold: async () => {
      if (leaving) throw cancelled();
      await guard?.();
    },
    leave: () => {
      leaving = true;
    },
    during: (work) => work(),
    write: nothing,
    turn: async (seen) => seen ?? (await survey()),
    endTurn: nothing,
    close: nothing,
  };
}
