import { type Access, RequestFailure } from "@slipway/forge";

/** Of a try that git made without changing anything (`push --dry-run`): the server says whether it would be let in. */
export async function accessBy(attempt: () => Promise<unknown>): Promise<Access> {
  try {
    await attempt();
    return { writable: true };
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    const { status, reason } = error.details;
    if (status === 401 || status === 403 || status === 404) return { writable: false, reason };
    throw error;
  }
}
