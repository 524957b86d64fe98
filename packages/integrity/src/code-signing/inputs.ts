/** What actions read of their inputs and environment before they load anything that signs. */

/** Secrets as they are stored; absent ones are `undefined`. */
export interface CodeSigningSecrets {
  readonly windowsCertificate?: string | undefined;
  readonly windowsPassword?: string | undefined;
  readonly macosCertificate?: string | undefined;
  readonly macosPassword?: string | undefined;
  readonly notaryKey?: string | undefined;
  readonly notaryKeyId?: string | undefined;
  readonly notaryIssuer?: string | undefined;
}

/** Names of the actions' inputs and of the reusable workflows' secrets, which messages tell. */
export const CODE_SIGNING_SECRETS = {
  windowsCertificate: "windows-certificate",
  windowsPassword: "windows-certificate-password",
  macosCertificate: "macos-certificate",
  macosPassword: "macos-certificate-password",
  notaryKey: "notary-key",
  notaryKeyId: "notary-key-id",
  notaryIssuer: "notary-issuer",
} as const satisfies Record<keyof CodeSigningSecrets, string>;

/**
 * Servers that a machine names in `SLIPWAY_TIMESTAMP_SERVERS`, because it cannot reach those of the configuration: it lies
 * behind a wall, or rehearses. `undefined` where it names none.
 */
export function machineServers(env: Readonly<Record<string, string | undefined>>): readonly string[] | undefined {
  const servers = (env.SLIPWAY_TIMESTAMP_SERVERS ?? "").split(/[\s,]+/).filter((server) => server !== "");
  return servers.length > 0 ? servers : undefined;
}
